FROM nixos/nix:2.24.0 AS build
COPY . /tmp/build
WORKDIR /tmp/build
RUN nix --extra-experimental-features "nix-command flakes" --option filter-syscalls false build
RUN mkdir /tmp/nix-store-closure && cp -R $(nix-store -qR result/) /tmp/nix-store-closure
FROM scratch
COPY --from=build /tmp/nix-store-closure /nix/store
COPY --from=build /tmp/build/result /app
CMD ["/app/bin/app"]
