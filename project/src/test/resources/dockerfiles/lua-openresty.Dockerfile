FROM openresty/openresty:1.25.3.1-0-alpine
COPY nginx.conf /usr/local/openresty/nginx/conf/nginx.conf
COPY lua/ /usr/local/openresty/site/lualib/
EXPOSE 80/tcp 443/tcp 443/udp
