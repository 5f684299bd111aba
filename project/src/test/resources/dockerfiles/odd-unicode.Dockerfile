FROM alpine
LABEL author="Zoë 日本 🚢" город=Москва
RUN echo "naïve — “quotes”"
COPY données/été.txt /données/
ENV EMOJI=🚀 KOREAN=한국어
