from __future__ import annotations

import select
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from models.catalogue import https, network
from models.manifest import ModelProblem
from tests.unit.catalogue.https_server import Site, content, redirect, status

JSON = content(b'{"a": 1}', "application/json")


def refusal(url: str, most: int = 100) -> str:
    with pytest.raises(ModelProblem) as caught:
        https.read(url, most, 5)
    assert caught.value.text.zh
    return caught.value.text.en


def test_reads_what_is_there(site: Site) -> None:
    site.answers["/x"] = JSON
    assert https.read(site.url("/x"), 100, 5) == b'{"a": 1}'


def test_an_unknown_certificate_is_never_taken(untrusted_site: Site) -> None:
    untrusted_site.answers["/x"] = JSON
    assert "SSL_CERT_FILE" in refusal(untrusted_site.url("/x"))
    assert not untrusted_site.asked


@pytest.mark.parametrize(
    "url", ["http://localhost/x", "file:///etc/passwd", "ftp://localhost/x", "x", "https://"]
)
def test_only_https(url: str) -> None:
    assert "no https address" in refusal(url)


def test_a_redirect_to_plain_http_is_refused(site: Site) -> None:
    site.answers["/x"] = redirect("http://localhost:9/login")
    assert "without encryption" in refusal(site.url("/x"))


def test_a_redirect_to_a_file_is_refused(site: Site) -> None:
    site.answers["/x"] = redirect("file:///etc/passwd")
    assert "HTTP 302" in refusal(site.url("/x"))


def test_a_redirect_within_https_is_followed(site: Site) -> None:
    site.answers.update({"/x": redirect(site.url("/y")), "/y": JSON})
    assert https.read(site.url("/x"), 100, 5) == b'{"a": 1}'


@pytest.mark.parametrize("kind", ["text/html", "application/json"])
def test_a_login_page_is_recognised(site: Site, kind: str) -> None:
    site.answers["/x"] = content(b"<!DOCTYPE html><title>Login</title>", kind)
    assert "Log in with a browser" in refusal(site.url("/x"))


def test_too_much_is_not_read(site: Site) -> None:
    site.answers["/x"] = content(b"1" * 1000, "application/json")
    assert "far more than expected" in refusal(site.url("/x"))


def test_not_found_is_final_and_an_overload_may_pass(site: Site) -> None:
    site.answers.update({"/gone": status(404), "/busy": status(503)})
    assert "HTTP 404" in refusal(site.url("/gone"))
    with pytest.raises(network.Broken):
        https.read(site.url("/busy"), 100, 5)
    with pytest.raises(ModelProblem) as final:
        https.read(site.url("/gone"), 100, 5)
    assert not isinstance(final.value, network.Broken)


@pytest.fixture
def nobody() -> Iterator[int]:
    """A port where nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


def test_nobody_there(nobody: int) -> None:
    with pytest.raises(network.Broken) as caught:
        https.read(f"https://localhost:{nobody}/x", 100, 5)
    assert caught.value.text.zh.startswith("连不上 localhost（对方拒绝连接）")
    assert "cannot be reached (connection refused)" in caught.value.text.en


def test_a_proxy_that_is_not_there_is_named_without_its_password(
    nobody: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("https_proxy", f"http://agent:secret@127.0.0.1:{nobody}")
    said = refusal("https://localhost/x")
    assert f"The proxy 127.0.0.1:{nobody} cannot be reached" in said
    assert "secret" not in said
    monkeypatch.setenv("https_proxy", "http://nowhere.invalid:1")
    assert "The proxy nowhere.invalid:1 was not found" in refusal("https://localhost/x")


def test_a_certificate_file_that_is_none_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "none.pem"))
    assert "none.pem, which cannot be read (there is no such file or folder)" in refusal(
        "https://localhost/x"
    )
    (tmp_path / "none.pem").write_text("x", encoding="utf-8")
    assert "holds no certificate" in refusal("https://localhost/x")


def test_a_number_in_a_broken_download_is_no_proxy() -> None:
    said = network.said("https://localhost/x", ConnectionError("1407 of 2000 bytes"))
    assert "broke" in said.text.en


@pytest.fixture
def proxy() -> Iterator[ThreadingHTTPServer]:
    """Tunnels for those who say who they are."""

    class Handler(BaseHTTPRequestHandler):
        def do_CONNECT(self) -> None:
            if not self.headers.get("Proxy-Authorization"):
                self.send_error(407)
                return
            host, port = self.path.split(":")
            with socket.create_connection((host, int(port))) as there:
                self.send_response(200)
                self.end_headers()
                pair = {self.connection: there, there: self.connection}
                while ready := select.select(list(pair), [], [], 2)[0]:
                    for end in ready:
                        data = end.recv(65536)
                        if not data:
                            return
                        pair[end].sendall(data)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_the_proxy_of_the_environment_is_used(
    site: Site, proxy: ThreadingHTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.answers["/x"] = JSON
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.server_address[1]}")
    assert "wants a login" in refusal(site.url("/x"))
    assert not site.asked
    monkeypatch.setenv("https_proxy", f"http://agent:secret@127.0.0.1:{proxy.server_address[1]}")
    assert https.read(site.url("/x"), 100, 5) == b'{"a": 1}'
