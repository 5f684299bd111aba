FROM debian
SHELL ["/bin/bash", "-o", "pipefail", "-c"]
RUN curl x | sh
SHELL ["/bin/sh", "-c"]
