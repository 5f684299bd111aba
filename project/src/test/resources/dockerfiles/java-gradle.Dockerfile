FROM gradle:8-jdk17 AS cache
ENV GRADLE_USER_HOME=/cache
COPY build.gradle.kts settings.gradle.kts gradle.properties ./
RUN gradle clean build -i --stacktrace || true
FROM gradle:8-jdk17 AS build
COPY --from=cache /cache /home/gradle/.gradle
COPY --chown=gradle:gradle . /home/gradle/src
WORKDIR /home/gradle/src
RUN gradle bootJar --no-daemon
FROM amazoncorretto:17
COPY --from=build "/home/gradle/src/build/libs/app.jar" "/app/"
CMD java -jar /app/app.jar
