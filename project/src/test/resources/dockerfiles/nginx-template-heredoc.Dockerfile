FROM nginx:alpine
COPY <<"NGINX" /etc/nginx/templates/default.conf.template
server {
  listen ${PORT};
  location / { proxy_set_header Host $host; proxy_pass http://$BACKEND; }
}
NGINX
