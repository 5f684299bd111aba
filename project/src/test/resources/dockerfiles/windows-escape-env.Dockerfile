# escape=`
FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8
ENV TOOLS=C:\tools\ NAME="a`"b" OTHER=a` b
COPY ["bin dir", "C:/inetpub/wwwroot/"]
