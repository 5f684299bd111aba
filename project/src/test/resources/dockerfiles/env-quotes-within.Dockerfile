FROM alpine
ENV a="it's" b='say "x"' c=a"b c"d e=\"f\" g="\"h\""
ENV h="a \
b" i=j
