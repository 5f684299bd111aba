FROM alpine
RUN [ -f /etc/passwd ] && echo yes
RUN [[ "$A" == "b" ]]
RUN ["x"] && y
