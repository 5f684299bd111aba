"""A microservice for tests, of Python's own library: tells its version over HTTP/1.1 and over websockets (RFC 6455).

/        the version, at once
/slow    the version, after a second
/live    as a websocket: each text message comes back behind the version

Asked to end, it answers the requests that it has and listens to nobody new. Its websockets go on; with FAREWELL they are
closed with the status 1001, "going away", that many seconds later.
"""

import asyncio
import base64
import hashlib
import os
import signal

VERSION = os.environ["VERSION"]
FAREWELL = os.environ.get("FAREWELL")
GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, CLOSE = 1, 8
GOING_AWAY = 1001

ending = asyncio.Event()
requests = set()
websockets = set()


def frame(opcode, payload):
    return bytes([0x80 | opcode, len(payload)]) + payload


async def read_frame(reader):
    """Of at most 125 bytes, which are all that the tests send."""
    first, length = await reader.readexactly(2)
    mask = await reader.readexactly(4)
    payload = await reader.readexactly(length & 0x7F)
    return first & 0x0F, bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))


async def talk(key, reader, writer):
    accept = base64.b64encode(hashlib.sha1((key + GUID).encode()).digest()).decode()
    writer.write(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
        f"Sec-WebSocket-Accept: {accept}\r\n\r\n".encode()
    )
    websockets.add(writer)
    try:
        opcode = TEXT
        while opcode != CLOSE:
            opcode, payload = await read_frame(reader)
            writer.write(frame(opcode, payload if opcode == CLOSE else f"{VERSION} {payload.decode()}".encode()))
    finally:
        websockets.discard(writer)


async def answer(path, writer):
    requests.add(writer)
    try:
        if path == "/slow":
            await asyncio.sleep(1)
        last = "Connection: close\r\n" if ending.is_set() else ""
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(VERSION)}\r\n{last}\r\n{VERSION}".encode())
        await writer.drain()
    finally:
        requests.discard(writer)


async def serve(reader, writer):
    try:
        while not ending.is_set():
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
            await reader.readexactly(int(fields.get("content-length", "0")))
            path = head[0].split(" ")[1]
            if path == "/live":
                return await talk(fields["sec-websocket-key"], reader, writer)
            await answer(path, writer)
    except (asyncio.IncompleteReadError, ConnectionError):
        pass  # the other side has ended the connection
    finally:
        writer.close()


async def main():
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ending.set)
    server = await asyncio.start_server(serve, port=8080)
    await ending.wait()
    server.close()
    if FAREWELL:
        await asyncio.sleep(float(FAREWELL))
        for writer in websockets:
            writer.write(frame(CLOSE, GOING_AWAY.to_bytes(2, "big")))
    while requests or websockets:
        await asyncio.sleep(0.02)


asyncio.run(main())
