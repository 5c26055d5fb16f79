"""Training batches: the same place of a broken frame and its whole twin, varied alike."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from frames import CELL, LABELS, SIDE, Frames

CROP = 128
CELLS = CROP // CELL
# Of a box, what a crop must show for the crop to be judged by it.
SHOWN = 0.35


def twin_batch(frames: Frames, pairs: np.ndarray, rng: np.random.Generator) -> tuple[Tensor, Tensor, Tensor]:
    """
    Frames 2·pair (broken) and 2·pair + 1 (whole) of each pair.
    Returns pictures [2n, 3, CROP, CROP] in 0–1, targets and weights [2n, labels, CELLS, CELLS]; broken ones at even places.
    """
    pictures, targets, weights = [], [], []
    for pair in pairs:
        picture, target, weight = one_pair(frames, 2 * int(pair), rng)
        pictures.append(picture)
        targets.append(target)
        weights.append(weight)
    batch = torch.cat(pictures)
    target, weight = torch.from_numpy(np.concatenate(targets)), torch.from_numpy(np.concatenate(weights))
    change = (batch[0::2] - batch[1::2]).abs().amax(dim=1, keepdim=True)
    changed = (F.avg_pool2d(change, CELL) > 0.02).float()
    # In a box, cells where the twins look the same have no information: they are left out of the loss for both.
    told = torch.where(target[0::2] > 0, changed, torch.ones(()))
    weight[0::2] *= told
    weight[1::2] *= told
    return batch, target, weight


def one_pair(frames: Frames, broken: int, rng: np.random.Generator):
    size = np.clip(CROP / rng.uniform(0.75, 1.3) * rng.uniform(0.92, 1.08, 2), 80, SIDE).round().astype(int)
    content, boxes = frames.rows[broken]["content"], frames.boxes[broken]
    if rng.random() < 0.85:
        _, (left, top, right, bottom) = boxes[rng.integers(len(boxes))]
        middle = np.array([left + right, top + bottom]) / 2 * SIDE + rng.uniform(-0.32, 0.32, 2) * size
    else:
        middle = (np.array([content["x"], content["y"]]) + rng.random(2) * [content["w"], content["h"]]) * SIDE
    x, y = (int(np.clip(middle[axis] - size[axis] / 2, 0, SIDE - size[axis])) for axis in (0, 1))
    both = np.stack([frames.pixels(broken + twin)[y : y + size[1], x : x + size[0]] for twin in (0, 1)])
    picture = torch.from_numpy(both).permute(0, 3, 1, 2).float() / 255
    picture = F.interpolate(picture, (CROP, CROP), mode="bilinear", align_corners=False)
    scale, shift = SIDE / size, -np.array([x, y]) / size
    flip = rng.random() < 0.5
    if flip:
        picture = picture.flip(3)
    target, weight = np.zeros((2, len(LABELS), CELLS, CELLS), np.float32), np.ones((2, len(LABELS), CELLS, CELLS), np.float32)
    for label, (left, top, right, bottom) in boxes:
        x0, x1 = left * scale[0] + shift[0], right * scale[0] + shift[0]
        y0, y1 = top * scale[1] + shift[1], bottom * scale[1] + shift[1]
        if flip:
            x0, x1 = 1 - x1, 1 - x0
        inside = max(0.0, min(x1, 1) - max(x0, 0)) * max(0.0, min(y1, 1) - max(y0, 0))
        if inside < SHOWN * (x1 - x0) * (y1 - y0) and inside < 0.12:
            weight[0, label] = 0 if inside > 0 else 1
            continue
        columns, rows = span(x0, x1), span(y0, y1)
        target[0, label, rows[0] : rows[1], columns[0] : columns[1]] = 1
    return recoloured(picture, rng) * picture_area(content, scale, shift, flip), target, weight


def picture_area(content: dict, scale: np.ndarray, shift: np.ndarray, flip: bool) -> Tensor:
    """1 where the crop shows the picture, 0 in the black bars, which stay black whatever the light."""
    cells = (np.arange(CROP) + 0.5) / CROP
    across, down = (
        (cells >= content[at] * scale[axis] + shift[axis]) & (cells <= (content[at] + content[size]) * scale[axis] + shift[axis])
        for axis, at, size in ((0, "x", "w"), (1, "y", "h"))
    )
    area = torch.from_numpy(np.outer(down, across).astype(np.float32))
    return area.flip(1) if flip else area


def span(low: float, high: float, cells: int = CELLS) -> tuple[int, int]:
    """First and last + 1 of the cells between two fractions of a side of `cells` cells; at least one cell."""
    first = int(np.clip(round(low * cells), 0, cells - 1))
    return first, int(np.clip(round(high * cells), first + 1, cells))


def recoloured(picture: Tensor, rng: np.random.Generator) -> Tensor:
    """Changes light, colours and lens, in the same way for both twins, so that they differ only by the distortion."""
    grey = picture.mean(dim=1, keepdim=True)
    picture = grey + (picture - grey) * float(rng.uniform(0, 1.7) if rng.random() < 0.35 else 1)
    if rng.random() < 0.3:
        mix = np.eye(3) + rng.normal(0, 0.12, (3, 3))
        picture = torch.einsum("oc,nchw->nohw", torch.from_numpy(mix / mix.sum(axis=1, keepdims=True)).float(), picture)
    if rng.random() < 0.04:
        picture = 1 - picture
    gain, lift = rng.uniform(0.75, 1.25) * rng.uniform(0.92, 1.08, (1, 3, 1, 1)), rng.uniform(-0.08, 0.08)
    picture = (picture - 0.5) * torch.from_numpy(gain).float() + 0.5 + float(lift)
    if rng.random() < 0.3:
        picture = picture.clamp(0, 1) ** float(rng.uniform(0.65, 1.5))
    if rng.random() < 0.2:
        soft = F.avg_pool2d(F.pad(picture, (1, 1, 1, 1), mode="replicate"), 3, 1)
        picture = torch.lerp(picture, soft, float(rng.uniform(0.2, 1)))
    if rng.random() < 0.5:
        noise = torch.randn(picture.shape, generator=torch.Generator().manual_seed(int(rng.integers(2**31))))
        picture = picture + noise * float(rng.uniform(0, 0.02))
    return picture.clamp(0, 1)
