"""Whose certificates are trusted, and what is said of one that is not."""

from __future__ import annotations

import os
import ssl

from models.catalogue.problem import problem
from models.events import Text
from models.manifest import ModelProblem
from models.reasons import reason

_WHY = {
    10: Text(zh="已过期", en="it has expired"),
    18: Text(zh="自签名", en="it is signed by itself"),
    19: Text(zh="签发机构未知", en="its authority is unknown"),
    20: Text(zh="签发机构未知", en="its authority is unknown"),
    62: Text(zh="不是给这个网址的", en="it is for another address"),
}
"""OpenSSL's X509_V_ERR numbers."""


def context() -> ssl.SSLContext:
    """The system's authorities, or those of SSL_CERT_FILE; Python takes a file that is no such thing for none at all.

    Raises ModelProblem.
    """
    made, own = ssl.create_default_context(), os.environ.get("SSL_CERT_FILE")
    if own:
        try:
            made.load_verify_locations(own)
        except ssl.SSLError as error:
            raise problem(
                f"SSL_CERT_FILE 指出的文件 {own} 里没有 PEM 格式的证书。请换成证书文件，或去掉这个环境变量。",
                f"SSL_CERT_FILE names {own}, which holds no certificate in PEM form. Name another file or remove the"
                " variable.",
            ) from error
        except OSError as error:
            why = reason(error)
            raise problem(
                f"SSL_CERT_FILE 指出的文件 {own} 读不了（{why.zh}）。请检查路径，或去掉这个环境变量。",
                f"SSL_CERT_FILE names {own}, which cannot be read ({why.en}). Check the path or remove the variable.",
            ) from error
    return made


def untrusted(host: str, error: ssl.SSLCertVerificationError) -> ModelProblem:
    why = _WHY.get(error.verify_code, Text(zh=error.verify_message, en=error.verify_message))
    return problem(
        f"{host} 的证书不受信任（{why.zh}）。如果公司网络有自己的证书，请用环境变量 SSL_CERT_FILE 指出证书文件。",
        f"The certificate of {host} is not trusted ({why.en}). If your company has a certificate of its own, name its"
        " file in SSL_CERT_FILE.",
    )
