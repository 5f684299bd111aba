ARG a=1
ARG b=${a}2 c="${a} ${b}" d='${a}'
FROM x:${a}${b} AS c
