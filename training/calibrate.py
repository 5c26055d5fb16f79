"""Thresholds of model.json from the validation frames."""

import numpy as np

from frames import LABELS, Frames
from metrics import best_boxes, f1, hit_rate


def thresholds_of(predicted: dict, frames: Frames) -> dict:
    distorted = frames.labels.any(axis=1)
    scores = predicted["score"]
    candidates = np.round(np.arange(2.0, 4.6, 0.02), 2)

    def balanced(threshold: float) -> float:
        return (f1(scores < threshold, distorted) + f1(scores >= threshold, ~distorted)) / 2

    cut = float(max(candidates, key=balanced))
    # Sure enough to look no further, and sure enough to look closer: nine in ten are what they seem.
    clean = [c for c in candidates if c >= cut and (scores >= c).any() and (~distorted[scores >= c]).mean() >= 0.9]
    broken = [c for c in candidates if c <= cut and (scores < c).any() and distorted[scores < c].mean() >= 0.9]
    probabilities = np.round(np.arange(0.1, 0.95, 0.05), 2)

    def labelled(threshold: float) -> float:
        return float(np.mean([f1(predicted["labels"][:, k] >= threshold, frames.labels[:, k] > 0) for k in range(len(LABELS))]))

    heat = np.round(np.arange(0.1, 0.95, 0.05), 2)
    return {
        "distortedScore": cut,
        "labelProbability": float(max(probabilities, key=labelled)),
        "heatmap": float(max(heat, key=lambda t: hit_rate(best_boxes(predicted["heat"], frames, t))[0])),
        "high": float(min(clean, default=max(cut, 4.0))),
        "low": float(max(broken, default=min(cut, 3.0))),
    }
