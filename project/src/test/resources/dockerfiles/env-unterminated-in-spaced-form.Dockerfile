FROM alpine
ENV PS1 $(whoami)@\h:\w
