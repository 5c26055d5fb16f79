"""What a released frame and a released preference ask of the network."""

import math

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from crops import span
from frames import GRID

THETA = 5.0
PREFERENCE_WEIGHT = 0.3
CELLS_WEIGHT = 4.0
POSITIVE_WEIGHT = 2.0


def cell_target(boxes: list, labels: int, flipped: bool) -> np.ndarray:
    """1 in every cell of a label's boxes: [labels + 1, GRID, GRID]; the last map is of a distortion of any kind."""
    target = np.zeros((labels + 1, GRID, GRID), np.float32)
    for label, (left, top, right, bottom) in boxes:
        if flipped:
            left, right = 1 - right, 1 - left
        (x0, x1), (y0, y1) = span(left, right, GRID), span(top, bottom, GRID)
        target[label, y0:y1, x0:x1] = 1
    target[-1] = target[:-1].max(axis=0)
    return target


def frame_loss(heat: Tensor, counts: Tensor, named: Tensor, cells: Tensor, labels: Tensor, asked: Tensor) -> Tensor:
    """
    heat [n, labels + 1, GRID, GRID], counts [n, 3], named [n, labels] against cells, labels [n, labels] and `asked` [labels]:
    0 for labels that the taxonomy lacks, of whose absence nobody said anything. Nor did anybody say where a label is
    that was named without a box: the cells of its map, and those outside all boxes on the map of any kind, are not asked either.
    """
    placeless = (labels > 0) & (cells[:, :-1].amax(dim=(2, 3)) == 0)
    of_labels = (asked * ~placeless)[:, :, None, None].expand_as(cells[:, :-1])
    of_any = torch.where(placeless.any(dim=1)[:, None, None, None], cells[:, -1:], torch.ones(()))
    map_weight = torch.cat([of_labels, of_any], dim=1)
    cell = F.binary_cross_entropy_with_logits(heat, cells, map_weight, pos_weight=torch.tensor(POSITIVE_WEIGHT))
    count = labels.sum(dim=1).clamp(max=3)
    at_least = torch.stack([(count >= least).float() for least in (1, 2, 3)], dim=1)
    label = F.binary_cross_entropy_with_logits(named, labels, asked.expand_as(labels))
    return CELLS_WEIGHT * cell + F.binary_cross_entropy_with_logits(counts, at_least) + label


def preference_loss(score_a: Tensor, score_b: Tensor, said: list[str], theta: float = THETA) -> Tensor:
    """Mean −log likelihood of what was preferred. Source: docs/spec/preference.md [PR2] [PR3]"""
    a = F.logsigmoid(score_a - score_b - math.log(theta))
    b = F.logsigmoid(score_b - score_a - math.log(theta))
    tie = a + b + math.log(theta**2 - 1)
    of = {"A": a, "B": b, "tie": tie}
    return -torch.stack([of[preference][k] for k, preference in enumerate(said)]).mean()


def score(counts: Tensor) -> Tensor:
    """4.5 − the expected number of labels, at most three, as the graph gives it."""
    return 4.5 - torch.sigmoid(counts).sum(dim=1)
