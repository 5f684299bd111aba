FROM confluentinc/cp-kafka-connect:7.7.0
RUN confluent-hub install --no-prompt debezium/debezium-connector-postgresql:2.5.4
ENV CONNECT_PLUGIN_PATH="/usr/share/java,/usr/share/confluent-hub-components"
