FROM alpine
COPY a.txt <<b.txt c.txt /d/
inline
b.txt
