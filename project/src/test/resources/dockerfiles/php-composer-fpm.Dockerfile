FROM composer:2 AS vendor
COPY composer.* /app/
RUN composer install --no-dev --no-scripts --ignore-platform-reqs
FROM php:8.2-fpm-alpine
COPY --from=vendor /app/vendor /var/www/vendor
COPY . /var/www
WORKDIR /var/www
RUN { \
		echo 'opcache.memory_consumption=128'; \
		echo 'opcache.max_accelerated_files=4000'; \
	} > /usr/local/etc/php/conf.d/opcache.ini
CMD ["php-fpm"]
