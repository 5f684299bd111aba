FROM ruby:3.3
RUN apt-get update -qq && apt-get install -y nodejs postgresql-client
WORKDIR /rails
COPY Gemfile Gemfile.lock ./
RUN bundle config set --local deployment 'true' && bundle install -j"$(nproc)"
COPY . .
RUN SECRET_KEY_BASE=dummy bundle exec rails assets:precompile
ENTRYPOINT ["bin/docker-entrypoint"]
EXPOSE 3000
CMD ["rails", "server", "-b", "0.0.0.0"]
