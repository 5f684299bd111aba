FROM ruby:2.7-onbuild
EXPOSE 4567
CMD ["ruby", "./app.rb", "-o", "0.0.0.0"]
