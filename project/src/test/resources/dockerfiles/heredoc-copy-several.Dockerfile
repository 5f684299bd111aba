FROM alpine
ARG NAME=world
COPY <<robots.txt <<humans.txt /usr/share/html/
User-agent: *
Disallow: /private
robots.txt
Hello ${NAME:-nobody}
humans.txt
