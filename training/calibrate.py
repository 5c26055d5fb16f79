"""Thresholds of model.json from the validation frames."""

import numpy as np

from frames import Frames
from metrics import best_boxes, f1, hit_rate

# Sampling looks at clips, where most frames are whole; of the frames that the thresholds come from, most are broken.
PREVALENCE, SURE = 0.2, 0.9


def thresholds_of(predicted: dict, frames: Frames) -> dict:
    distorted = frames.labels.any(axis=1)
    scores = predicted["score"]
    candidates = np.round(np.arange(2.0, 4.6, 0.02), 2)

    def balanced(threshold: float) -> float:
        return (f1(scores < threshold, distorted) + f1(scores >= threshold, ~distorted)) / 2

    cut = float(max(candidates, key=balanced))
    weight = np.where(distorted, PREVALENCE / distorted.mean(), (1 - PREVALENCE) / (1 - distorted.mean()))

    def sure(chosen: np.ndarray, right: np.ndarray) -> bool:
        return bool(chosen.any()) and weight[chosen & right].sum() >= SURE * weight[chosen].sum()

    # Sure enough to look closer, and sure enough to look no further.
    broken = [c for c in candidates if c <= cut and sure(scores < c, distorted)]
    low = float(max(broken, default=min(cut, 3.0)))
    clean = [c for c in candidates if c >= low and sure(scores >= c, ~distorted)]
    probabilities = np.round(np.arange(0.1, 0.95, 0.05), 2)

    def labelled(threshold: float) -> float:
        return float(np.mean([f1(predicted["labels"][:, k] >= threshold, frames.labels[:, k] > 0) for k in range(len(frames.names))]))

    heat = np.round(np.arange(0.1, 0.95, 0.05), 2)
    return {
        "distortedScore": cut,
        "labelProbability": float(max(probabilities, key=labelled)),
        "heatmap": float(max(heat, key=lambda t: hit_rate(best_boxes(predicted["heat"], frames, t))[0])),
        "high": float(min(clean, default=max(cut, 4.0))),
        "low": low,
    }
