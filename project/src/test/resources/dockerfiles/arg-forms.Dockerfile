ARG A
ARG B=1
ARG C=$B D="two words" E='$B' F
FROM alpine:${B}
ARG A B C
ARG G=${A:-none}
ARG H=
RUN echo $A $B $C $G
