"""What went wrong on the network, in a sentence that names who did not answer: the site or the proxy."""

from __future__ import annotations

import errno
import http.client
import re
import socket
import ssl
import urllib.error
import urllib.request
from urllib.parse import urlsplit

from models.catalogue import trust
from models.catalogue.problem import problem
from models.events import Text
from models.manifest import ModelProblem
from models.reasons import reason

_NO_WAY = (errno.ECONNREFUSED, errno.ENETUNREACH, errno.EHOSTUNREACH)


class Broken(ModelProblem):
    """The connection failed in a way that may pass: worth another try."""


def said(url: str, error: Exception) -> ModelProblem:
    """The sentence for an error of the network."""
    if isinstance(error, ModelProblem):
        return error
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    host, proxy = host_of(url), _proxy(url)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return trust.untrusted(host, cause)
    if proxy and (refused := re.match(r"Tunnel connection failed: (\d+)", str(cause))):
        return _refused_by_proxy(proxy, host, int(refused[1]))
    if isinstance(cause, socket.gaierror):
        return _not_found(host, proxy)
    if isinstance(cause, TimeoutError):
        if proxy:
            return broken(
                f"{host} 没有回应（经代理 {proxy}）。请稍后再运行一次。",
                f"{host} does not answer (through the proxy {proxy}). Run the command again later.",
            )
        return broken(
            f"{host} 没有回应。请稍后再运行一次。", f"{host} does not answer. Run the command again later."
        )
    why = _why(cause)
    if isinstance(cause, OSError) and cause.errno in _NO_WAY:
        if proxy:
            return broken(
                f"连不上代理 {proxy}（{why.zh}）。请检查 HTTPS_PROXY。",
                f"The proxy {proxy} cannot be reached ({why.en}). Check HTTPS_PROXY.",
            )
        return broken(
            f"连不上 {host}（{why.zh}）。请检查网络和代理，或用 --from 安装已下载的文件。",
            f"{host} cannot be reached ({why.en}). Check network and proxy, or install a file that you have with"
            " --from.",
        )
    return broken(
        f"与 {host} 的连接断了（{why.zh}）。请再运行一次。",
        f"The connection to {host} broke ({why.en}). Run the command again.",
    )


def login_page(url: str) -> ModelProblem:
    return problem(
        f"收到的是网页，不是来自 {host_of(url)} 的文件：网络可能要先登录。请在浏览器里登录网络，再运行一次。",
        f"A web page came instead of the file from {host_of(url)}: the network probably wants a login. Log in with a"
        " browser and run the command again.",
    )


def broken(zh: str, en: str) -> Broken:
    return Broken("model.install", Text(zh=zh, en=en))


def host_of(url: str) -> str:
    return urlsplit(url).hostname or url


def _refused_by_proxy(proxy: str, host: str, status: int) -> ModelProblem:
    if status == 407:
        return problem(
            f"代理服务器 {proxy} 要求登录。请在 HTTPS_PROXY 里写上用户名和密码，或请 IT 放行。",
            f"The proxy {proxy} wants a login. Put user and password into HTTPS_PROXY, or ask IT to let it through.",
        )
    return broken(
        f"代理服务器 {proxy} 没有接通 {host}（HTTP {status}）。请稍后再试，或请 IT 放行。",
        f"The proxy {proxy} does not connect to {host} (HTTP {status}). Try again later, or ask IT to let it through.",
    )


def _not_found(host: str, proxy: str | None) -> Broken:
    if proxy:
        return broken(
            f"找不到代理 {proxy}：没有网络，或名字无法解析。请检查网络和 HTTPS_PROXY。",
            f"The proxy {proxy} was not found: no network, or the name does not resolve. Check network and"
            " HTTPS_PROXY.",
        )
    return broken(
        f"找不到 {host}：没有网络，或名字无法解析。请检查网络和代理，或用 --from 安装已下载的文件。",
        f"{host} was not found: no network, or the name does not resolve. Check network and proxy, or install a"
        " file that you have with --from.",
    )


def _why(cause: object) -> Text:
    """Only some errors of the network have a number, and SSL has numbers of its own."""
    if isinstance(cause, ssl.SSLError):
        return Text(zh="加密连接出错", en="the encryption failed")
    if isinstance(cause, OSError) and cause.errno:
        return reason(cause)
    if isinstance(cause, (ConnectionError, http.client.HTTPException)):
        return Text(zh="传到一半断开", en="it was cut off")
    return Text(zh=str(cause), en=str(cause))


def _proxy(url: str) -> str | None:
    """Host and port of the proxy on the way there, without its password."""
    named = urllib.request.getproxies().get("https")
    if not named or urllib.request.proxy_bypass(host_of(url)):
        return None
    return named.partition("://")[2].rpartition("@")[2] or named.rpartition("@")[2]
