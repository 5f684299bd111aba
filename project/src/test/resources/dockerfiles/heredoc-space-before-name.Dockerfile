FROM debian
RUN cat << EOF > /x
text
EOF
