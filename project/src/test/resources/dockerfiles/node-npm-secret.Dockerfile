# syntax=docker/dockerfile:1
FROM node:20
WORKDIR /app
COPY package.json .
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm install
RUN --mount=type=ssh,required=true npm install git+ssh://git@example.com/acme/lib.git
