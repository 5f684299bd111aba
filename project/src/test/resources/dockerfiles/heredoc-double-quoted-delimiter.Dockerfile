FROM alpine
RUN cat <<"END_OF_FILE" >/x
`date` $(date) ${x}
END_OF_FILE
