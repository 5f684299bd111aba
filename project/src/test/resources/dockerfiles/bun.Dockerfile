FROM oven/bun:1 AS install
RUN mkdir -p /temp/prod
COPY package.json bun.lockb /temp/prod/
RUN cd /temp/prod && bun install --frozen-lockfile --production
FROM oven/bun:1
COPY --from=install /temp/prod/node_modules node_modules
COPY . .
USER bun
ENTRYPOINT [ "bun", "run", "index.ts" ]
