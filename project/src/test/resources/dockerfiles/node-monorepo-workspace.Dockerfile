FROM node:18 AS build
WORKDIR /repo
COPY package.json package-lock.json ./
COPY packages/shared/package.json packages/shared/
COPY packages/api/package.json packages/api/
RUN npm ci --workspace=packages/api --include-workspace-root
COPY packages packages
RUN npm run build -w packages/shared -w packages/api
FROM node:18-slim
COPY --from=0 /repo/node_modules /app/node_modules
COPY --from=0 /repo/packages/api/dist /app
WORKDIR /app
CMD ["node", "index.js"]
