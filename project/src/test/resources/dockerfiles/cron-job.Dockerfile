FROM debian:bookworm
RUN apt-get update && apt-get -y install cron
COPY crontab /etc/cron.d/app
RUN chmod 0644 /etc/cron.d/app && crontab /etc/cron.d/app && touch /var/log/cron.log
CMD cron && tail -f /var/log/cron.log
