"""Counts visits in the store, all of them and, with a signed cookie, your own."""

import os

import redis
from flask import Flask, jsonify, session

app = Flask(__name__)
app.logger.setLevel("INFO")
app.secret_key = os.environ["COOKIE_KEY"]
store = redis.Redis.from_url(os.environ["STORE_URL"], socket_timeout=2, decode_responses=True)


@app.get("/")
def visit():
    session["yours"] = session.get("yours", 0) + 1
    visits = store.incr("visits")
    app.logger.info("visit %d", visits)
    return jsonify(message=os.environ["MESSAGE"], visits=visits, yours=session["yours"])


@app.get("/healthz")
def healthz():
    return "ok"


@app.errorhandler(redis.RedisError)
def store_is_away(error):
    app.logger.warning("the store doesn't answer: %s", error)
    return jsonify(message="the store doesn't answer; try again"), 503
