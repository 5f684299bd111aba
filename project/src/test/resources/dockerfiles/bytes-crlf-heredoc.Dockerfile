FROM alpine
COPY <<EOF /x
one
two
EOF
RUN <<-E
	echo x
	E
