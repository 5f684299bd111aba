FROM mcr.microsoft.com/dotnet/sdk:8.0 AS publish
ARG BUILD_CONFIGURATION=Release
COPY ["Shop/Shop.csproj", "Shop/"]
RUN dotnet restore "./Shop/./Shop.csproj"
COPY . .
RUN dotnet publish "./Shop/Shop.csproj" -c $BUILD_CONFIGURATION -o /app/publish /p:UseAppHost=false
FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS final
USER $APP_UID
COPY --from=publish /app/publish .
ENTRYPOINT ["dotnet", "Shop.dll"]
