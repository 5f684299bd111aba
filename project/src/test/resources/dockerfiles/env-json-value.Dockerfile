FROM alpine
ENV CONF={"a":1} LIST=[1,2] Q={\"b\":\"c\"}
ENV OLD {"a": "b c", "d": [1, 2]}
