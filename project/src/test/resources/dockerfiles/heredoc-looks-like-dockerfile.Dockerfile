FROM debian
RUN cat <<DOCKERFILE > /Dockerfile
FROM scratch
COPY --from=$nothing / /
# a comment
RUN <<NESTED
NESTED
DOCKERFILE
CMD ["cat", "/Dockerfile"]
