"""Makes a better model of a Framejury release.

    python training/finetune --release <folder> --out models/ours                 # from models/default
    python training/finetune --release <folder> --base models/ours --out models/ours-2 --version 2

Learns labels and boxes of the release's frames and its preferences, keeps a fifth of the prompt groups aside to choose the
thresholds and to see whether it became better, and writes model.onnx and model.json. The release's test split is never read.
"""

import argparse
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
import torch

from calibrate import thresholds_of
from evaluate import figures_of, predict
from export import export, manifest
from finetune.grow import grown
from finetune.learn import learn
from finetune.release import LabelledFrames, order_of, read_release
from frames import REPO
from weights import load

# Every fifth prompt group is kept aside; with fewer frames than this there, the thresholds of the base stay.
ASIDE, LEAST_ASIDE = 5, 100


def split(frames: LabelledFrames) -> tuple[LabelledFrames, LabelledFrames]:
    """What is learned and what is kept aside. A prompt group is in one of them."""
    groups = sorted(set(frames.groups), key=order_of)
    kept = set(groups[ASIDE - 1 :: ASIDE])
    aside = [k for k, group in enumerate(frames.groups) if group in kept]
    return frames.part([k for k, group in enumerate(frames.groups) if group not in kept]), frames.part(aside)


def described_by(folder: Path) -> dict:
    path = folder / "model.json"
    if not path.exists():
        raise SystemExit(f"{folder} is no model folder: it has no model.json. Name one that training/ made, such as models/default.")
    return json.loads(path.read_text("utf-8"))


def widened(predicted: dict, more: int) -> dict:
    """The output of the base model, with `more` labels that it never names."""
    labels = np.pad(predicted["labels"], ((0, 0), (0, more)))
    return predicted | {"labels": labels, "heat": np.pad(predicted["heat"], ((0, 0), (0, more), (0, 0), (0, 0)))}


def main() -> None:
    arguments = argparse.ArgumentParser(prog="finetune", description=__doc__.splitlines()[0])
    arguments.add_argument("--release", type=Path, required=True, help="unpacked release folder")
    arguments.add_argument("--base", type=Path, default=REPO / "models" / "default", help="model folder to start from")
    arguments.add_argument("--out", type=Path, required=True, help="model folder to write")
    arguments.add_argument("--name", default="finetuned")
    arguments.add_argument("--version", default="1")
    arguments.add_argument("--frames", type=int, help="use no more than so many labelled frames")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    base = described_by(options.base)
    frames = read_release(options.release, base["labels"], options.frames)
    new = frames.names[len(base["labels"]) :]
    if new:
        print(f"{base['name']} does not know {', '.join(new)} yet; it gets room for them.", flush=True)
    learned, aside = split(frames)
    print(f"{len(learned)} frames and {len(learned.pairs)} preferences to learn from, {len(aside)} frames aside", flush=True)
    torch.manual_seed(options.seed)
    net = learn(grown(load(options.base / "model.onnx"), len(new)), learned, options.seed)
    graph = export(net, options.out / "model.onnx")
    measured = len(aside) >= LEAST_ASIDE and 0 < aside.labels.any(axis=1).mean() < 1
    record = {
        "base": {"name": base["name"], "version": base["version"], "sha256": base.get("sha256")},
        "release": json.loads((options.release / "manifest.json").read_text("utf-8"))["release"]["title"],
        "frames": len(learned),
        "preferences": len(learned.pairs),
        "seed": options.seed,
    }
    thresholds = base["thresholds"]
    if measured:
        after = predict(graph, aside)
        thresholds = thresholds_of(after, aside)
        before = figures_of(widened(predict(options.base / "model.onnx", aside), len(new)), aside, base["thresholds"])
        record["aside"] = {"frames": len(aside), "before": before, "after": figures_of(after, aside, thresholds)}
        for when in ("before", "after"):
            print(when, json.dumps({key: record["aside"][when][key] for key in ("distortedF1", "normalF1", "auc")}))
    else:
        print(f"{len(aside)} frames aside are too few to choose thresholds by; those of {base['name']} stay.")
    described = manifest(graph, thresholds, record, frames.names) | {"name": options.name, "version": options.version}
    (options.out / "model.json").write_text(json.dumps(described, indent=2) + "\n")
    print(options.out)


if __name__ == "__main__":
    main()
