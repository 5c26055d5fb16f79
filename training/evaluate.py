"""Figures of a model folder on frames of seeds it never saw.

    python training/evaluate.py         # models/default on the test splits
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime

from frames import LABELS, REPO, Frames, score_of
from metrics import auc, best_boxes, f1, hit_rate


def predict(graph: Path, frames: Frames, batch: int = 32) -> dict:
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    parts = [session.run(None, {"frames": frames.pixels[i : i + batch]}) for i in range(0, len(frames), batch)]
    score, logits, heat = (np.concatenate([part[k] for part in parts]) for k in range(3))
    return {"score": score, "labels": 1 / (1 + np.exp(-logits)), "heat": heat}


def figures_of(predicted: dict, frames: Frames, thresholds: dict) -> dict:
    distorted = frames.labels.any(axis=1)
    score = predicted["score"]
    called = score < thresholds["distortedScore"]
    share = float(distorted.mean())
    found = best_boxes(predicted["heat"], frames, thresholds["heatmap"])
    hits, boxes = hit_rate(found)
    per_label = {}
    for k, label in enumerate(LABELS):
        truth = frames.labels[:, k] > 0
        rate, count = hit_rate([entry for entry in found if entry[0] == k])
        per_label[label] = {
            "n": int(truth.sum()),
            "f1": rounded(f1((predicted["labels"][:, k] >= thresholds["labelProbability"]) & called, truth)),
            "auc": rounded(auc(predicted["labels"][:, k], truth)),
            "boxHitRate": rounded(rate) if count else None,
        }
    return {
        "frames": len(frames),
        "distortedShare": rounded(share),
        "distortedF1": rounded(f1(called, distorted)),
        "normalF1": rounded(f1(~called, ~distorted)),
        # A blind guess that calls a frame distorted as often as the model does.
        "chanceDistortedF1": rounded(2 * share * called.mean() / (share + called.mean())),
        "chanceNormalF1": rounded(2 * (1 - share) * (1 - called.mean()) / (2 - share - called.mean())),
        "auc": rounded(auc(-score, distorted)),
        "scoreMeanAbsoluteError": rounded(np.abs(score - score_of(frames.labels)).mean()),
        "boxHitRate": rounded(hits),
        "boxes": boxes,
        "perLabel": per_label,
    }


def rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 3)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, default=REPO / "models" / "default")
    arguments.add_argument("--frames", type=Path, default=REPO / "training" / "out" / "frames")
    options = arguments.parse_args()
    thresholds = json.loads((options.model / "model.json").read_text())["thresholds"]
    for split in ("test", "test-demo"):
        frames = Frames(split, options.frames)
        figures = figures_of(predict(options.model / "model.onnx", frames), frames, thresholds)
        print(json.dumps({"split": split, **figures}))


if __name__ == "__main__":
    main()
