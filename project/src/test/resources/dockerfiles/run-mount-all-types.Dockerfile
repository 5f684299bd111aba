FROM alpine AS tools
FROM alpine
RUN --mount=type=bind,from=tools,source=/bin,target=/t,rw true
RUN --mount=type=cache,id=x,target=/c,sharing=private,mode=0755,uid=1000,gid=1000,ro=false true
RUN --mount=type=tmpfs,target=/tmp,size=64m true
RUN --mount=type=secret,id=aws,target=/root/.aws/credentials,required true
RUN --mount=type=secret,id=TOKEN,env=TOKEN curl -H "Authorization: $TOKEN" x
RUN --mount=type=ssh,id=default,mode=0600 true
RUN --mount=dst=/a,src=b,readonly true
RUN --mount=TYPE=bind,Destination=/x,readwrite=true true
