FROM alpine
ONBUILD RUN <<EOF
echo triggered
EOF
ONBUILD COPY <<x /x
y
x
