FROM python:3.9-alpine
RUN apk add --no-cache --virtual .build gcc musl-dev libffi-dev; \
    pip install cryptography==41; \
    apk del .build
COPY app.py /
CMD ["python", "/app.py"]
