"""Receivers of many partners in one process: each path is one, and `/dead/…` never answers.

`python receiving.py PORT FILE` writes a line for each message: the moment (seconds since 1970),
the path, the number of the notice.
"""

import asyncio
import json
import sys
import time
from pathlib import Path
from typing import TextIO

ANSWER = b"HTTP/1.1 204 Taken\r\nConnection: close\r\n\r\n"
# Longer than any sender waits.
FOR_EVER = 3600


async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, out: TextIO) -> None:
    """Take one message and answer, unless nobody is at home."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
        fields = dict(
            line.lower().split(b":", 1) for line in head.split(b"\r\n")[1:] if b":" in line
        )
        body = await reader.readexactly(int(fields[b"content-length"]))
        path = head.split(b" ", 2)[1].decode()
        if path.startswith("/dead/"):
            await asyncio.sleep(FOR_EVER)
        out.write(f"{time.time()} {path} {json.loads(body)['data']['sequence']}\n")
        writer.write(ANSWER)
        await writer.drain()
    except (OSError, asyncio.IncompleteReadError):
        pass
    finally:
        writer.close()


async def serve(port: int, file: Path) -> None:
    """Serve until killed."""
    with file.open("w", buffering=1) as out:
        server = await asyncio.start_server(
            lambda reader, writer: take(reader, writer, out), "127.0.0.1", port, backlog=1024
        )
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), Path(sys.argv[2])))
