"""Labels of a script turned into seconds of a rendered call."""

import re
from itertools import product
from typing import Any

from models.training.calls.script import Script, ScriptError

_TIME = re.compile(r"(\w+)\.([se])(\d*)([+-][\d.]+)?")


def place(call: dict[str, Any], script: Script) -> None:
    """Put the script's labels into `call` (its `turns` and `seconds` are there already).

    A cue that is expected at the end of a sentence is allowed from that sentence's start on: a coach may hear the
    decisive word before the sentence ends.

    Raises:
        ScriptError: a label names a mark that no turn has, or ends before it begins, or a quiet window covers a cue.
    """
    at = _Clock(call)
    call["expected"] = [{**e, "from": at(e["from"]), "to": at(e["to"])} for e in script.expected]
    allowed = [{**a, "from": at(a["from"]), "to": at(a["to"])} for a in script.allowed]
    for written, label in zip(script.expected, call["expected"], strict=True):
        begin = at.sentence_start(str(written["from"]))
        if begin is not None and begin < label["from"]:
            cues = (label["cue"], *label["accept"])
            allowed += [{"cue": cue, "from": begin, "to": label["from"]} for cue in cues]
    call["allowed"] = allowed
    call["quiet"] = [_quiet(at(q["from"]), at(q["to"]), call["expected"]) for q in script.quiet]
    did = [(f["cue"], at.turn(f["mark"])) for f in script.followed]
    call["followed"] = [{"cue": c, "from": t["start"], "to": t["end"], "turn": t["n"]} for c, t in did]
    for kind in ("expected", "allowed", "quiet", "followed"):
        call[kind].sort(key=lambda label: label["from"])
        for label in call[kind]:
            if label["from"] >= label["to"]:
                raise ScriptError(f"{call['id']}: {kind} ends before it begins: {label}")
    for quiet, cue in product(call["quiet"], call["expected"]):
        if cue["from"] < quiet["to"] and cue["to"] > quiet["from"]:
            raise ScriptError(f"{call['id']}: {cue['cue']} is expected at {cue['from']} in the quiet {quiet}")


def _quiet(start: float, end: float, expected: list[dict[str, Any]]) -> dict[str, float]:
    """A quiet window, which begins only when the cues expected before it are over."""
    late = [e["to"] for e in expected if e["from"] < start < e["to"]]
    return {"from": max([start, *late]), "to": end}


class _Clock:
    """Reads a script's times (`c1.e2+8`) as seconds of one call."""

    def __init__(self, call: dict[str, Any]) -> None:
        self._id, self._seconds = call["id"], call["seconds"]
        self._turns = {turn["mark"]: turn for turn in call["turns"] if "mark" in turn}

    def turn(self, mark: str) -> dict[str, Any]:
        if mark not in self._turns:
            raise ScriptError(f"{self._id}: no turn is marked {mark}")
        return self._turns[mark]

    def __call__(self, time: str) -> float:
        if time in ("start", "end"):
            return 0.0 if time == "start" else self._seconds
        found = _TIME.fullmatch(time)
        if not found:
            raise ScriptError(f"{self._id}: {time} is not a time")
        turn, side = self.turn(found[1]), found[2]
        if found[3] and int(found[3]) > len(turn["sentences"]):
            raise ScriptError(f"{self._id}: {found[1]} has only {len(turn['sentences'])} sentences: {time}")
        sentence = turn["sentences"][int(found[3]) - 1] if found[3] else (turn["start"], turn["end"])
        seconds = sentence[0 if side == "s" else 1] + float(found[4] or 0)
        return round(min(self._seconds, max(0.0, seconds)), 2)

    def sentence_start(self, time: str) -> float | None:
        """Start of the sentence that a time like `c1.e` or `c1.e2` ends; None for any other time."""
        found = _TIME.fullmatch(time)
        if not found or found[2] != "e" or found[4]:
            return None
        sentences = self.turn(found[1])["sentences"]
        return float(sentences[int(found[3] or len(sentences)) - 1][0])
