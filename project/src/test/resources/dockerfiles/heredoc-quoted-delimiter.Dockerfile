FROM alpine
RUN cat <<'EOF' > /etc/motd
$HOME isn't replaced, "quotes" and \backslashes stay
EOF
