FROM haskell:9.6 AS build
WORKDIR /opt/app
RUN cabal update
COPY ./app.cabal /opt/app/app.cabal
RUN cabal build --only-dependencies -j4
COPY . /opt/app
RUN cabal install --installdir=/out --install-method=copy
FROM debian:12-slim
COPY --from=build /out/app /usr/bin/
CMD ["app"]
