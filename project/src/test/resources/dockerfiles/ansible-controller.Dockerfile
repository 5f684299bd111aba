FROM python:3.12-slim
RUN --mount=type=cache,target=/var/cache/apt,sharing=locked \
    --mount=type=cache,target=/var/lib/apt,sharing=locked \
    rm -f /etc/apt/apt.conf.d/docker-clean && apt-get update && apt-get install -y openssh-client
RUN pip install ansible-core==2.17.*
WORKDIR /ansible
ENTRYPOINT ["ansible-playbook", "-i", "inventory/"]
CMD ["site.yml"]
