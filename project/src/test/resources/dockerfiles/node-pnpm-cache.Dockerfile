# syntax=docker/dockerfile:1.7
FROM node:20-slim
RUN corepack enable
WORKDIR /w
COPY pnpm-lock.yaml .
RUN --mount=type=cache,id=pnpm,target=/pnpm/store,sharing=locked pnpm fetch --prod
COPY . .
RUN --mount=type=cache,id=pnpm,target=/pnpm/store,sharing=locked pnpm install -r --offline --prod
EXPOSE 8080 8081
CMD ["pnpm", "start"]
