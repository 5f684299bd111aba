FROM php:8.3-apache
RUN docker-php-ext-install pdo pdo_mysql opcache \
	&& a2enmod rewrite
COPY --chown=www-data:www-data src/ /var/www/html/
RUN sed -ri -e 's!/var/www/html!/var/www/html/public!g' /etc/apache2/sites-available/*.conf
EXPOSE 80
