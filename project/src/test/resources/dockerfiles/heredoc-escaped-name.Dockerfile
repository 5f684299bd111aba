FROM alpine
RUN cat <<\EOF
$literal in a shell
EOF
