"""Figures of a frame model against planted truth."""

import numpy as np

from frames import GRID, Frames


def f1(predicted: np.ndarray, truth: np.ndarray) -> float:
    right = float((predicted & truth).sum())
    total = float(predicted.sum() + truth.sum())
    return 2 * right / total if total else 0.0


def auc(score: np.ndarray, truth: np.ndarray) -> float:
    """Chance that a true item gets the higher score, ties half (Mann–Whitney)."""
    _, places, counts = np.unique(score, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[places]
    positives = int(truth.sum())
    negatives = len(truth) - positives
    if positives == 0 or negatives == 0:
        return float("nan")
    return float((ranks[truth].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def box_from(heat: np.ndarray, threshold: float):
    """The patch of cells at or above the threshold around the hottest one (4-connected), as the product cuts it."""
    peak = np.unravel_index(int(heat.argmax()), heat.shape)
    if heat[peak] < threshold:
        return None
    hot = heat >= threshold
    seen, open_cells = {peak}, [peak]
    while open_cells:
        row, column = open_cells.pop()
        for cell in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
            inside = 0 <= cell[0] < GRID and 0 <= cell[1] < GRID
            if inside and cell not in seen and hot[cell]:
                seen.add(cell)
                open_cells.append(cell)
    rows, columns = zip(*seen)
    return (
        min(columns) / GRID,
        min(rows) / GRID,
        (max(columns) + 1) / GRID,
        (max(rows) + 1) / GRID,
    )


def overlap(a, b) -> float:
    width = min(a[2], b[2]) - max(a[0], b[0])
    height = min(a[3], b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    shared = width * height
    return shared / ((a[2] - a[0]) * (a[3] - a[1]) + (b[2] - b[0]) * (b[3] - b[1]) - shared)


def best_boxes(heat: np.ndarray, frames: Frames, threshold: float) -> list[tuple[int, float]]:
    """(label, best overlap with a planted box) for every label that a frame truly has."""
    found = []
    for index, marks in enumerate(frames.boxes):
        for label in {label for label, _ in marks}:
            box = box_from(heat[index, label], threshold)
            overlaps = [overlap(box, truth) for other, truth in marks if other == label] if box else [0.0]
            found.append((label, max(overlaps)))
    return found


def hit_rate(found: list[tuple[int, float]], least: float = 0.3) -> tuple[float, int]:
    hits = [value >= least for _, value in found]
    return (float(np.mean(hits)) if hits else 0.0), len(hits)


def reliability(predicted: np.ndarray, observed: np.ndarray, bins: int = 10) -> dict:
    """Equal-width bins of what was predicted (0–1) with what came, and the mean gap weighted by count (expected calibration error)."""
    places = np.clip((predicted * bins).astype(int), 0, bins - 1)
    rows = []
    for place in range(bins):
        here = places == place
        if here.any():
            rows.append({"n": int(here.sum()), "predicted": float(predicted[here].mean()), "observed": float(observed[here].mean())})
    error = sum(row["n"] * abs(row["predicted"] - row["observed"]) for row in rows) / len(predicted)
    return {"bins": rows, "error": error}
