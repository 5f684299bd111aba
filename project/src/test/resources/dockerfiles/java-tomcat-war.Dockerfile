FROM tomcat:10.1-jdk17
RUN rm -rf /usr/local/tomcat/webapps/*
COPY ["./target/my app.war", "/usr/local/tomcat/webapps/ROOT.war"]
ENV CATALINA_OPTS -Xms256m -Xmx512m
EXPOSE 8080
CMD ["catalina.sh", "run"]
