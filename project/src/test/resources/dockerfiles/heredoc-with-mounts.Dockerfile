# syntax=docker/dockerfile:1.4
FROM python:3.12
RUN --mount=type=cache,target=/root/.cache --network=none <<EOF
pip install --no-index -r requirements.txt
EOF
