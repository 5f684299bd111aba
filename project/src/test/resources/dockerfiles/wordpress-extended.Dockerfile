FROM wordpress:6.6-php8.2-apache
COPY --chown=www-data themes/ /usr/src/wordpress/wp-content/themes/
ADD --chown=www-data:www-data https://downloads.example.com/plugin/a.1.0.zip /usr/src/wordpress/wp-content/plugins/
ENV WORDPRESS_CONFIG_EXTRA="define('WP_DEBUG', true); /* x */"
