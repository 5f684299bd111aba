FROM selenium/standalone-chrome:128.0
USER 1200
COPY --chown=seluser:seluser ["my tests/", "/home/seluser/my tests/"]
