"""Reading from an https address: certificates are always checked, a redirect to plain http is refused."""

from __future__ import annotations

import http.client
import socket
import ssl
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from typing import IO
from urllib.parse import urlsplit

from models.catalogue.problem import problem
from models.events import Text
from models.manifest import ModelProblem

AGENT = "CallCue"


class Broken(ModelProblem):
    """The connection failed in a way that may pass: worth another try."""


def fetch(url: str, timeout_s: float, headers: Mapping[str, str] | None = None) -> http.client.HTTPResponse:
    """An open answer with status 200 or 206, through the proxy of the environment if there is one.

    timeout_s holds for connecting and for each read. Raises ModelProblem with a sentence; Broken where it may pass.
    """
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise problem(
            f"{url} 不是 https 地址，没有下载。请换成 https 地址。",
            f"{url} is no https address, so nothing was downloaded. Use an https address.",
        )
    opener = urllib.request.build_opener(
        urllib.request.HTTPSHandler(context=ssl.create_default_context()), _OnlyHttps()
    )
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, **(headers or {})})
    try:
        answer: http.client.HTTPResponse = opener.open(request, timeout=timeout_s)
    except urllib.error.HTTPError as error:
        error.close()
        raise _refused(url, error.code) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise said(url, error) from error
    if answer.headers.get_content_type() == "text/html":
        answer.close()
        raise login_page(url)
    return answer


def read(url: str, most: int, timeout_s: float) -> bytes:
    """The whole content, at most so many bytes."""
    with fetch(url, timeout_s) as answer:
        try:
            data = answer.read(most + 1)
        except (OSError, http.client.HTTPException) as error:
            raise said(url, error) from error
    if len(data) > most:
        raise problem(
            f"{_host(url)} 发来的内容太大，已停止。请检查地址。",
            f"{_host(url)} sends far more than expected; stopped. Check the address.",
        )
    if data.lstrip()[:1] == b"<":
        raise login_page(url)
    return data


def said(url: str, error: Exception) -> ModelProblem:
    """The sentence for an error of the network."""
    if isinstance(error, ModelProblem):
        return error
    reason = error.reason if isinstance(error, urllib.error.URLError) else error
    host = _host(url)
    if isinstance(reason, ssl.SSLCertVerificationError):
        return problem(
            f"{host} 的证书不受信任（{reason.verify_message}）。如果公司网络有自己的证书，请用环境变量"
            " SSL_CERT_FILE 指出证书文件。",
            f"The certificate of {host} is not trusted ({reason.verify_message}). If your company has a certificate of"
            " its own, name its file in SSL_CERT_FILE.",
        )
    if "Tunnel connection failed: 407" in str(reason):
        return problem(
            "代理服务器要求登录。请在 HTTPS_PROXY 里写上用户名和密码，或请 IT 放行。",
            "The proxy wants a login. Put user and password into HTTPS_PROXY, or ask IT to let it through.",
        )
    if isinstance(reason, socket.gaierror):
        return _broken(
            f"找不到 {host}：没有网络，或名字无法解析。请检查网络和代理，或用 --from 安装已下载的文件。",
            f"{host} was not found: no network, or the name does not resolve. Check network and proxy, or install a"
            " file that you have with --from.",
        )
    if isinstance(reason, TimeoutError):
        return _broken(
            f"{host} 没有回应。请稍后再运行一次，已下载的部分会保留。",
            f"{host} does not answer. Run the command again later; what was downloaded is kept.",
        )
    return _broken(
        f"与 {host} 的连接断了（{reason}）。请再运行一次，已下载的部分会保留。",
        f"The connection to {host} broke ({reason}). Run the command again; what was downloaded is kept.",
    )


def login_page(url: str) -> ModelProblem:
    return problem(
        f"收到的是网页，不是来自 {_host(url)} 的文件：网络可能要先登录。请在浏览器里登录网络，再运行一次。",
        f"A web page came instead of the file from {_host(url)}: the network probably wants a login. Log in with a"
        " browser and run the command again.",
    )


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme != "https":
            raise problem(
                f"{_host(req.full_url)} 被转到不加密的地址 {_host(newurl)}，已停止：网络可能要先登录。"
                "请在浏览器里登录网络，再运行一次。",
                f"{_host(req.full_url)} was redirected to {_host(newurl)} without encryption; stopped. The network"
                " probably wants a login: log in with a browser and run the command again.",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _refused(url: str, status: int) -> ModelProblem:
    make = _broken if status >= 500 or status in (408, 429) else problem
    return make(
        f"{_host(url)} 拒绝了请求（HTTP {status}）：{url}。请检查地址，或稍后再试。",
        f"{_host(url)} refused (HTTP {status}): {url}. Check the address, or try again later.",
    )


def _broken(zh: str, en: str) -> Broken:
    return Broken("model.install", Text(zh=zh, en=en))


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
