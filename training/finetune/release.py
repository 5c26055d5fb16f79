"""Frames and preferences of a Framejury release, as the default network reads them."""

import hashlib
import io
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow.parquet as parquet
from PIL import Image

from frames import SIDE

Mark = tuple[int, tuple[float, float, float, float]]


@dataclass(frozen=True)
class LabelledFrames:
    """
    pixels uint8 [n, SIDE, SIDE, 3], letterboxed; labels float [n, labels]; boxes in fractions of the input;
    content: left, top, right, bottom of the picture in the input; groups: the prompt group of each frame;
    pairs: (place of A, place of B, "A" | "B" | "tie"); names: keys of the labels; asked: which of them the taxonomy has.
    """

    pixels: np.ndarray
    labels: np.ndarray
    boxes: list[list[Mark]]
    content: np.ndarray
    groups: list[str]
    pairs: list[tuple[int, int, str]]
    names: list[str]
    asked: np.ndarray

    def __len__(self) -> int:
        return len(self.pixels)

    def batches(self, size: int):
        for first in range(0, len(self), size):
            yield self.pixels[first : first + size]

    def part(self, chosen: list[int]) -> "LabelledFrames":
        place = {old: new for new, old in enumerate(chosen)}
        return LabelledFrames(
            self.pixels[chosen],
            self.labels[chosen],
            [self.boxes[k] for k in chosen],
            self.content[chosen],
            [self.groups[k] for k in chosen],
            [(place[a], place[b], said) for a, b, said in self.pairs if a in place and b in place],
            self.names,
            self.asked,
        )


def read_release(folder: Path, known: list[str], limit: int | None = None) -> LabelledFrames:
    """
    Training and validation frames of a release, prompt group by prompt group in an order that depends on their names alone,
    so that a larger `limit` holds all frames of a smaller one. The test split is left alone. Labels are those that the base
    knows, in its order, and after them those of the taxonomy that it lacks.
    """
    taxonomy = taxonomy_of(folder)
    names = known + [key for key in taxonomy if key not in known]
    rows = [row for split in ("train", "validation") for row in table(folder, "frames", split)]
    if not rows:
        raise SystemExit(f"{folder} has no labelled frames; release frame pairs with agreed labels.")
    rows.sort(key=lambda row: (order_of(row["prompt_group"]), row["frame_id"]))
    rows = rows[:limit]
    pictures = [letterboxed(row["images"][0]["bytes"]) for row in rows]
    place = {row["frame_id"]: index for index, row in enumerate(rows)}
    labels = np.zeros((len(rows), len(names)), np.float32)
    boxes: list[list[Mark]] = []
    for index, (row, (_, content)) in enumerate(zip(rows, pictures)):
        for label in row["labels"]:
            labels[index, names.index(label)] = 1
        boxes.append([(names.index(box["label"]), placed(box, content)) for box in row["boxes"]])
    pairs = [
        (place[row["frame_id_a"]], place[row["frame_id_b"]], row["preference"])
        for split in ("train", "validation")
        for row in table(folder, "pairs", split, ["frame_id_a", "frame_id_b", "preference"])
        if row["frame_id_a"] in place and row["frame_id_b"] in place
    ]
    return LabelledFrames(
        np.stack([pixels for pixels, _ in pictures]),
        labels,
        boxes,
        np.array([content for _, content in pictures], np.float32),
        [row["prompt_group"] for row in rows],
        pairs,
        names,
        np.array([float(name in taxonomy) for name in names], np.float32),
    )


def taxonomy_of(folder: Path) -> list[str]:
    path = folder / "manifest.json"
    if not path.exists():
        raise SystemExit(f"{folder} is no Framejury release: it has no manifest.json. Name the unpacked folder.")
    return [label["key"] for label in json.loads(path.read_text("utf-8"))["release"]["labels"]]


def table(folder: Path, name: str, split: str, columns: list[str] | None = None) -> list[dict]:
    paths = sorted((folder / name).glob(f"{split}-*.parquet"))
    return [row for path in paths for row in parquet.read_table(path, columns=columns).to_pylist()]


def order_of(group: str) -> str:
    return hashlib.sha256(group.encode()).hexdigest()


def letterboxed(data: bytes) -> tuple[np.ndarray, tuple[float, float, float, float]]:
    """The picture in the middle of a black square, and its position in it. Source: docs/spec/proposals.md [PP5]"""
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    scale = SIDE / max(picture.size)
    width, height = (max(1, round(side * scale)) for side in picture.size)
    left, top = (SIDE - width) // 2, (SIDE - height) // 2
    square = Image.new("RGB", (SIDE, SIDE))
    square.paste(picture.resize((width, height), Image.Resampling.BILINEAR), (left, top))
    return np.asarray(square), (left / SIDE, top / SIDE, (left + width) / SIDE, (top + height) / SIDE)


def placed(box: dict, content: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    """From fractions of the picture to fractions of the input."""
    left, top, right, bottom = content
    wide, high = right - left, bottom - top
    return left + box["x1"] * wide, top + box["y1"] * high, left + box["x2"] * wide, top + box["y2"] * high
