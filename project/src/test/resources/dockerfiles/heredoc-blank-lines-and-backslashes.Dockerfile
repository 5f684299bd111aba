FROM alpine
RUN <<EOF

echo one \
  two

# not a Dockerfile's comment
EOF
