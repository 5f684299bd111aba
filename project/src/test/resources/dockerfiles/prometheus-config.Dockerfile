FROM prom/prometheus
ADD prometheus.yml /etc/prometheus/
CMD [ "--config.file=/etc/prometheus/prometheus.yml", \
      "--storage.tsdb.retention.time=30d" ]
