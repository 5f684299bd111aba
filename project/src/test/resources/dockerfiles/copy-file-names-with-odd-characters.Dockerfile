FROM alpine
COPY a[[]0].txt /x/
COPY ["[b]", "{c}", "d,e", "f;g", "h\\'i", "/j/"]
COPY @scope/pkg#1 ~tilde %percent /k/
