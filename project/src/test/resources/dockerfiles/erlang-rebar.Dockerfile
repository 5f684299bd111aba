FROM erlang:26-alpine
RUN mkdir /buildroot
WORKDIR /buildroot
COPY . dockerwatch
WORKDIR dockerwatch
RUN rebar3 as prod release
EXPOSE 8080 8443
CMD ["_build/prod/rel/dockerwatch/bin/dockerwatch", "foreground"]
