ARG A="b c" B='d e'
ARG V="1.2"
FROM "alpine:$V"
