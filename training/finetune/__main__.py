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

import torch

from calibrate import thresholds_of
from evaluate import figures_of, predict
from export import export, manifest
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
    base = json.loads((options.base / "model.json").read_text("utf-8"))
    frames = read_release(options.release, options.frames)
    learned, aside = split(frames)
    print(f"{len(learned)} frames and {len(learned.pairs)} preferences to learn from, {len(aside)} frames aside", flush=True)
    torch.manual_seed(options.seed)
    net = learn(load(options.base / "model.onnx"), learned, options.seed)
    graph = export(net, options.out / "model.onnx")
    measured = len(aside) >= LEAST_ASIDE and 0 < aside.labels.any(axis=1).mean() < 1
    record = {
        "base": {"name": base["name"], "version": base["version"], "sha256": base["sha256"]},
        "release": json.loads((options.release / "manifest.json").read_text("utf-8"))["release"]["title"],
        "frames": len(learned),
        "preferences": len(learned.pairs),
        "seed": options.seed,
    }
    thresholds = base["thresholds"]
    if measured:
        after = predict(graph, aside)
        thresholds = thresholds_of(after, aside)
        before = figures_of(predict(options.base / "model.onnx", aside), aside, base["thresholds"])
        record["aside"] = {"frames": len(aside), "before": before, "after": figures_of(after, aside, thresholds)}
        for when in ("before", "after"):
            print(when, json.dumps({key: record["aside"][when][key] for key in ("distortedF1", "normalF1", "auc")}))
    else:
        print(f"{len(aside)} frames aside are too few to choose thresholds by; those of {base['name']} stay.")
    described = manifest(graph, thresholds, record) | {"name": options.name, "version": options.version}
    (options.out / "model.json").write_text(json.dumps(described, indent=2) + "\n")
    print(options.out)


if __name__ == "__main__":
    main()
