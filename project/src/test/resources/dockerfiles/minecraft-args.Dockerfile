FROM itzg/minecraft-server:java21
ENV EULA=TRUE TYPE=PAPER MOTD="A §bblue\u00a7r server" MEMORY=2G
VOLUME /data
