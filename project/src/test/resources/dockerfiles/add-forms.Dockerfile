FROM alpine
ADD a.tar.gz /
ADD https://example.com/x.tgz /tmp/
ADD git@github.com:moby/buildkit.git#v0.14.0:docs /buildkit-docs
ADD ["a b.tar", "/c/"]
