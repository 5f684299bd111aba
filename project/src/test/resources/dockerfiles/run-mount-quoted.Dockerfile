FROM alpine
RUN --mount='type=bind,"target=/a,b"' ls
RUN --mount=type=bind,target=/with\ blank ls
RUN --mount="type=tmpfs,target=/x" ls
