"""The coach: what comes up when, what leaves, what is kept back. Small playbooks, hand-made events."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.call.state import CallTracker
from models.call.tick import Tick
from models.events import (
    CallEnded,
    CueDismiss,
    CueDismissed,
    CueDone,
    CueExpired,
    CueFollowed,
    CueMute,
    CueShown,
    CueSnooze,
    CueUpdated,
    Event,
    Feeling,
    LegLevel,
    Partial,
    PhraseHeard,
    Utterance,
    UtteranceCorrected,
)
from models.playbook.coach import Coach
from models.playbook.rules import Experience, Playbook

Load = Callable[[str], Playbook]


def rule(name: str, when: str, more: str = "") -> str:
    return f"""\
  - id: {name}
    title: {name}
    say: [好]
    why: 因为
    when: {when}
{more}"""


def said(words: str, by: str = "customer") -> str:
    return f"{{said: {{by: {by}, phrases: [{words}], within: 8s}}}}"


class Call:
    """A tracker and a coach, fed together; `log` holds what the coach gave."""

    def __init__(self, playbook: Playbook, experience: Experience = "regular", explain: bool = False) -> None:
        self.tracker = CallTracker()
        self.coach = Coach(playbook, self.tracker, experience, explain)
        self.log: list[Event] = []
        self._count = 0

    def feed(self, event: Event | Tick) -> list[Event]:
        states = self.tracker.feed(event)
        given: list[Event] = list(self.coach.feed(event))
        for state in states:
            given += self.coach.feed(state)
        self.log += given
        return given

    def say(self, t: float, words: str, leg: str = "customer") -> list[Event]:
        self._count += 1
        return self.feed(
            Utterance(t, "agent" if leg == "agent" else "customer", f"u{self._count}", words, t - 1, t)
        )

    def tick(self, until: float) -> list[Event]:
        t, given = self.tracker.now, []
        while t < until:
            t = min(until, t + 0.5)
            given += self.feed(Tick(t))
        return given

    def shown(self) -> list[str]:
        return [event.rule for event in self.log if isinstance(event, CueShown)]


@pytest.fixture
def call(loaded: Load) -> Callable[..., Call]:
    def make(*rules: str, limits: str = "", **options: object) -> Call:
        return Call(loaded(f"playbook: team\n{limits}\nrules:\n" + "".join(rules)), **options)  # type: ignore[arg-type]

    return make


def test_a_cue_comes_up_with_all_a_card_needs(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理"), "    severity: warn\n    keep: 9s\n"))
    (cue,) = run.say(5.0, "叫你们经理来")
    assert isinstance(cue, CueShown)
    assert (cue.t, cue.rule, cue.severity, cue.keep, cue.place) == (5.0, "boss", "warn", 9.0, "main")
    assert (cue.say, cue.why, cue.icon) == (("好",), "因为", "boss")
    assert [reason.words for reason in cue.reasons] == ["经理"]


def test_it_leaves_when_its_time_is_over_and_does_not_come_back_on_the_same_words(
    call: Callable[..., Call],
) -> None:
    run = call(rule("boss", said("经理"), "    keep: 4s\n    cooldown: 1s\n"))
    run.say(5.0, "叫你们经理来")
    given = run.tick(12.0)
    assert [(type(event), event.t) for event in given] == [(CueExpired, 9.0)]
    run.tick(20.0)
    run.say(21.0, "我要见经理")
    assert run.shown() == ["boss", "boss"]


def test_it_leaves_as_followed_when_the_agent_does_it(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理"), f"    until: {said('主管', 'agent')}\n"))
    run.say(4.0, "我请主管来", "agent")
    (cue,) = run.say(5.0, "叫你们经理来")
    assert isinstance(cue, CueShown), "what was said before the cue is not what it asked for"
    (followed,) = run.say(8.0, "我帮您转给主管", "agent")
    assert followed == CueFollowed(8.0, cue.cue, "boss", "主管")


def test_a_settled_partial_and_a_phrase_heard_in_the_sound_are_early_enough(
    call: Callable[..., Call],
) -> None:
    run = call(rule("boss", said("经理")))
    (cue,) = run.feed(Partial(3.0, "customer", "u9", "叫你们经理", 1.0, settled=5))
    assert isinstance(cue, CueShown)
    run = call(rule("boss", said("经理")))
    assert run.feed(PhraseHeard(3.0, "customer", "经理", 2.0, 2.5, 5.0)) == []
    (cue,) = run.feed(LegLevel(3.1, "customer", -30.0, -20.0))
    assert isinstance(cue, CueShown)


def test_a_phrase_in_a_phrase_counts_for_nothing_before_all_that_was_heard_is_known(
    call: Callable[..., Call],
) -> None:
    when = "{said: {by: customer, phrases: [没听明白], within: 8s, unless: [你没听明白]}}"
    run = call(rule("plain", when), rule("back", said("你没听明白")))
    run.feed(PhraseHeard(3.0, "customer", "没听明白", 2.0, 2.5, -0.1))
    run.feed(PhraseHeard(3.0, "customer", "你没听明白", 1.9, 2.5, -0.1))
    run.feed(LegLevel(3.1, "customer", -30.0, -20.0))
    assert run.shown() == ["back"]


def test_nothing_new_for_eight_seconds_unless_it_is_critical(call: Callable[..., Call]) -> None:
    run = call(
        rule("boss", said("经理"), "    priority: 60\n"),
        rule("date", said("什么时候"), "    priority: 90\n"),
        rule("abuse", said("混蛋"), "    severity: critical\n"),
    )
    run.say(5.0, "叫你们经理来")
    assert run.say(7.0, "到底什么时候") == []
    assert [type(event) for event in run.say(8.0, "混蛋")] == [CueExpired, CueShown]
    run.tick(15.9)
    assert run.shown() == ["boss", "abuse"]


def test_a_better_answer_to_the_same_need_takes_the_cards_place_at_once(call: Callable[..., Call]) -> None:
    better = rule("hush", said("别激动", "agent"), "    priority: 76\n    inhibits: [feel]\n")
    lesser = rule("aside", said("别激动", "agent"), "    priority: 60\n    inhibits: [feel]\n")
    run = call(rule("feel", said("等了三天"), "    priority: 70\n"), better, lesser)
    run.say(5.0, "我等了三天")
    expired, shown = run.say(8.0, "您别激动", "agent")
    assert isinstance(expired, CueExpired)
    assert (expired.rule, expired.why) == ("feel", "inhibited")
    assert isinstance(shown, CueShown)
    assert run.tick(15.9) == []
    run = call(rule("feel", said("等了三天"), "    priority: 70\n"), lesser)
    run.say(5.0, "我等了三天")
    assert run.say(8.0, "您别激动", "agent") == [], "what matters less waits like any other"


def test_what_had_to_wait_comes_when_its_words_still_count(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理")), rule("date", said("什么时候"), "    priority: 90\n"))
    run.say(5.0, "叫你们经理来")
    run.say(7.0, "到底什么时候")
    assert [type(event) for event in run.tick(13.5)] == [CueExpired, CueShown]
    assert run.shown() == ["boss", "date"]


def test_a_lesser_cue_waits_behind_and_moves_up_if_its_reason_stands(call: Callable[..., Call]) -> None:
    long = rule("boss", said("经理"), "    priority: 90\n    keep: 12s\n")
    stays = rule("sad", "{signal: customer.sadness, at_least: 0.5}", "    priority: 10\n")
    run = call(long, stays)
    run.say(5.0, "叫你们经理来")
    run.feed(Feeling(6.0, 0, 0, 0.8, 0, 0, 0, -0.8, "both"))
    given = run.tick(18.0)
    waiting = next(event for event in given if isinstance(event, CueShown))
    assert (waiting.rule, waiting.place) == ("sad", "waiting")
    up = next(event for event in given if isinstance(event, CueUpdated))
    assert (up.cue, up.place, up.t) == (waiting.cue, "main", 17.0)


def test_what_would_bring_a_cue_once_more_while_it_is_up_is_one_more_reason(
    call: Callable[..., Call],
) -> None:
    when = f"{{any: [{said('经理')}, {said('主管')}]}}"
    run = call(rule("boss", when, "    keep: 12s\n    cooldown: 1s\n"))
    (cue,) = run.say(5.0, "叫你们经理来")
    assert isinstance(cue, CueShown)
    assert run.say(7.0, "我要见经理") == [], "the card says so already"
    (update,) = run.say(9.0, "主管也行")
    assert isinstance(update, CueUpdated)
    assert (update.cue, update.place) == (cue.cue, "main")
    assert [reason.words for reason in update.reasons] == ["经理", "主管"]
    assert run.tick(16.0) == []
    assert [type(event) for event in run.tick(17.0)] == [CueExpired], "no longer up than at first"


def test_a_waiting_cue_whose_reason_is_gone_never_comes_up(call: Callable[..., Call]) -> None:
    run = call(
        rule("boss", said("经理"), "    priority: 90\n"),
        rule("sad", "{signal: customer.sadness, at_least: 0.5}", "    priority: 10\n"),
    )
    run.say(5.0, "叫你们经理来")
    run.feed(Feeling(6.0, 0, 0, 0.8, 0, 0, 0, -0.8, "both"))
    run.tick(15.0)
    run.feed(Feeling(15.0, 0, 0, 0.0, 0, 0, 0.5, 0.5, "both"))
    given = run.tick(18.0)
    assert [event.why for event in given if isinstance(event, CueExpired)] == ["time", "no_longer"]


def test_an_inhibited_rule_is_quiet_and_one_that_is_up_goes(call: Callable[..., Call]) -> None:
    run = call(
        rule("boss", said("经理"), "    priority: 90\n    inhibits: [date]\n    keep: 20s\n"),
        rule("date", said("什么时候"), "    priority: 50\n"),
        limits="limits: {spacing: 1s}",
    )
    run.say(5.0, "叫你们经理来")
    assert run.say(7.0, "到底什么时候") == []
    run = call(
        rule("boss", said("经理"), "    priority: 90\n    inhibits: [date]\n"),
        rule("date", said("什么时候"), "    priority: 50\n"),
        limits="limits: {spacing: 1s}",
    )
    run.say(5.0, "到底什么时候")
    expired, shown = run.say(7.0, "叫你们经理来")
    assert isinstance(expired, CueExpired)
    assert (expired.rule, expired.why) == ("date", "inhibited")
    assert isinstance(shown, CueShown)


def test_the_budget_of_ten_minutes(call: Callable[..., Call]) -> None:
    run = call(
        rule("boss", said("经理"), "    cooldown: 1s\n    per_call: 50\n"), limits="limits: {per_10_min: 3}"
    )
    for n in range(10):
        run.say(20.0 + 20 * n, "叫经理来")
    assert len(run.shown()) == 3
    run.say(800.0, "叫经理来")
    assert len(run.shown()) == 4


def test_cooldown_and_most_times_in_a_call(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理"), "    cooldown: 30s\n    per_call: 2\n"))
    for t in (5.0, 20.0, 40.0, 80.0):
        run.say(t, "叫经理来")
    assert [event.t for event in run.log if isinstance(event, CueShown)] == [5.0, 40.0]


def test_dismissed_twice_is_quiet_for_the_call(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理"), "    cooldown: 1s\n"))
    for t in (5.0, 25.0, 45.0):
        for cue in run.say(t, "叫经理来"):
            if isinstance(cue, CueShown):
                (gone,) = run.coach.command(CueDismiss(cue.cue), t + 1)
                assert isinstance(gone, CueDismissed)
    assert run.shown() == ["boss", "boss"]


def test_done_snoozed_muted(call: Callable[..., Call]) -> None:
    text = rule("boss", said("经理"), "    cooldown: 1s\n")
    for command, given, again in (
        (CueDone, CueFollowed, True),
        (CueMute, CueDismissed, False),
        (CueSnooze, CueDismissed, False),
    ):
        run = call(text)
        (cue,) = run.say(5.0, "叫经理来")
        assert isinstance(cue, CueShown)
        assert [type(event) for event in run.coach.command(command(cue.cue), 6.0)] == [given]
        run.say(30.0, "叫经理来")
        assert (len(run.shown()) == 2) is again
    run.say(700.0, "叫经理来")
    assert len(run.shown()) == 2, "a snooze ends"
    assert list(run.coach.command(CueDone("c99"), 701.0)) == []


def test_experts_are_spared_what_is_for_novices(call: Callable[..., Call]) -> None:
    text = rule("boss", said("经理"), "    experience: novice\n")
    assert call(text, experience="novice").say(5.0, "叫经理来")
    assert call(text, experience="expert").say(5.0, "叫经理来") == []


def test_the_callers_style_chooses_the_words(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理"), "    styles: {commanding: [马上办]}\n"))
    for t, words in ((1.0, "赶紧给我退"), (2.0, "马上给我办"), (3.0, "别跟我念规定")):
        run.say(t, words)
    (cue,) = run.say(5.0, "叫你们经理来")
    assert isinstance(cue, CueShown)
    assert cue.say == ("马上办", "好"), "the others may be leafed to"


def test_another_playbook_mid_call_loses_nothing(call: Callable[..., Call], loaded: Load) -> None:
    run = call(rule("boss", said("经理"), "    keep: 60s\n"))
    run.say(5.0, "叫你们经理来什么时候")
    both = loaded(
        "playbook: b\nrules:\n"
        + rule("boss", said("经理"), "    keep: 60s\n")
        + rule("date", said("什么时候"))
    )
    assert list(run.coach.swap(both)) == []
    assert run.coach.playbook is both
    assert run.tick(6.0) == [], "the spacing goes on, the shown rule stays shown"
    run.tick(13.5)
    assert run.shown() == ["boss", "date"], "words said before the change count for its new rules"
    none = loaded("playbook: c\nrules:\n" + rule("other", said("你好")))
    gone = list(run.coach.swap(none))
    assert [(event.rule, event.why) for event in gone if isinstance(event, CueExpired)] == [
        ("date", "no_longer")
    ]


def test_a_correction_of_the_same_words_brings_no_second_cue(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理"), "    cooldown: 1s\n    keep: 2s\n"), limits="limits: {spacing: 1s}")
    run.say(5.0, "叫你们经理来")
    run.tick(7.5)
    run.feed(UtteranceCorrected(7.6, "customer", "u1", "你叫你们经理来", 4.0, 5.2))
    run.tick(12.0)
    assert run.shown() == ["boss"]


def test_the_end_of_the_call_clears_the_board(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理")))
    run.say(5.0, "叫你们经理来")
    assert [
        event.why for event in run.feed(CallEnded(6.0, "x", "button")) if isinstance(event, CueExpired)
    ] == ["call_ended"]


def test_it_can_say_what_it_kept_back(call: Callable[..., Call]) -> None:
    run = call(rule("boss", said("经理")), rule("date", said("什么时候")), explain=True)
    run.say(5.0, "叫你们经理来")
    run.say(7.0, "到底什么时候")
    assert ("date", "spacing") in {(one.rule, one.why) for one in run.coach.suppressed}
