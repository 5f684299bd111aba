FROM alpine
USER root
USER 1000
USER 1000:1000
USER app:app
USER ${UID:-1000}:${GID:-1000}
USER "quoted user"
