FROM debian:bookworm-slim
ARG UID=101
ARG GID=101
RUN groupadd --gid ${GID} node && useradd --create-home --no-log-init -u ${UID} -g ${GID} node
ENTRYPOINT ["/entrypoint.sh"]
CMD ["-printtoconsole", "-rest=1", "-rpcbind=0.0.0.0", "--", "-x"]
