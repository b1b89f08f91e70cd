from __future__ import annotations

import io

from models.catalogue.progress import Progress, line


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_line_says_how_much_how_fast_and_how_long() -> None:
    assert line(10_000_000, 40_000_000, 2_000_000, "en") == (
        "[######------------------]  25%  10.0/40.0 MB  2.0 MB/s  15 s left"
    )
    assert line(10_000_000, 40_000_000, 2_000_000, "zh").endswith("还剩 15 秒")
    assert line(0, 40_000_000, 100_000, "en").endswith("7 min left")
    assert line(0, 40_000_000, 0, "en").endswith("MB")
    assert line(40_000_000, 40_000_000, 1e6, "en").endswith("100%  40.0/40.0 MB  1.0 MB/s")


def test_on_a_terminal_it_is_one_line() -> None:
    out = Terminal()
    bar = Progress(100, "en", out)
    for done in (0, 50, 100):
        bar.feed(done)
    bar.close()
    assert out.getvalue().count("\n") == 1
    assert "100%" in out.getvalue().split("\r")[-1]


def test_elsewhere_it_is_silent() -> None:
    out = io.StringIO()
    bar = Progress(100, "en", out)
    bar.feed(50)
    bar.close()
    assert out.getvalue() == ""
