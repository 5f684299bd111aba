FROM alpine
COPY --chown="1000":'1000' a b
COPY "a--chmod=755" /b
COPY --exclude='a b' --exclude=c\ d x y
COPY --fr"om=busybox" /a /b
