# unknown=value
# escape=`
FROM alpine
RUN a \
 b
