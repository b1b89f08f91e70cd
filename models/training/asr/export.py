"""A model folder for Vosk out of a trained network and a language.

    python -m models.training.asr.export NETWORK.pt LANGUAGE_DIR MODEL_DIR [--blank-penalty 3] [--language-scale 0.9]

LANGUAGE_DIR is what models.training.language.build wrote, small: the graph takes 16 bytes for every n-gram.
"""

import argparse
import json
import sys
from pathlib import Path

import msgspec
import numpy as np

from models import manifest
from models.speech import language_file
from models.speech.second_reading import FILE
from models.training.asr import features, nnet3, openfst, pitch
from models.training.asr.graph import language_graph, lexicon_graph
from models.training.asr.topology import STRIDE, Topology

BEAM, MOST_ACTIVE = 13.0, 2500
_CONF = """--min-active=200
--max-active={most_active}
--beam={beam}
--lattice-beam=4.0
--acoustic-scale=1.0
--frame-subsampling-factor={stride}
--frames-per-chunk=21
--endpoint.silence-phones={between}:{within}
--endpoint.rule2.min-trailing-silence=0.6
--endpoint.rule3.min-trailing-silence=1.0
--endpoint.rule4.min-trailing-silence=1.6
"""


def write_network(
    folder: Path,
    topology: Topology,
    weights: nnet3.Weights,
    blank_penalty: float,
    beam: float = BEAM,
    most_active: int = MOST_ACTIVE,
) -> None:
    """am/, conf/ and graph/phones/."""
    for name in ("am", "conf", "graph/phones"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "am/final.mdl").write_bytes(nnet3.model_file(topology, weights, blank_penalty))
    (folder / "conf/fbank.conf").write_text(features.CONF, encoding="utf-8")
    if topology.inputs > features.BANDS:
        (folder / "conf/pitch.conf").write_text(pitch.CONF, encoding="utf-8")
    conf = _CONF.format(
        most_active=most_active,
        beam=beam,
        stride=STRIDE,
        between=nnet3.BLANK_BETWEEN,
        within=nnet3.BLANK_WITHIN,
    )
    (folder / "conf/model.conf").write_text(conf, encoding="utf-8")
    boundaries = nnet3.word_boundaries(topology.units)
    (folder / "graph/phones/word_boundary.int").write_text(boundaries, encoding="utf-8")


def write_graph(folder: Path, language: Path, scale: float) -> None:
    """graph/: the words of a language file (language.npz) and how they follow each other."""
    lexicon, model = language_file.load(language)
    graph = lexicon_graph(lexicon)
    (folder / "graph").mkdir(parents=True, exist_ok=True)
    found = openfst.lookahead_file(graph.machine, graph.reach, graph.final_label)
    (folder / "graph/HCLr.fst").write_bytes(found)
    grammar = language_graph(model, graph.words, scale)
    (folder / "graph/Gr.fst").write_bytes(openfst.acceptor_file(grammar))
    (folder / "graph/disambig_tid.int").write_bytes(b"")
    words = ["<eps>", *(lexicon.words[word] for word in graph.words)]
    listed = "".join(f"{word} {label}\n" for label, word in enumerate(words))
    (folder / "graph/words.txt").write_text(listed, encoding="utf-8")


def read_network(path: Path) -> tuple[Topology, nnet3.Weights]:
    """What train.py saved. ValueError where a number is not finite: Vosk would take it, and hear the worse for it."""
    import torch

    saved = torch.load(path, weights_only=True)
    weights = {name: np.asarray(value.float()) for name, value in saved["network"].items()}
    for name, values in weights.items():
        if not np.isfinite(values).all():
            raise ValueError(f"{path}: {name} holds numbers that are not finite")
    return Topology(**saved["topology"]), weights


def main() -> int:
    """Write the folder and its manifest."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    add = parser.add_argument
    add("network", type=Path)
    add("language_dir", type=Path)
    add("model_dir", type=Path)
    add("--blank-penalty", type=float, default=3.0, help="nats; more of it deletes less and inserts more")
    add("--language-scale", type=float, default=0.9)
    add("--beam", type=float, default=BEAM, help="narrower is faster and hears a little worse")
    add("--most-active", type=int, default=MOST_ACTIVE, help="likewise: states followed at a time")
    add("--source", default="own recordings and texts", help="for the manifest")
    add("--licence", default="own", help="for the manifest")
    add("--figures", type=Path, help="measured figures to keep in the manifest (JSON)")
    arguments = parser.parse_args()
    folder: Path = arguments.model_dir
    topology, weights = read_network(arguments.network)
    write_network(folder, topology, weights, arguments.blank_penalty, arguments.beam, arguments.most_active)
    write_graph(folder, arguments.language_dir / FILE, arguments.language_scale)
    described = manifest.Manifest(
        name=folder.name,
        part="speech",
        language="zh",
        source=arguments.source,
        licence=arguments.licence,
        method="CTC time-delay network that learnt from the ear, look-ahead graph with a trigram: models/training/asr",
        figures=json.loads(arguments.figures.read_text(encoding="utf-8")) if arguments.figures else {},
        files=manifest.hashes(folder),
    )
    text = json.dumps(msgspec.to_builtins(described), ensure_ascii=False, indent=2) + "\n"
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
