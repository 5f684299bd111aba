FROM mysql:8.4
LABEL maintainer="Shop Team <shop@example.com>" com.example.tier=data
RUN echo "[mysqld]" > /etc/my.cnf.d/z.cnf && echo 'default_time_zone = "+00:00"' >> /etc/my.cnf.d/z.cnf
CMD ["mysqld", "--character-set-server=utf8mb4"]
