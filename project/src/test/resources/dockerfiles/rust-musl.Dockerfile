FROM rust:1.80 AS build
RUN rustup target add x86_64-unknown-linux-musl
WORKDIR /b
COPY Cargo.toml Cargo.lock ./
RUN mkdir src && echo 'fn main() {}' > src/main.rs && cargo build --release --target x86_64-unknown-linux-musl
COPY src src
RUN touch src/main.rs && cargo build --release --target x86_64-unknown-linux-musl
FROM scratch
COPY --from=build /b/target/x86_64-unknown-linux-musl/release/app /app
CMD ["/app"]
