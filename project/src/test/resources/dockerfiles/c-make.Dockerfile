FROM gcc:14
COPY . /usr/src/myapp
WORKDIR /usr/src/myapp
RUN gcc -O2 -DNAME='"my app"' -o myapp main.c
CMD ["./myapp"]
