FROM sbtscala/scala-sbt:eclipse-temurin-17.0.4_1.7.1_3.2.0
WORKDIR /root
COPY build.sbt ./
COPY project/ project/
RUN sbt update
COPY . .
RUN sbt 'set test in assembly := {}' assembly
CMD ["sh", "-c", "java -jar target/scala-3*/app-assembly-*.jar"]
