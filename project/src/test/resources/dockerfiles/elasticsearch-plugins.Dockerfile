FROM docker.elastic.co/elasticsearch/elasticsearch:8.15.0@sha256:0000000000000000000000000000000000000000000000000000000000000000
RUN bin/elasticsearch-plugin install --batch analysis-icu
COPY --chown=1000:0 config/ /usr/share/elasticsearch/config/
