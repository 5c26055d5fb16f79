"""Draws the frames, trains the default model, calibrates its thresholds and writes models/default.

    python training/train.py            # everything; stop it whenever you like, the same command goes on
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch

from calibrate import thresholds_of
from evaluate import figures_of, predict
from export import export, manifest
from frames import REPO, SPLITS, Frames
from head import train_head
from network import Shipped
from trunk import PAIRS_A_STEP, PEAK_RATE, train_trunk

SEED = 20261122
# The rate falls to nothing by the end of each cycle; the second begins where its longer course would be by then.
CYCLES = (5000, 6400, 9000)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--frames", type=Path, default=REPO / "training" / "out" / "frames")
    arguments.add_argument("--out", type=Path, default=REPO / "models" / "default")
    arguments.add_argument("--checkpoint", type=Path, default=REPO / "training" / "out" / "trunk.pt")
    arguments.add_argument("--steps", type=int, nargs="+", default=CYCLES, help="of the trunk, in all, at the end of each cycle")
    arguments.add_argument("--shards", type=int, help="of the training frames; all by default")
    arguments.add_argument("--workers", type=int, default=2, help="processes of the trunk, one core each")
    options = arguments.parse_args()
    options.checkpoint.parent.mkdir(parents=True, exist_ok=True)
    frames = Frames("train", options.frames, options.shards)
    for steps in options.steps:
        trunk = train_trunk(frames, steps, SEED, options.checkpoint, options.workers)
    head = train_head(trunk, Frames("head", options.frames), SEED)
    graph = export(Shipped(trunk, head), options.out / "model.onnx")
    validation = Frames("validation", options.frames)
    predicted = predict(graph, validation)
    thresholds = thresholds_of(predicted, validation)
    record = {
        "seed": SEED,
        "steps": list(options.steps),
        "pairsAStep": PAIRS_A_STEP,
        "peakLearningRate": PEAK_RATE,
        "trainingPairs": len(frames) // 2,
        "seeds": {name: f"{split.first}–{split.first + split.count - 1}" for name, split in SPLITS.items()},
        "parameters": sum(p.numel() for net in (trunk, head) for p in net.parameters()),
        "scoreTarget": "4.5 without a label, 3.5 with one, 2.5 with two, 1.5 with three or more",
        "validation": figures_of(predicted, validation, thresholds),
    }
    path = options.out / "model.json"
    path.write_text(json.dumps(manifest(graph, thresholds, record), indent=2) + "\n")
    print(path, json.dumps(thresholds))


if __name__ == "__main__":
    main()
