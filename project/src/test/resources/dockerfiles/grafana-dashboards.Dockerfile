FROM grafana/grafana-oss:11.2.0
ENV GF_INSTALL_PLUGINS="grafana-clock-panel,grafana-simple-json-datasource 1.4.2"
COPY --chown=472:0 provisioning /etc/grafana/provisioning
