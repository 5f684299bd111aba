FROM alpine
ADD <<config.json /etc/app/
{"a": [1, 2], "b": "${VERSION}"}
config.json
