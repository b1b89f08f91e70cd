#!/usr/bin/env python3
"""Set CallCue up on this machine and run it: one command for everything.

  python3 packaging/dev.py demo [--speed 0]     set up, then play the demonstration call
  python3 packaging/dev.py test [PYTEST ARGS]   set up, then linters, types and all tests
  python3 packaging/dev.py setup                set up only
  python3 packaging/dev.py lock                 resolve the dependencies anew into requirements.lock

Needs Python 3.11 or newer and nothing else. Dependencies go into .venv, exactly as requirements.lock names them.
On Debian and Ubuntu the system libraries that are missing are installed with apt (as root or through sudo).
"""

from __future__ import annotations

import hashlib
import importlib.util
import locale
import os
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "callcue-lock"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

RUN_PACKAGES = (
    # sound
    "libportaudio2 libasound2-plugins "
    # Qt: drawing without a screen, then on X11
    "libgl1 libegl1 libfontconfig1 libdbus-1-3 libglib2.0-0 libxkbcommon0 "
    "libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-image0 libxcb-render-util0 libxcb-randr0 libxcb-shape0 "
    "libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xkb1 libxkbcommon-x11-0 "
    # Chinese
    "fonts-wqy-microhei"
).split()
TEST_PACKAGES = (
    "xvfb openbox picom xdotool x11-utils x11-xserver-utils imagemagick openssl pulseaudio pulseaudio-utils"
).split()


class SetupError(Exception):
    """Set-up cannot go on; the message says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(in_words(zh, en))


def in_words(zh: str, en: str) -> str:
    """The sentence in the language of this desktop."""
    wishes = [os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG")]
    wish = next(filter(None, wishes), locale.getlocale()[0] or "")
    return zh if wish.lower().startswith(("zh", "chinese")) else en


def main(arguments: list[str]) -> int:
    verb, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    try:
        if verb == "demo":
            set_up(RUN_PACKAGES)
            return run(PYTHON, "main.py", "demo", *rest)
        if verb == "test":
            set_up(RUN_PACKAGES + TEST_PACKAGES)
            return test(rest)
        if verb == "setup":
            set_up(RUN_PACKAGES)
            start = f"{PYTHON.relative_to(ROOT)} main.py"
            print(in_words(f"已就绪。启动 CallCue：{start}", f"Ready. Start CallCue with: {start}"))
            return 0
        if verb == "lock":
            return lock()
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    print(__doc__)
    return 0 if verb in ("-h", "--help") else 2


def set_up(packages: list[str]) -> None:
    """The environment and the system libraries, as far as they are missing."""
    if sys.version_info < (3, 11):  # noqa: UP036 (this file runs before anything has checked)
        found = sys.version.split()[0]
        raise SetupError(
            f"需要 Python 3.11 或更新的版本，现在是 {found}。",
            f"Python 3.11 or newer is needed; this is {found}.",
        )
    install_system_packages(packages)
    install_environment()


def install_system_packages(packages: list[str]) -> None:
    """With apt where there is apt; elsewhere the desktop is expected to bring them."""
    if not sys.platform.startswith("linux") or not shutil.which("apt-get"):
        return
    listed = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${db:Status-Status}\n"],
        capture_output=True,
        text=True,
        check=False,
    )
    if importlib.util.find_spec("ensurepip") is None:  # Debian packs it apart
        packages = [*packages, "python3-venv"]
    installed = {line.split()[0] for line in listed.stdout.splitlines() if line.endswith(" installed")}
    # Newer releases renamed libraries (libglib2.0-0t64); the new name provides the old one.
    missing = [p for p in packages if p not in installed and f"{p}t64" not in installed]
    if not missing:
        return
    prefix = [] if os.geteuid() == 0 else ["sudo", "-n"]
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    by_hand = f"sudo apt-get update && sudo {' '.join(install)}"
    if prefix and (
        not shutil.which("sudo") or subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode
    ):
        raise SetupError(
            f"缺少系统库。请先运行这一行，然后重试：\n  {by_hand}",
            f"System libraries are missing. Please run this line, then try again:\n  {by_hand}",
        )
    count = len(missing)
    print(in_words(f"正在安装 {count} 个系统包……", f"Installing {count} system packages ..."), flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            [*prefix, *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode and command is install:
            last = "".join((done.stderr.strip() or done.stdout.strip()).splitlines()[-1:])
            raise SetupError(
                f"apt 没能装上系统库（{last}）。请手动运行：\n  {by_hand}",
                f"apt could not install the system libraries ({last}). By hand:\n  {by_hand}",
            )


def install_environment() -> None:
    """.venv with exactly what requirements.lock names; nothing to do when it has that already."""
    wanted = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if STAMP.is_file() and STAMP.read_text() == wanted and PYTHON.exists():
        return
    started = time.monotonic()
    print(
        in_words(
            "正在把 Python 包装进 .venv（第一次要几分钟）……",
            "Installing the Python packages into .venv (a few minutes the first time) ...",
        ),
        flush=True,
    )
    try:
        if not PYTHON.exists():
            venv.create(VENV, with_pip=True, clear=True, symlinks=os.name != "nt")
    except (subprocess.CalledProcessError, OSError) as error:
        raise SetupError(
            f"Python 建不了 {VENV}（{error}）。Debian 和 Ubuntu：sudo apt-get install python3-venv",
            f"Python could not make {VENV} ({error}). On Debian and Ubuntu: sudo apt-get install python3-venv",
        ) from error
    command = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--use-pep517",
        "--require-hashes",
        "-r",
        LOCK,
    ]
    if subprocess.run(list(map(str, command)), cwd=ROOT, check=False).returncode:
        raise SetupError(
            "pip 没能装上这些包（原因见上面）。",
            "pip could not install the packages (its message stands above).",
        )
    STAMP.write_text(wanted)
    took = time.monotonic() - started
    print(in_words(f"安装完成，用了 {took:.0f} 秒。", f"Installed in {took:.0f} s."), flush=True)


def test(rest: list[str]) -> int:
    """Linters, types, then every test; the first that fails decides the exit code, but all are run."""
    results = [
        run(PYTHON, "-m", "ruff", "check", "."),
        run(PYTHON, "-m", "ruff", "format", "--check", "."),
        run(PYTHON, "-m", "mypy"),
        run(PYTHON, "-m", "pytest", *rest),
    ]
    return next((code for code in results if code), 0)


def lock() -> int:
    """Every platform and Python version in one file, each wheel with its hash."""
    install_environment()
    if run(PYTHON, "-m", "pip", "install", "--quiet", "uv"):
        raise SetupError("装不上解析器 uv。", "The resolver (uv) could not be installed.")
    command = (
        "-m uv pip compile pyproject.toml --extra analysis --extra test --universal --python-version 3.11 "
        "--generate-hashes"
    )
    return run(
        PYTHON, *command.split(), "--no-emit-index-url", "--custom-compile-command", "packaging/dev.py lock",
        "--quiet", "-o", LOCK,
    )  # fmt: skip


def run(*command: str | Path) -> int:
    return subprocess.run([str(part) for part in command], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
