FROM hugomods/hugo:exts AS hugo
ARG HUGO_BASEURL
ENV HUGO_BASEURL=${HUGO_BASEURL:-http://localhost/}
COPY . /src
RUN hugo --minify --enableGitInfo
FROM nginx:alpine
COPY --from=hugo /src/public /usr/share/nginx/html
