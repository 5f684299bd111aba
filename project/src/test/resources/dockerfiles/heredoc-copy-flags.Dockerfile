FROM alpine
COPY --chmod=755 --chown=1:2 --link <<-"run.sh" /usr/bin/run
	#!/bin/sh
	exec "$@"
	run.sh
