FROM alpine
ADD --checksum=sha256:24454f830cdb571e2c4ad15481119c43b3cafd48dd869a9b2945d1036d1dc68d https://example.com/k.xz /
ADD --keep-git-dir=true https://github.com/moby/buildkit.git#v0.10.1 /b
ADD --keep-git-dir=false https://github.com/moby/buildkit.git /c
ADD --unpack=false a.tar /d
ADD --unpack https://example.com/a.tar /e
ADD --chown=1 --chmod=644 --link --exclude=x a /f
