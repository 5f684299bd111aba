FROM debian
RUN cat 0<<EOF 1>/out
zero
EOF
RUN read x 3<<THREE
three
THREE
