FROM ubuntu:24.04 AS build
ARG DEBIAN_FRONTEND=noninteractive
RUN apt-get update && apt-get install -y cmake ninja-build g++ \
  && apt-get clean
COPY CMakeLists.txt /s/
COPY src /s/src
RUN cmake -S /s -B /b -G Ninja -DCMAKE_BUILD_TYPE=Release && cmake --build /b
FROM ubuntu:24.04
COPY --from=build /b/server /usr/local/bin/server
ENTRYPOINT ["server", "--config=/etc/server.conf"]
