FROM hashicorp/terraform:1.9 AS tf
FROM alpine
COPY --from=tf /bin/terraform /usr/local/bin/
RUN terraform version -json | grep -q '"terraform_version"'
