FROM node:20 AS base
WORKDIR /a
COPY . .
FROM base AS test
RUN npm test
FROM base AS production
CMD ["node", "."]
