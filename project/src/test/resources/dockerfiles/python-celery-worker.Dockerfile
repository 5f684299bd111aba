FROM python:3.10-bookworm
RUN useradd --create-home --uid 999 worker
USER worker
WORKDIR /home/worker
COPY --chown=worker:worker tasks/ tasks/
COPY --chown=worker requirements/*.txt requirements/
RUN pip install --user -r requirements/prod.txt
ENV PATH="/home/worker/.local/bin:${PATH}"
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=1m --timeout=10s --retries=5 \
  CMD celery -A tasks inspect ping -d celery@$HOSTNAME || exit 1
CMD celery -A tasks worker --loglevel=info
