"""An https site on this machine whose answers a test chooses, with an authority of its own."""

from __future__ import annotations

import re
import ssl
import subprocess
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TypeAlias

Answer: TypeAlias = Callable[[BaseHTTPRequestHandler], None]


def authority(folder: Path) -> tuple[Path, Path]:
    """(certificate, key) for localhost that nobody trusts who is not told to."""
    certificate, key = folder / "site.pem", folder / "site.key"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost",
         "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate],
        check=True, capture_output=True,
    )  # fmt: skip
    return certificate, key


class Site:
    """answers: path -> what is sent; asked: (path, Range header) of every request, in order."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, str | None]] = []
        self.certificate = certificate
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append((self.path, self.headers.get("Range")))
                site.answers.get(self.path, status(404))(self)

            def log_message(self, *_: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self._server.socket = context.wrap_socket(
            self._server.socket, server_side=True, do_handshake_on_connect=False
        )
        self._server.handle_error = lambda *_: None  # type: ignore[method-assign]
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def url(self, path: str) -> str:
        return f"https://localhost:{self.port}{path}"

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


def content(
    data: bytes, kind: str = "application/zip", stop_after: int | None = None, length: int | None = None
) -> Answer:
    """The data, from where the request wants it. stop_after: hang up after so many bytes; length: what is claimed."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        ranged = re.fullmatch(r"bytes=(\d+)-", handler.headers.get("Range") or "")
        start = int(ranged[1]) if ranged else 0
        handler.send_response(206 if ranged else 200)
        if ranged:
            handler.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(data) - start if length is None else length))
        handler.end_headers()
        handler.wfile.write(data[start:][:stop_after])
        if stop_after is not None:
            handler.wfile.flush()
            handler.close_connection = True

    return answer


def endless(data: bytes) -> Answer:
    """No length, and always more."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(data)

    return answer


def stalling(data: bytes, release: threading.Event) -> Answer:
    """The data's beginning, then nothing until released."""

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(data)))
        handler.end_headers()
        handler.wfile.write(data[: len(data) // 2])
        handler.wfile.flush()
        release.wait(10)

    return answer


def in_turn(*answers: Answer) -> Answer:
    """One answer after the other, the last one for ever."""
    left = list(answers)
    return lambda handler: (left.pop(0) if len(left) > 1 else left[0])(handler)


def redirect(to: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(302)
        handler.send_header("Location", to)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer


def status(code: int) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(code)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    return answer
