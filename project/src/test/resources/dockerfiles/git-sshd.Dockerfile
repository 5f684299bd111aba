FROM alpine:3.20
RUN apk add --no-cache openssh git \
 && ssh-keygen -A \
 && adduser -D -s /usr/bin/git-shell git \
 && echo "git:$(head -c 18 /dev/urandom | base64)" | chpasswd
COPY sshd_config /etc/ssh/
VOLUME /srv/git
EXPOSE 22
CMD ["/usr/sbin/sshd","-D","-e"]
