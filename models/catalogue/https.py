"""Reading from an https address: certificates are always checked, a redirect to plain http is refused."""

from __future__ import annotations

import http.client
import urllib.error
import urllib.request
from collections.abc import Mapping
from email.message import Message
from typing import IO
from urllib.parse import urlsplit

from models.catalogue import network, trust
from models.catalogue.problem import problem
from models.manifest import ModelProblem

AGENT = "CallCue"


def fetch(url: str, timeout_s: float, headers: Mapping[str, str] | None = None) -> http.client.HTTPResponse:
    """An open answer with status 200 or 206, through the proxy of the environment if there is one.

    timeout_s holds for connecting and for each read. Raises ModelProblem, network.Broken where it may pass.
    """
    if urlsplit(url).scheme != "https" or not urlsplit(url).hostname:
        raise problem(
            f"{url} 不是 https 地址，没有下载。请换成 https 地址。",
            f"{url} is no https address, so nothing was downloaded. Use an https address.",
        )
    opener = urllib.request.build_opener(urllib.request.HTTPSHandler(context=trust.context()), _OnlyHttps())
    request = urllib.request.Request(url, headers={"User-Agent": AGENT, **(headers or {})})
    try:
        answer: http.client.HTTPResponse = opener.open(request, timeout=timeout_s)
    except urllib.error.HTTPError as error:
        error.close()
        raise _refused(url, error.code) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise network.said(url, error) from error
    if answer.headers.get_content_type() == "text/html":
        answer.close()
        raise network.login_page(url)
    return answer


def read(url: str, most: int, timeout_s: float) -> bytes:
    """The whole content, at most so many bytes."""
    with fetch(url, timeout_s) as answer:
        try:
            data = answer.read(most + 1)
        except (OSError, http.client.HTTPException) as error:
            raise network.said(url, error) from error
    if len(data) > most:
        raise problem(
            f"{network.host_of(url)} 发来的内容太大，已停止。请检查地址。",
            f"{network.host_of(url)} sends far more than expected; stopped. Check the address.",
        )
    if data.lstrip()[:1] == b"<":
        raise network.login_page(url)
    return data


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme != "https":
            host, other = network.host_of(req.full_url), network.host_of(newurl)
            raise problem(
                f"{host} 被转到不加密的地址 {other}，已停止：网络可能要先登录。请在浏览器里登录网络，再运行一次。",
                f"{host} was redirected to {other} without encryption; stopped. The network probably wants a login: log"
                " in with a browser and run the command again.",
            )
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]


def _refused(url: str, status: int) -> ModelProblem:
    make = network.broken if status >= 500 or status in (408, 429) else problem
    return make(
        f"{network.host_of(url)} 拒绝了请求（HTTP {status}）：{url}。请检查地址，或稍后再试。",
        f"{network.host_of(url)} refused (HTTP {status}): {url}. Check the address, or try again later.",
    )
