FROM alpine
ENV SRC=src DST=/dst
COPY $SRC ${DST}/
COPY "${SRC}/a" '$SRC' $DST/${NAME:-file}
ADD ${SRC}*.txt $DST
