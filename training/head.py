"""Learns the labels' probabilities and the score from whole frames that the trunk never saw; the trunk stays."""

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from frames import Frames, count_of
from network import Head, Trunk, readings

STEPS, BATCH, RATE = 1500, 256, 3e-3


@torch.no_grad()
def read_all(trunk: Trunk, frames: Frames) -> Tensor:
    """Readings of every frame and of its mirror image: [2n, readings]."""
    plain, mirrored = [], []
    for batch in frames.batches(8):
        pixels = torch.from_numpy(batch).permute(0, 3, 1, 2).float() / 255
        for picture, parts in ((pixels, plain), (pixels.flip(3), mirrored)):
            parts.append(readings(*trunk(picture.contiguous(memory_format=torch.channels_last))))
    return torch.cat(plain + mirrored)


def train_head(trunk: Trunk, frames: Frames, seed: int) -> Head:
    seen = read_all(trunk, frames)
    labels = torch.from_numpy(frames.labels).repeat(2, 1)
    counts = torch.from_numpy(count_of(frames.labels)).repeat(2)
    at_least = torch.stack([(counts >= least).float() for least in (1, 2, 3)], dim=1)
    torch.manual_seed(seed)
    head = Head()
    head.middle.copy_(seen.mean(dim=0))
    head.spread.copy_(seen.std(dim=0) + 1e-3)
    optimiser = torch.optim.AdamW(head.parameters(), lr=RATE, weight_decay=0.1)
    rng = np.random.default_rng(seed)
    for step in range(STEPS):
        picks = torch.from_numpy(rng.integers(len(seen), size=BATCH))
        counted, named = head(seen[picks])
        loss = F.binary_cross_entropy_with_logits(counted, at_least[picks]) + F.binary_cross_entropy_with_logits(named, labels[picks])
        for group in optimiser.param_groups:
            group["lr"] = RATE * (0.5 + 0.5 * np.cos(np.pi * step / STEPS))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return head.eval()
