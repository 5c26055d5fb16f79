"""Frames with planted truth: where they come from, how they are read and varied."""

import json
import subprocess
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

REPO = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT = 224, 160
CELL = 8
GRID_WIDTH, GRID_HEIGHT = WIDTH // CELL, HEIGHT // CELL
CROP = 80
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

# Seeds of the splits; no two overlap, and `demo` is the demo's own prompts and generators.
SPLITS = {
    "train": ["--from", "1000", "--count", "2400", "--per-clip", "4"],
    "validation": ["--from", "5000", "--count", "300", "--per-clip", "4"],
    "test": ["--from", "7000", "--count", "500", "--per-clip", "4"],
    "test-demo": ["--from", "9000", "--count", "8", "--per-clip", "4", "--demo"],
}


class Frames:
    """One split in memory: pixels uint8 [n, height, width, 3] and its rows (labels with boxes, style, …)."""

    def __init__(self, split: str, folder: Path):
        place = folder / split
        if not (place / "frames.jsonl").exists():
            draw(split, place)
        self.rows = [json.loads(line) for line in (place / "frames.jsonl").open()]
        self.pixels = np.fromfile(place / "frames.bin", np.uint8).reshape(-1, HEIGHT, WIDTH, 3)
        if len(self.rows) != len(self.pixels):
            raise SystemExit(f"{place} is incomplete; delete it and run again.")
        self.mark()

    def mark(self) -> None:
        self.boxes = [[(LABELS.index(m["key"]), box_of(m["box"])) for m in row["labels"]] for row in self.rows]
        self.labels = np.zeros((len(self.rows), len(LABELS)), np.float32)
        for index, marks in enumerate(self.boxes):
            for label, _ in marks:
                self.labels[index, label] = 1

    def clips(self) -> list[np.ndarray]:
        """Frame numbers, clip by clip."""
        groups: dict = {}
        for index, row in enumerate(self.rows):
            groups.setdefault((row["seed"], row["promptId"], row["generator"]), []).append(index)
        return [np.array(group) for group in groups.values()]

    def __len__(self) -> int:
        return len(self.rows)


def draw(split: str, place: Path) -> None:
    script = REPO / "scripts" / "generator" / "dump-frames.ts"
    size = ["--width", str(WIDTH), "--height", str(HEIGHT)]
    subprocess.run(["npx", "tsx", str(script), "--out", str(place), *size, *SPLITS[split]], cwd=REPO, check=True)


def box_of(box: dict) -> tuple[float, float, float, float]:
    """Left, top, right, bottom in fractions."""
    return box["x"], box["y"], box["x"] + box["w"], box["y"] + box["h"]


def score_of(labels: np.ndarray) -> np.ndarray:
    """Middle of the pseudo-score band of the number of labels: 0 → 4.5, 1 → 3.5, 2 → 2.5, 3 or more → 1.5."""
    return 4.5 - np.minimum(labels.sum(axis=-1), 3)


def heat_of(marks, columns=GRID_WIDTH, rows=GRID_HEIGHT, transform=(1.0, 0.0, 1.0, 0.0)) -> np.ndarray:
    """Target map [labels, rows, columns]: 1 in the cells whose middle lies in a box, at least one cell a box."""
    heat = np.zeros((len(LABELS), rows, columns), np.float32)
    scale_x, shift_x, scale_y, shift_y = transform
    for label, (left, top, right, bottom) in marks:
        x0, x1 = sorted((left * scale_x + shift_x, right * scale_x + shift_x))
        y0, y1 = top * scale_y + shift_y, bottom * scale_y + shift_y
        # A box of which the crop shows less than a third says nothing about the crop.
        seen = max(0.0, min(x1, 1) - max(x0, 0)) * max(0.0, min(y1, 1) - max(y0, 0))
        if seen < 0.33 * (x1 - x0) * (y1 - y0) and seen < 0.1:
            continue
        c0, c1 = span(x0, x1, columns)
        r0, r1 = span(y0, y1, rows)
        heat[label, r0:r1, c0:c1] = 1
    return heat


def span(low: float, high: float, cells: int) -> tuple[int, int]:
    first = int(np.clip(round(low * cells), 0, cells - 1))
    last = int(np.clip(round(high * cells), first + 1, cells))
    return first, last


def crops(frames: Frames, clips: list[np.ndarray], rng: np.random.Generator, anywhere: float = 0.0):
    """
    A training batch: the same place of all frames of each clip, so that broken and whole pictures of one scene meet.
    The place is near a planted box where the clip has one, but for the share `anywhere`. Flipped, scaled, recoloured and noised alike within a clip.
    """
    images, heats = [], []
    for picks in clips:
        width, height = (int(round(CROP / scale)) for scale in rng.uniform(0.85, 1.15) * rng.uniform(0.93, 1.07, 2))
        boxes = [box for pick in picks for _, box in frames.boxes[pick]]
        middle = rng.random(2)
        if boxes and rng.random() >= anywhere:
            left, top, right, bottom = boxes[rng.integers(len(boxes))]
            middle = np.array([left + right, top + bottom]) / 2
        middle = middle * (WIDTH, HEIGHT) + rng.uniform(-0.3, 0.3, 2) * (width, height)
        x = int(np.clip(middle[0] - width / 2, 0, WIDTH - width))
        y = int(np.clip(middle[1] - height / 2, 0, HEIGHT - height))
        part = torch.from_numpy(frames.pixels[picks, y : y + height, x : x + width]).permute(0, 3, 1, 2).float() / 255
        part = F.interpolate(part, (CROP, CROP), mode="bilinear", align_corners=False)
        transform = (WIDTH / width, -x / width, HEIGHT / height, -y / height)
        if rng.random() < 0.5:
            part = part.flip(3)
            transform = (-transform[0], 1 - transform[1], *transform[2:])
        gain = rng.uniform(0.85, 1.18) * rng.uniform(0.94, 1.06, (1, 3, 1, 1))
        images.append(part * torch.from_numpy(gain).float() + float(rng.uniform(-0.05, 0.05)))
        heats.extend(heat_of(frames.boxes[pick], CROP // CELL, CROP // CELL, transform) for pick in picks)
    batch = torch.cat(images)
    generator = torch.Generator().manual_seed(int(rng.integers(2**31)))
    batch += float(rng.uniform(0, 0.012)) * torch.randn(batch.shape, generator=generator)
    return batch.clamp_(0, 1), torch.from_numpy(np.stack(heats))
