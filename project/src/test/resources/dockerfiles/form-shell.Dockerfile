FROM alpine
RUN echo "$HOME" 'single' `tick` $(sub) \; | cat > /x 2>&1
CMD sh -c "echo hi"
ENTRYPOINT exec top -b
