FROM debian
RUN <<EOT bash -ex | tee /log && echo ok
echo "one"
EOT
