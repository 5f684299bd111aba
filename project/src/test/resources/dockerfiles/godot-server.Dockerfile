FROM ubuntu:noble
ARG GODOT_VERSION=4.3
ADD https://downloads.example.com/godot/Godot_v${GODOT_VERSION}-stable_linux.x86_64.zip /tmp/godot.zip
RUN unzip /tmp/godot.zip -d /opt && rm /tmp/godot.zip
EXPOSE 7777/udp
CMD ["/opt/Godot_v4.3-stable_linux.x86_64", "--headless", "--main-pack", "/game.pck"]
