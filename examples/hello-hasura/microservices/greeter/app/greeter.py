"""Asks the api by its internal URL, and shows the answer with what the gateway says about the visitor."""

import json
import os
import signal
import sys
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

API_URL = os.environ["API_URL"]
GREETING = os.environ["GREETING"]


def ask_api(headers):
    # Microservices tell each other for whom they work with the headers that the gateway has set.
    request = urllib.request.Request(API_URL, headers=headers)
    with urllib.request.urlopen(request, timeout=5) as response:
        return json.load(response)


class Greeter(BaseHTTPRequestHandler):
    wbufsize = -1  # Send head and body together: who only wants the status, like a probe, leaves after the first packet.

    def do_GET(self):
        if self.path == "/healthz":
            return self.answer(200, "ok\n")
        hasura = {name.title(): value for name, value in self.headers.items() if name.lower().startswith("x-hasura-")}
        try:
            api = ask_api(hasura)
        except (urllib.error.URLError, OSError, ValueError) as error:
            return self.answer(502, f"{API_URL} doesn't answer as it should: {error}\n")
        lines = [
            f"{GREETING} You are visit {api['visits']}.",
            "",
            f"{API_URL} says: {api['message']}",
            "",
            "The gateway says about you:",
            *(f"  {name}: {value}" for name, value in sorted(hasura.items())),
        ]
        return self.answer(200, "\n".join(lines) + "\n")

    def log_request(self, code="-", size="-"):
        if self.path != "/healthz":
            super().log_request(code, size)

    def answer(self, status, text):
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


# The first process of a container has no default reaction to being stopped.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print(f"greeter asks {API_URL}")
ThreadingHTTPServer(("", 8080), Greeter).serve_forever()
