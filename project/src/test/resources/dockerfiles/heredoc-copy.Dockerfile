FROM nginx
COPY <<EOF /usr/share/nginx/html/index.html
<html><body>Hi</body></html>
EOF
