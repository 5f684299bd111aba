FROM alpine
RUN <<-EOF
	if true; then
		echo nested
	fi
	EOF
