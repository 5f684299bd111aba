FROM caddy:2
COPY Caddyfile /etc/caddy/Caddyfile
COPY site /srv
VOLUME ["/data", "/config"]
EXPOSE 80 443 2019
