FROM node:20-bookworm-slim
RUN apt-get update \
    && apt-get install -y \
       chromium \
       # fonts for the screenshots
       fonts-noto-cjk \
       fonts-freefont-ttf \
    && rm -rf /var/lib/apt/lists/*
ENV PUPPETEER_SKIP_DOWNLOAD=true PUPPETEER_EXECUTABLE_PATH=/usr/bin/chromium
COPY . /shot
WORKDIR /shot
RUN npm i
ENTRYPOINT ["node","shot.js"]
