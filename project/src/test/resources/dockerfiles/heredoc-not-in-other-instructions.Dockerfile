FROM alpine
CMD cat <<EOF
ENV A=<<EOF
LABEL b=<<-EOF
