"""Draws the frames, trains the default model, calibrates its thresholds and writes models/default.

    python training/train.py            # everything; about half an hour on one free core, the drawing aside
"""

import argparse
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F

from calibrate import thresholds_of
from evaluate import figures_of, predict
from export import export, manifest
from frames import REPO, SPLITS, Frames, crops, score_of
from network import Head, Shipped, Trunk, readings

SEED = 20261122
CELL_WEIGHT = 3.0


@dataclass(frozen=True)
class Stage:
    epochs: int
    learning_rate: float
    # Share of the crops taken anywhere instead of near a planted box.
    anywhere: float


# Two cosine cycles: the second starts from the first one's mean weights and sees more of the quiet background.
STAGES = (Stage(20, 3e-3, 0.0), Stage(30, 2e-3, 0.3))


def train_trunk(frames: Frames, stage: Stage, start: Trunk, clips_a_step: int, checkpoint: Path) -> Trunk:
    """Learns where what is broken, on crops. Returns the running mean of the weights."""
    rng = np.random.default_rng(SEED + stage.epochs)
    trunk = Trunk().to(memory_format=torch.channels_last)
    trunk.load_state_dict(start.state_dict())
    mean = Trunk()
    mean.load_state_dict(trunk.state_dict())
    optimiser = torch.optim.AdamW(trunk.parameters(), weight_decay=0.03)
    clips = frames.clips()
    steps = stage.epochs * (len(clips) // clips_a_step)
    started, step, losses, margins = time.time(), 0, [], []
    for _ in range(stage.epochs):
        order = rng.permutation(len(clips))
        for first in range(0, len(order) - clips_a_step + 1, clips_a_step):
            for group in optimiser.param_groups:
                group["lr"] = stage.learning_rate * min(1.0, (step + 1) / 60) * (0.5 + 0.5 * np.cos(np.pi * step / steps)) + 1e-5
            trunk.train()
            images, target = crops(frames, [clips[k] for k in order[first : first + clips_a_step]], rng, stage.anywhere)
            with torch.autocast("cpu", torch.bfloat16):
                heat = trunk(images.to(memory_format=torch.channels_last))
            heat = heat.float()
            loss = F.binary_cross_entropy_with_logits(heat, target, pos_weight=torch.tensor(CELL_WEIGHT))
            peak, present = heat.flatten(2).topk(4, dim=2).values.mean(dim=2), target.amax(dim=(2, 3))
            loss = 4 * loss + 0.5 * F.binary_cross_entropy_with_logits(peak, present)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(trunk.parameters(), 5.0)
            optimiser.step()
            step += 1
            losses.append(loss.item())
            margins.append((peak[present > 0].mean() - peak[present == 0].mean()).item())
            follow(mean, trunk, min(0.995, step / (step + 20)))
            if step % 50 == 0:
                seconds = time.time() - started
                print(f"{step}/{steps} loss {np.mean(losses[-50:]):.3f} margin {np.nanmean(margins[-50:]):.2f} {seconds:.0f} s", flush=True)
        torch.save(mean.state_dict(), checkpoint)
    return mean.eval()


@torch.no_grad()
def follow(mean: Trunk, trunk: Trunk, keep: float) -> None:
    for kept, new in zip(mean.state_dict().values(), trunk.state_dict().values()):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - keep)
        else:
            kept.copy_(new)


@torch.no_grad()
def read_all(trunk: Trunk, pixels: np.ndarray) -> torch.Tensor:
    parts = (torch.from_numpy(pixels[i : i + 16]).permute(0, 3, 1, 2).float() / 255 for i in range(0, len(pixels), 16))
    return torch.cat([readings(trunk(part)) for part in parts])


def train_head(trunk: Trunk, frames: Frames, picks: np.ndarray) -> Head:
    """Learns label probabilities and the score from the heat of whole frames; the trunk stays."""
    torch.manual_seed(SEED)
    seen = read_all(trunk, frames.pixels[picks])
    labels = torch.from_numpy(frames.labels[picks])
    target = torch.from_numpy(score_of(frames.labels[picks])).float()
    head = Head()
    optimiser = torch.optim.AdamW(head.parameters(), lr=5e-3, weight_decay=0.01)
    for step in range(1500):
        score, logits = head(seen)
        loss = F.binary_cross_entropy_with_logits(logits, labels)
        loss = loss + 0.5 * F.mse_loss(1 + 4 * torch.sigmoid(score), target)
        for group in optimiser.param_groups:
            group["lr"] = 5e-3 * (1 - step / 1500)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return head.eval()


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--frames", type=Path, default=REPO / "training" / "out" / "frames")
    arguments.add_argument("--out", type=Path, default=REPO / "models" / "default")
    arguments.add_argument("--clips-a-step", type=int, default=16)
    arguments.add_argument("--threads", type=int, default=1)
    arguments.add_argument("--checkpoints", type=Path, default=REPO / "training" / "out")
    arguments.add_argument("--done", type=int, default=0, help="stages whose checkpoint is there and is taken as it is")
    options = arguments.parse_args()
    options.checkpoints.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    torch.manual_seed(SEED)
    frames = Frames("train", options.frames)
    trunk = Trunk().eval()
    for number, stage in enumerate(STAGES, start=1):
        checkpoint = options.checkpoints / f"trunk-{number}.pt"
        if number <= options.done:
            trunk.load_state_dict(torch.load(checkpoint))
        else:
            trunk = train_trunk(frames, stage, trunk, options.clips_a_step, checkpoint)
    record: dict = {"stages": [asdict(stage) for stage in STAGES], "clipsAStep": options.clips_a_step}
    # The trunk fits its own clips no better than strange ones, so the head may learn from them.
    head = train_head(trunk, frames, np.arange(len(frames)))
    graph = export(Shipped(trunk, head), options.out / "model.onnx")
    validation = Frames("validation", options.frames)
    predicted = predict(graph, validation)
    thresholds = thresholds_of(predicted, validation)
    record |= {
        "seed": SEED,
        "frames": {split: " ".join(seeds) for split, seeds in SPLITS.items()},
        "parameters": sum(p.numel() for net in (trunk, head) for p in net.parameters()),
        "scoreTarget": "4.5 without a label, 3.5 with one, 2.5 with two, 1.5 with three or more",
        "validation": figures_of(predicted, validation, thresholds),
    }
    path = options.out / "model.json"
    path.write_text(json.dumps(manifest(graph, thresholds, record), indent=2) + "\n")
    print(path, json.dumps(thresholds))


if __name__ == "__main__":
    main()
