FROM alpine
WORKDIR /a
WORKDIR b
WORKDIR ../c
WORKDIR $HOME/x
WORKDIR "/with blank"
WORKDIR /with blank
WORKDIR /trailing/
