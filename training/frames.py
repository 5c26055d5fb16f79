"""Frames with planted truth: how they are drawn and read."""

import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REPO = Path(__file__).resolve().parent.parent
# Side of the model's square input, and of the cells of its heatmap.
SIDE, CELL = 320, 8
GRID = SIDE // CELL
SHARD = 500
LABELS = [
    "limb_deformation",
    "extra_limbs",
    "limb_deficiency",
    "torso_deformation",
    "facial_deformation",
    "object_collapse",
    "motion_blur",
    "mesh_penetration",
]


@dataclass(frozen=True)
class Split:
    """Seeds first … first + count − 1; one clip a seed and one frame a clip, or a broken and a whole one (`twins`)."""

    first: int
    count: int
    styles: str = "known"
    twins: bool = False

    def shards(self) -> list[tuple[int, int]]:
        stop = self.first + self.count
        return [(first, min(SHARD, stop - first)) for first in range(self.first, stop, SHARD)]


# No two overlap. The trunk learns from `train`, the head from `head`, thresholds come from `validation`.
SPLITS = {
    "train": Split(100_000, 7_000, twins=True),
    "head": Split(400_000, 1_500),
    "validation": Split(500_000, 1_000),
    "test-seeds": Split(700_000, 1_000),
    "test-styles": Split(800_000, 1_000, styles="unseen"),
}


class Frames:
    """One split on disk: pixels uint8 [SIDE, SIDE, 3] a frame, rows with labels, boxes in fractions of the input."""

    def __init__(self, split: str, folder: Path, shards: int | None = None):
        plan = SPLITS[split].shards()[:shards]
        draw(split, folder, plan)
        self.rows, self.parts = [], []
        for first, _ in plan:
            rows = [json.loads(line) for line in (folder / split / f"{first}.jsonl").open()]
            pixels = np.memmap(folder / split / f"{first}.bin", np.uint8, "r").reshape(-1, SIDE, SIDE, 3)
            if len(rows) != len(pixels):
                raise SystemExit(f"{folder / split / str(first)}.* do not agree; delete them and run again.")
            self.parts.extend((pixels, index) for index in range(len(rows)))
            self.rows.extend(rows)
        self.names = LABELS
        self.boxes = [[(LABELS.index(m["key"]), box_of(m["box"], row["content"])) for m in row["labels"]] for row in self.rows]
        self.labels = np.zeros((len(self.rows), len(LABELS)), np.float32)
        for index, marks in enumerate(self.boxes):
            for label, _ in marks:
                self.labels[index, label] = 1

    def __len__(self) -> int:
        return len(self.rows)

    def pixels(self, index: int) -> np.ndarray:
        part, place = self.parts[index]
        return part[place]

    def batches(self, size: int):
        for first in range(0, len(self), size):
            yield np.stack([self.pixels(index) for index in range(first, min(first + size, len(self)))])


def box_of(box: dict, content: dict) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in fractions of the input, from fractions of the picture."""
    left, top = content["x"] + box["x"] * content["w"], content["y"] + box["y"] * content["h"]
    return left, top, left + box["w"] * content["w"], top + box["h"] * content["h"]


def draw(split: str, folder: Path, shards: list[tuple[int, int]]) -> None:
    """Draws what is missing of the shards; what is there is kept."""
    plan = SPLITS[split]
    missing = [shard for shard in shards if not (folder / split / f"{shard[0]}.jsonl").exists()]
    script = REPO / "scripts" / "generator" / "dump-frames.ts"

    def one(shard: tuple[int, int]) -> None:
        command = ["npx", "tsx", str(script), "--out", str(folder / split), "--styles", plan.styles]
        command += ["--from", str(shard[0]), "--count", str(shard[1]), *(["--twins"] if plan.twins else [])]
        subprocess.run(command, cwd=REPO, check=True)

    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        list(pool.map(one, missing))


def count_of(labels: np.ndarray) -> np.ndarray:
    return np.minimum(labels.sum(axis=-1), 3)


def score_of(labels: np.ndarray) -> np.ndarray:
    """Middle of the pseudo-score band of the number of labels: 0 → 4.5, 1 → 3.5, 2 → 2.5, 3 or more → 1.5."""
    return 4.5 - count_of(labels)
