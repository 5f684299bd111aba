FROM alpine AS a
FROM alpine
COPY --from=a --chown=1000:1000 --chmod=0755 --link /x /y
COPY --link=false --parents ./a/./b/*.txt /c/
COPY --parents=true --exclude=*.md --exclude=**/test a/ b/
COPY --chown=$USER:${GROUP:-g} --chmod=u=rwX,go=rX . /app
COPY --from=docker.io/library/busybox:1.36 /bin/busybox /bin/
