FROM mcr.microsoft.com/windows/nanoserver:1809
CMD ["C:\app\run.exe"]
