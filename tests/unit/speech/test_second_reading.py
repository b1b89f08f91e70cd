from pathlib import Path

import msgspec
import numpy as np
import pytest

from models import manifest
from models.ear.heard import FRAME_S, Heard, nothing_heard
from models.ear.units import BLANK, UNIT_ID, UNITS, syllable_units
from models.events import Word
from models.speech import language_file
from models.speech.language_model import FIRST_WORD
from models.speech.second_reading import FILE, Reading, SecondReading, settled
from models.training.language.kneser_ney import Text, trigram

SPELT = {
    "我": "wo3", "要": "yao4", "投诉": "tou2 su4", "头": "tou2", "素": "su4", "速": "su4", "你们": "ni3 men5",
    "退款": "tui4 kuan3", "推": "tui1", "吃": "chi1", "谢谢": "xie4 xie5",
}  # fmt: skip
SAID = ["我 要 投诉 你们", "我 要 退款", "谢谢 你们", "我 吃 素", "推 你们 头", "我 要 谢谢", "推 速"]
FRAMES_A_UNIT = 3


def units(pinyin: str) -> list[int]:
    return [UNIT_ID[u] for syllable in pinyin.split() for u in syllable_units(syllable) or ()]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A language of a few words."""
    where = tmp_path_factory.mktemp("language")
    ids = {word: k for k, word in enumerate(SPELT, FIRST_WORD)}
    texts = [Text([[ids[word] for word in line.split()] for line in SAID], 1.0)]
    base = np.full(FIRST_WORD + len(SPELT), 1 / (1 + len(SPELT)))
    base[0] = 0.0
    orders = trigram(texts, None, base, 100, 100)
    language_file.save(
        where / FILE,
        {word: [units(pinyin)] for word, pinyin in SPELT.items()},
        [(o.keys, o.probability, o.backoff) for o in orders],
    )
    described = manifest.Manifest("test", "speech", "zh", "", "", "", {}, manifest.hashes(where))
    (where / "manifest.json").write_bytes(msgspec.json.encode(described))
    return where


@pytest.fixture(scope="module")
def reading(folder: Path) -> SecondReading:
    return SecondReading.load(folder)


def sounding(
    pinyin: str, t0: float = 0.0, sure: float = 0.95, instead: dict[int, str] | None = None
) -> Heard:
    """What a good ear would hear; `instead`: units by their place that share the rest of the posterior."""
    said = units(pinyin)
    posteriors = np.full((FRAMES_A_UNIT * (len(said) + 2), len(UNITS)), 1e-5, np.float32)
    posteriors[:, BLANK] = 1.0
    for k, unit in enumerate(said, 1):
        frame = posteriors[FRAMES_A_UNIT * k]
        frame[unit], frame[BLANK] = sure, 1 - sure
        if instead and k - 1 in instead:
            frame[UNIT_ID[instead[k - 1]]], frame[BLANK] = 1 - sure, 1e-3
    return Heard(t0, np.log(posteriors / posteriors.sum(axis=1, keepdims=True)))


def test_words_are_read_with_their_places(reading: SecondReading) -> None:
    read = reading.read(sounding("wo3 yao4 tou2 su4 ni3 men5", t0=100.0))
    assert read.text == "我要投诉你们"
    assert [word.text for word in read.words] == ["我", "要", "投诉", "你们"]
    complaint = read.words[2]
    frame = FRAMES_A_UNIT * (1 + len(units("wo3 yao4")))
    assert complaint.start == pytest.approx(100.0 + frame * FRAME_S, abs=0.031)
    ends = frame + FRAMES_A_UNIT * (len(units("tou2 su4")) - 1) + 1
    assert complaint.end == pytest.approx(100.0 + ends * FRAME_S, abs=0.031)
    assert all(a.end <= b.start + 1e-6 for a, b in zip(read.words, read.words[1:], strict=False))


def test_what_sounds_alike_is_told_apart_by_its_company(reading: SecondReading) -> None:
    assert reading.read(sounding("wo3 chi1 su4")).text == "我吃素"
    assert reading.read(sounding("wo3 yao4 tou2 su4")).text == "我要投诉"


def test_the_words_before_are_company_too(reading: SecondReading) -> None:
    for before, text in (("wo3 chi1", "素"), ("tui1", "速")):
        words = reading.read(sounding(before)).words
        assert reading.read(sounding("su4"), words).text == text


def test_silence_has_no_words(reading: SecondReading) -> None:
    assert reading.read(nothing_heard(3.0, 100)) == Reading((), "", 0.0)
    assert reading.read(nothing_heard(3.0, 0)) == Reading((), "", 0.0)


def test_a_wrong_tone_is_read_all_the_same_but_with_less_support(reading: SecondReading) -> None:
    right, wrong = (reading.read(sounding(p)) for p in ("wo3 yao4 tui4 kuan3", "wo3 yao4 tui3 kuan3"))
    assert wrong.text == right.text == "我要退款"
    assert wrong.words[2].sound < right.words[2].sound
    assert wrong.words[2].confidence < right.words[2].confidence


def test_a_word_that_the_sound_does_not_support_is_doubtful(reading: SecondReading) -> None:
    heard = sounding("wo3 yao4 tou2 su4 ni3 men5", sure=0.95)
    mumbled = np.exp(heard.log_posteriors)
    for unit, place in zip(units("tou2 su4"), range(3, 7), strict=True):  # behind the two units of 我要
        frame = mumbled[FRAMES_A_UNIT * place]
        frame[unit], frame[BLANK] = 0.25, 0.3
    doubtful = reading.read(Heard(0.0, np.log(mumbled / mumbled.sum(axis=1, keepdims=True))))
    by_text = {word.text: word for word in doubtful.words}
    assert by_text["投诉"].sound < 0.5 < 0.8 < by_text["你们"].sound
    assert by_text["投诉"].confidence < by_text["你们"].confidence


def test_settled_is_what_two_readings_agree_on() -> None:
    def read(*words: tuple[str, float]) -> Reading:
        return Reading(tuple(Word(text, t, t + 0.2) for text, t in words), "", 0.0)

    before = read(("我", 1.0), ("要", 1.3), ("头", 1.6))
    now = read(("我", 1.0), ("要", 1.33), ("投诉", 1.6), ("你们", 2.0))
    assert [word.text for word in settled(before, now)] == ["我", "要"]
    assert settled(before, read(("我", 5.0))) == ()
    assert settled(read(), now) == ()


def test_the_vocabulary_can_be_asked(reading: SecondReading) -> None:
    assert reading.knows("投诉")
    assert not reading.knows("投")


def test_the_same_content_makes_the_same_file(folder: Path, tmp_path: Path) -> None:
    spelt = {"我": [units("wo3")], "你": [units("ni3")]}
    base = np.array([0.0, 0.4, 0.3, 0.3])
    for name in ("a.npz", "b.npz"):
        orders = trigram([Text([[2, 3], [3]], 1.0)], None, base, 10, 10)
        language_file.save(tmp_path / name, spelt, [(o.keys, o.probability, o.backoff) for o in orders])
    assert (tmp_path / "a.npz").read_bytes() == (tmp_path / "b.npz").read_bytes()


def test_what_was_saved_is_scored(tmp_path: Path) -> None:
    base = np.array([0.0, 0.4, 0.3, 0.3])
    orders = trigram([Text([[2, 3], [3], [2, 3, 2]], 1.0)], None, base, 10, 10)
    saved = [(o.keys, o.probability, o.backoff) for o in orders]
    language_file.save(tmp_path / FILE, {"我": [units("wo3")], "你": [units("ni3")]}, saved)
    lexicon, model = language_file.load(tmp_path / FILE)
    assert lexicon.words == ("", "", "我", "你")
    state = np.array([model.start])
    for word in (2, 3, 1):
        found, state = model.score(state, np.array([word]))
    key = 2 << 32 | 3 << 16 | 1
    expected = np.log(orders[2].probability[orders[2].keys == key])
    assert found == pytest.approx(expected, abs=1 / 32)


@pytest.mark.parametrize("content", [b"", b"not a language", None])
def test_a_broken_language_is_one_sentence(folder: Path, tmp_path: Path, content: bytes | None) -> None:
    if content is not None:
        (tmp_path / FILE).write_bytes(content)
        described = manifest.Manifest("test", "speech", "zh", "", "", "", {}, manifest.hashes(tmp_path))
        (tmp_path / "manifest.json").write_bytes(msgspec.json.encode(described))
    with pytest.raises(manifest.ModelProblem) as problem:
        SecondReading.load(tmp_path)
    assert str(tmp_path) in problem.value.text.zh
