FROM node:20 AS ng
WORKDIR /ng
COPY . .
RUN npm ci && npx ng build --configuration=production
FROM nginxinc/nginx-unprivileged
COPY --from=ng /ng/dist/shop/browser /usr/share/nginx/html
