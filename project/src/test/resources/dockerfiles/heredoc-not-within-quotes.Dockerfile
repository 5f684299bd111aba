FROM alpine
RUN echo "<<EOF"
RUN echo '<<EOF' && echo 1 \<\<EOF
