"""Why a file or a folder could not be used, in a few words of each language, to stand in a sentence."""

from __future__ import annotations

import errno
import json

import msgspec

from models.events import Text

_SAID = {
    errno.ENOENT: Text(zh="没有这个文件或文件夹", en="there is no such file or folder"),
    errno.EACCES: Text(zh="没有权限", en="no permission"),
    errno.EPERM: Text(zh="没有权限", en="no permission"),
    errno.ENOSPC: Text(zh="磁盘已满", en="the disk is full"),
    errno.EDQUOT: Text(zh="磁盘配额已用完", en="the disk quota is used up"),
    errno.EROFS: Text(zh="磁盘是只读的", en="the disk is read-only"),
    errno.EISDIR: Text(zh="这是一个文件夹", en="it is a folder"),
    errno.ENOTDIR: Text(zh="路径里有一段不是文件夹", en="a part of the path is not a folder"),
    errno.EEXIST: Text(zh="已经有同名的文件", en="a file of that name is there already"),
    errno.ENAMETOOLONG: Text(zh="名字太长", en="the name is too long"),
    errno.EADDRINUSE: Text(zh="地址已被占用", en="the address is taken"),
    errno.ECONNREFUSED: Text(zh="对方拒绝连接", en="connection refused"),
    errno.ECONNRESET: Text(zh="对方断开了连接", en="the other side hung up"),
    errno.ETIMEDOUT: Text(zh="没有回应", en="no answer"),
    errno.ENETUNREACH: Text(zh="网络不通", en="no way to that network"),
    errno.EHOSTUNREACH: Text(zh="主机不可达", en="no way to that host"),
}


def reason(error: Exception) -> Text:
    """The error's cause; in the system's own words where it is a rare one."""
    if isinstance(error, UnicodeDecodeError):
        return Text(zh="不是 UTF-8 编码的文本", en="it is not text in UTF-8")
    if isinstance(error, (json.JSONDecodeError, msgspec.DecodeError)):
        return Text(zh=f"内容不是 JSON：{error}", en=f"it is not JSON: {error}")
    if isinstance(error, OSError):
        known = _SAID.get(error.errno or 0)
        own = error.strerror or str(error)
        return known or Text(zh=own, en=own)
    return Text(zh=str(error), en=str(error))
