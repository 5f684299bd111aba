FROM alpine
RUN echo a # not a comment
RUN curl http://x/#fragment
ENV COLOR=#fff
LABEL a=b#c
