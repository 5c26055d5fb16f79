"""Trains the heatmaps on crops of twins. Can be stopped at any moment and resumes from its checkpoint."""

import math
import os
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp
import torch.nn.functional as F
from torch import Tensor

from crops import twin_batch
from frames import LABELS, Frames
from metrics import auc
from network import Trunk

PAIRS_A_STEP = 32
PEAK_RATE, WARM_SHARE = 3e-3, 0.08
POSITIVE_WEIGHT = 2.0
MEAN_KEEP = 0.998
SAVE_SECONDS = 120


def learning_rate(share: float) -> float:
    """One cycle: up in the first steps, down along a cosine."""
    if share < WARM_SHARE:
        return PEAK_RATE * (0.05 + 0.95 * share / WARM_SHARE)
    return PEAK_RATE * (0.5 + 0.5 * math.cos(math.pi * (share - WARM_SHARE) / (1 - WARM_SHARE))) + 1e-6


def losses(heat: Tensor, target: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    """The loss of a batch of twins, and the peak of every map."""
    target = torch.cat([target, target.amax(dim=1, keepdim=True)], 1)
    weight = torch.cat([weight, weight.amin(dim=1, keepdim=True)], 1)
    cells = F.binary_cross_entropy_with_logits(heat, target, weight, pos_weight=torch.tensor(POSITIVE_WEIGHT))
    peaks, present = heat.flatten(2).topk(4, dim=2).values.mean(dim=2), target.amax(dim=(2, 3))
    judged = weight.amax(dim=(2, 3)).gt(0).float()
    peak = F.binary_cross_entropy_with_logits(peaks, present, judged)
    # A distorted place must be hotter than the same place of its clean twin: only the distortion differs.
    apart = F.softplus(heat[1::2] - heat[0::2]) * weight[0::2] * target[0::2]
    apart = apart.sum() / (weight[0::2] * target[0::2]).sum().clamp(min=1)
    above = F.softplus(peaks[1::2] - peaks[0::2])[present[0::2] > 0].mean() if present.any() else peak * 0
    return 4 * cells + 0.5 * peak + apart + 0.5 * above, peaks


def train_trunk(frames: Frames, steps: int, seed: int, checkpoint: Path, workers: int) -> Trunk:
    """Returns the running mean of the weights. Each worker is a process on one core with its share of every batch."""
    with tempfile.TemporaryDirectory() as meeting:
        others = [
            mp.get_context("spawn").Process(target=work, args=(frames, steps, seed, checkpoint, rank, workers, meeting), daemon=True)
            for rank in range(1, workers)
        ]
        for other in others:
            other.start()
        mean = work(frames, steps, seed, checkpoint, 0, workers, meeting)
        for other in others:
            other.join()
    return mean


def work(frames: Frames, steps: int, seed: int, checkpoint: Path, rank: int, workers: int, meeting: str) -> Trunk:
    torch.set_num_threads(1)
    store = dist.FileStore(f"{meeting}/store", workers)
    # Pausing one worker pauses all of them, so the timeout is long.
    dist.init_process_group("gloo", store=store, rank=rank, world_size=workers, timeout=timedelta(days=7))
    torch.manual_seed(seed)
    trunk, mean = Trunk().to(memory_format=torch.channels_last), Trunk()
    mean.load_state_dict(trunk.state_dict())
    optimiser = torch.optim.AdamW(trunk.parameters(), weight_decay=0.03)
    step = 0
    if checkpoint.exists():
        saved = torch.load(checkpoint)
        trunk.load_state_dict(saved["trunk"])
        mean.load_state_dict(saved["mean"])
        optimiser.load_state_dict(saved["optimiser"])
        step = saved["step"]
    print(f"worker {rank} begins at step {step}", flush=True)
    dist.barrier()
    started = saved_at = time.time()
    first, seen = step, []
    while step < steps:
        # Every step draws from its own stream, so that a stop changes nothing.
        rng = np.random.default_rng([seed, step, rank])
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(step / steps)
        trunk.train()
        images, target, weight = twin_batch(frames, rng.integers(len(frames) // 2, size=PAIRS_A_STEP // workers), rng)
        with torch.autocast("cpu", torch.bfloat16):
            heat, _ = trunk(images.to(memory_format=torch.channels_last))
        loss, peaks = losses(heat.float(), target, weight)
        optimiser.zero_grad()
        loss.backward()
        agree(trunk, workers)
        torch.nn.utils.clip_grad_norm_(trunk.parameters(), 5.0)
        optimiser.step()
        step += 1
        if rank > 0:
            continue
        follow(mean, trunk, min(MEAN_KEEP, step / (step + 20)))
        seen.append((loss.item(), peaks.detach().numpy(), target.amax(dim=(2, 3)).numpy()))
        if step % 100 == 0:
            report(step, steps, seen, (step - first) / (time.time() - started))
            seen = []
        if time.time() - saved_at > SAVE_SECONDS or step == steps:
            save(checkpoint, {"trunk": trunk.state_dict(), "mean": mean.state_dict(), "optimiser": optimiser.state_dict(), "step": step})
            saved_at = time.time()
    dist.destroy_process_group()
    return mean.eval()


def agree(trunk: Trunk, workers: int) -> None:
    """Every worker steps by the mean of all gradients."""
    if workers == 1:
        return
    gradients = [parameter.grad for parameter in trunk.parameters() if parameter.grad is not None]
    flat = torch.cat([gradient.reshape(-1) for gradient in gradients])
    dist.all_reduce(flat)
    flat /= workers
    place = 0
    for gradient in gradients:
        gradient.copy_(flat[place : place + gradient.numel()].view(gradient.shape))
        place += gradient.numel()


def report(step: int, steps: int, seen: list, rate: float) -> None:
    peaks, present = (np.concatenate([entry[k] for entry in seen]) for k in (1, 2))
    per_label = " ".join(f"{label[:9]} {auc(peaks[:, k], present[:, k] > 0):.3f}" for k, label in enumerate(LABELS))
    anything = auc(peaks[:, -1], present.any(axis=1))
    print(f"{step}/{steps} {rate:.2f} steps/s loss {np.mean([entry[0] for entry in seen]):.4f} any {anything:.3f} {per_label}", flush=True)


def save(path: Path, state: dict) -> None:
    """Whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


@torch.no_grad()
def follow(mean: torch.nn.Module, net: torch.nn.Module, keep: float) -> None:
    for kept, new in zip(mean.state_dict().values(), net.state_dict().values()):
        if kept.dtype.is_floating_point:
            kept.lerp_(new, 1 - keep)
        else:
            kept.copy_(new)
