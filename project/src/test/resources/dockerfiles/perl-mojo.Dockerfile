FROM perl:5.38
RUN cpanm --notest Mojolicious
COPY app.pl /
CMD [ "perl", "/app.pl", "daemon", "-l", "http://*:3000" ]
