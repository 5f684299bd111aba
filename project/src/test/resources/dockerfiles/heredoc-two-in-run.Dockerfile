FROM alpine
RUN cat <<A - <<B > /both
first
A
second
B
RUN true
