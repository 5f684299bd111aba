#   SyNtAx   =   docker/dockerfile:1.6   
#ESCAPE=`
FROM alpine
RUN x `
y
