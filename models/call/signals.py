"""The one table of signals: what a rule may look at, each with its unit, range and a sentence.

`main.py rules list --signals` prints it; `CallTracker.signals` holds exactly these names.
"""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Signal:
    """A named number of the call's state.

    unit: what it counts ("0..1", "s", "syl/s" ...); low, high: its range, both included
    gate: it says when to speak, not why; no card names it as a reason
    """

    name: str
    unit: str
    low: float
    high: float
    zh: str
    en: str
    gate: bool = False


FLAGS = (
    "threat",
    "abuse",
    "churn",
    "urgency",
    "supervisor",
    "gratitude",
    "not_understanding",
    "vulnerable",
)
"""What the reading of the words can flag, as Feeling.flags names it."""

FLAG_S = 4.0
"""For so many seconds after a reading that names it a flag counts as raised."""

_FLAG_SENTENCES = {
    "threat": (
        "客户提到向监管、媒体、律师投诉",
        "the customer threatens with a regulator, the press or a lawyer",
    ),
    "abuse": ("客户骂人", "the customer is abusive"),
    "churn": ("客户想走", "the customer wants to leave"),
    "urgency": ("客户着急", "the customer is pressed for time"),
    "supervisor": ("客户要找负责人", "the customer asks for somebody in charge"),
    "gratitude": ("客户道谢", "the customer is thankful"),
    "not_understanding": ("客户没听懂", "the customer does not understand"),
    "vulnerable": ("客户处境困难（年老、生病、丧亲、缺钱）", "the customer is old, ill, bereaved or in need"),
}


def _share(name: str, zh: str, en: str) -> Signal:
    return Signal(name, "0..1", 0.0, 1.0, zh, en)


def _seconds(name: str, zh: str, en: str) -> Signal:
    return Signal(name, "s", 0.0, math.inf, zh, en)


def _gate(name: str, zh: str, en: str) -> Signal:
    return Signal(name, "s", 0.0, math.inf, zh, en, gate=True)


def _count(name: str, unit: str, zh: str, en: str) -> Signal:
    return Signal(name, unit, 0.0, math.inf, zh, en)


SIGNALS: tuple[Signal, ...] = (
    _share("customer.arousal", "客户的激动程度", "how agitated the customer is"),
    _share("customer.anger", "客户的怒气", "the customer's anger"),
    _share("customer.sadness", "客户的难过", "the customer's sadness"),
    _share("customer.anxiety", "客户的焦虑", "the customer's anxiety"),
    _share("customer.confusion", "客户的困惑", "the customer's confusion"),
    _share("customer.pleasure", "客户的满意", "the customer's pleasure"),
    Signal("customer.valence", "-1..1", -1.0, 1.0, "情绪的正负", "bad (-1) to good (1) feeling"),
    _share("customer.stress", "怒气和焦虑中较高的一个", "the higher of anger and anxiety"),
    Signal("customer.disagree", "0, 1", 0.0, 1.0, "声音和话语不一致", "voice and words point different ways"),
    Signal(
        "customer.level",
        "1..7",
        1.0,
        7.0,
        "情绪等级：1 高兴，7 暴怒",
        "1 pleased to 7 furious, with hysteresis",
    ),
    Signal(
        "customer.trend", "-1..1", -1.0, 1.0, "近 20 秒压力的变化", "change of the stress over the last 20 s"
    ),
    _share("customer.peak", "本通电话压力的最高值", "the highest stress of this call"),
    _seconds("customer.since_peak", "最高值过去了多久", "time since the highest stress"),
    _seconds(
        "customer.hard_time", "压力不低于 0.6 的总时长", "time spent at a stress of 0.6 or more, in all"
    ),
    _gate("customer.silence", "客户停了多久；说话时为 0", "since the customer stopped; 0 while speaking"),
    _gate(
        "customer.speech", "客户这一口气说了多久；不说话时为 0", "speaking without a pause; 0 while silent"
    ),
    _seconds(
        "customer.monologue", "客户这一段连续说了多久", "how long the customer has been holding the floor"
    ),
    _gate("customer.turn", "客户最近一段话的长度", "length of the customer's latest turn"),
    _count("customer.characters", "字", "客户最近一段话的字数", "characters (words in English) of that turn"),
    _count(
        "customer.interruptions", "次/30 s", "近 30 秒客户插话次数", "times the customer cut in, last 30 s"
    ),
    _count("customer.rate", "字/s", "客户语速（每秒音节）", "the customer's syllables a second"),
    _count(
        "customer.rate_ratio",
        "x",
        "客户语速与其平静时之比",
        "the customer's pace against the customer's calm pace",
    ),
    _gate("agent.silence", "坐席停了多久；说话时为 0", "since the agent stopped; 0 while speaking"),
    _gate("agent.speech", "坐席这一口气说了多久；不说话时为 0", "speaking without a pause; 0 while silent"),
    _gate("agent.turn", "坐席最近一段话的长度", "length of the agent's latest turn"),
    _count("agent.characters", "字", "坐席最近一段话的字数", "characters (words in English) of that turn"),
    _count("agent.interruptions", "次/30 s", "近 30 秒坐席插话次数", "times the agent cut in, last 30 s"),
    _count("agent.rate", "字/s", "坐席语速（每秒音节）", "the agent's syllables a second, last seconds"),
    _count("agent.questions", "个", "坐席问过的问题", "questions the agent asked so far"),
    _count("agent.open_questions", "个", "其中的开放式问题", "open ones among them"),
    _count(
        "agent.closed_run",
        "个",
        "连续的封闭式问题（不算核对身份）",
        "closed questions in a row, identity left out",
    ),
    _count("customer.questions", "个", "客户最近一段话里的问题", "questions in the customer's latest turn"),
    _share(
        "agent.echo", "坐席最近一段话复述了客户多少", "how much of the customer's turn the agent's takes up"
    ),
    _seconds("call.elapsed", "通话时长", "length of the call so far"),
    Signal(
        "call.customer_last",
        "0, 1",
        0.0,
        1.0,
        "最后说话的是客户",
        "the customer was the last to take the floor",
        gate=True,
    ),
    _seconds("call.dead_air", "双方都没说话多久", "how long neither has spoken"),
    _seconds("call.overtalk", "近 30 秒同时说话的时长", "both speaking at once, last 30 s"),
    _share("call.agent_share", "说话时间中坐席所占比例", "the agent's share of the talking"),
    *(
        Signal(f"flag.{name}", "0, 1", 0.0, 1.0, f"刚刚：{zh}", f"just now: {en}")
        for name, (zh, en) in _FLAG_SENTENCES.items()
    ),
)

BY_NAME = {signal.name: signal for signal in SIGNALS}

_COUNTED = ("characters", "questions", "open_questions", "closed_run", "echo")


def is_counted_from_words(name: str) -> bool:
    """Whether a signal needs what was said, and so is known as late as the words are."""
    return name.startswith("flag.") or name.partition(".")[2] in _COUNTED
