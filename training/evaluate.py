"""Figures of a model folder on frames it never saw, with the thresholds of its model.json.

    python training/evaluate.py                          # models/default on unseen seeds and on unseen styles
    python training/evaluate.py --plot reliability.svg   # and how far its probabilities can be believed
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime

from frames import REPO, Frames, score_of
from metrics import auc, best_boxes, f1, hit_rate, reliability
from plot import reliability_plot

SPLITS = ("test-seeds", "test-styles")


def predict(graph: Path, frames: Frames, batch: int = 16) -> dict:
    session = onnxruntime.InferenceSession(str(graph), providers=["CPUExecutionProvider"])
    parts = [session.run(None, {"frames": pixels}) for pixels in frames.batches(batch)]
    score, logits, heat = (np.concatenate([part[k] for part in parts]) for k in range(3))
    return {"score": score, "labels": 1 / (1 + np.exp(-logits)), "heat": heat}


def figures_of(predicted: dict, frames: Frames, thresholds: dict) -> dict:
    distorted = frames.labels.any(axis=1)
    score = predicted["score"]
    called = score < thresholds["distortedScore"]
    share, called_share = float(distorted.mean()), float(called.mean())
    found = best_boxes(predicted["heat"], frames, thresholds["heatmap"])
    hits, boxes = hit_rate(found)
    per_label = {}
    for k, label in enumerate(frames.names):
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
        "chanceDistortedF1": rounded(2 * share * called_share / (share + called_share)),
        "chanceNormalF1": rounded(2 * (1 - share) * (1 - called_share) / (2 - share - called_share)),
        # A blind guess that calls every frame distorted.
        "allDistortedF1": rounded(2 * share / (1 + share)),
        "auc": rounded(auc(-score, distorted)),
        "scoreMeanAbsoluteError": rounded(np.abs(score - score_of(frames.labels)).mean()),
        "boxHitRate": rounded(hits),
        "boxes": boxes,
        "labelCalibrationError": rounded(reliability(predicted["labels"].ravel(), frames.labels.ravel())["error"]),
        "scoreCalibrationError": rounded(reliability((4.5 - score) / 3, (4.5 - score_of(frames.labels)) / 3)["error"] * 3),
        "perLabel": per_label,
    }


def rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 3)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--model", type=Path, default=REPO / "models" / "default")
    arguments.add_argument("--frames", type=Path, default=REPO / "training" / "out" / "frames")
    arguments.add_argument("--plot", type=Path)
    options = arguments.parse_args()
    thresholds = json.loads((options.model / "model.json").read_text())["thresholds"]
    curves = {}
    for split in SPLITS:
        frames = Frames(split, options.frames)
        predicted = predict(options.model / "model.onnx", frames)
        print(json.dumps({"split": split, **figures_of(predicted, frames, thresholds)}))
        curves[f"{split}: labels"] = reliability(predicted["labels"].ravel(), frames.labels.ravel())
        curves[f"{split}: score"] = reliability((predicted["score"] - 1.5) / 3, (score_of(frames.labels) - 1.5) / 3)
    if options.plot:
        options.plot.write_text(reliability_plot(curves))


if __name__ == "__main__":
    main()
