FROM node:6
ENV NODE_ENV production
ENV GREETING hello from   an old file
MAINTAINER Jane Doe <jane@example.com>
ADD . /app
WORKDIR /app
RUN npm install
CMD npm start
