FROM python:3.11
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1
RUN apt-get update \
 && apt-get install -y --no-install-recommends libpq-dev gettext \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /code
COPY Pipfile Pipfile.lock ./
RUN pip install pipenv && pipenv install --system --deploy
COPY . /code/
RUN python manage.py collectstatic --noinput
USER 1000:1000
CMD python manage.py runserver 0.0.0.0:$PORT
