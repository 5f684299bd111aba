FROM alpine
COPY a /a
COPY a b c /d/
COPY ["a b", "/c d/"]
COPY ["a", "b", "/c/"]
COPY . .
COPY *.txt ??.md [a-z]* /x/
COPY ./dir/ /dir
COPY "quoted" '/single'
COPY a\ b /x
