FROM rocker/shiny:4.3.1
RUN R -e "install.packages(c('DT', 'dplyr'), repos='https://cran.example.com/')"
COPY ./app/* /srv/shiny-server/
CMD ["/usr/bin/shiny-server"]
