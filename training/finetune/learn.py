"""Goes on learning from labelled frames and preferences, from a trained network."""

import copy
import time

import numpy as np
import torch
from torch import Tensor

from crops import recoloured
from finetune.losses import PREFERENCE_WEIGHT, cell_target, frame_loss, preference_loss, score
from finetune.release import LabelledFrames
from network import Shipped, readings
from trunk import follow

BATCH = 8
# Passes over few frames are many, over many frames few; a step is one batch.
STEPS_A_FRAME, LEAST_STEPS, MOST_STEPS = 0.9, 60, 640
PEAK_RATE, WARM_STEPS = 2e-4, 20
MEAN_KEEP = 0.98


def learn(base: Shipped, frames: LabelledFrames, seed: int) -> Shipped:
    """
    @returns the running mean of the weights. The statistics of the normalisation stay as they were: batches are too small for others.
    """
    net, mean = copy.deepcopy(base), copy.deepcopy(base)
    net.eval()
    net.head.body.train()
    steps = int(np.clip(len(frames) * STEPS_A_FRAME, LEAST_STEPS, MOST_STEPS))
    optimiser = torch.optim.AdamW(net.parameters(), weight_decay=0.02)
    asked = torch.from_numpy(frames.asked)
    started = time.time()
    for step in range(steps):
        rng = np.random.default_rng([seed, step])
        for group in optimiser.param_groups:
            group["lr"] = PEAK_RATE * min(1, (step + 1) / WARM_STEPS) * (0.5 + 0.5 * np.cos(np.pi * step / steps))
        chosen, pairs = batch_of(frames, rng)
        images, cells = varied(frames, chosen, rng)
        heat, features = net.trunk(images)
        counts, named = net.head(readings(heat, features))
        loss = frame_loss(heat, counts, named, cells, torch.from_numpy(frames.labels[chosen]), asked)
        if pairs:
            scores = score(counts)
            a, b = ([pair[side] for pair in pairs] for side in (0, 1))
            loss = loss + PREFERENCE_WEIGHT * preference_loss(scores[a], scores[b], [said for _, _, said in pairs])
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimiser.step()
        follow(mean, net, min(MEAN_KEEP, step / (step + 5)))
        if (step + 1) % 40 == 0:
            print(f"{step + 1}/{steps} {(step + 1) / (time.time() - started):.2f} steps/s loss {loss.item():.3f}", flush=True)
    return mean.eval()


def batch_of(frames: LabelledFrames, rng: np.random.Generator) -> tuple[list[int], list[tuple[int, int, str]]]:
    """Half of the places go to both frames of pairs with a preference, the rest to any frames; pairs by their place in the batch."""
    chosen: list[int] = []
    pairs = []
    for _ in range(BATCH // 4 if frames.pairs else 0):
        a, b, said = frames.pairs[rng.integers(len(frames.pairs))]
        pairs.append((len(chosen), len(chosen) + 1, said))
        chosen += [a, b]
    chosen += [int(k) for k in rng.integers(len(frames), size=BATCH - len(chosen))]
    return chosen, pairs


def varied(frames: LabelledFrames, chosen: list[int], rng: np.random.Generator) -> tuple[Tensor, Tensor]:
    """Pictures [n, 3, SIDE, SIDE] in 0–1, mirrored and recoloured at random within the picture, and their cells."""
    images, cells = [], []
    for index in chosen:
        image = torch.from_numpy(frames.pixels[index].copy()).permute(2, 0, 1)[None].float() / 255
        bright = recoloured(image, rng)
        shown = torch.zeros_like(image)
        left, top, right, bottom = (frames.content[index] * image.shape[-1]).round().astype(int)
        shown[:, :, top:bottom, left:right] = bright[:, :, top:bottom, left:right]
        flipped = bool(rng.random() < 0.5)
        images.append(shown.flip(3) if flipped else shown)
        cells.append(cell_target(frames.boxes[index], len(frames.names), flipped))
    return torch.cat(images).contiguous(memory_format=torch.channels_last), torch.from_numpy(np.stack(cells))

