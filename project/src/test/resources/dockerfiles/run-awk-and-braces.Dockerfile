FROM alpine
RUN awk '{print $1 " ${x}"}' /etc/passwd && echo {a,b} ${y:-"z"} $((1 + 2))
