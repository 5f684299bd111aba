FROM alpine
RUN <<EOF cat
	kept
	EOF
 EOF
EOF
