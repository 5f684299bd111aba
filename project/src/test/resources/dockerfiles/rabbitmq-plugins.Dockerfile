FROM rabbitmq:3.13-management
RUN rabbitmq-plugins enable --offline rabbitmq_mqtt rabbitmq_federation_management
EXPOSE 1883 15675
