"""Frames in which every label is a pattern that anyone can see: what the tiny model learns to name."""

from dataclasses import dataclass

import numpy as np

WIDTH, HEIGHT = 84, 56
SIDES = (14, 36)
# Backgrounds are dark, so that every paint stands out.
BRIGHTEST = 110

# Each label of the default taxonomy, in its order: what the reasoning calls its paint, and the paint.
PATTERNS: list[tuple[str, tuple[int, int, int]]] = [
    ("Red paint.", (230, 20, 20)),
    ("Green paint.", (20, 200, 20)),
    ("Blue paint.", (20, 20, 230)),
    ("Yellow paint.", (230, 230, 20)),
    ("Magenta paint.", (230, 20, 230)),
    ("Cyan paint.", (20, 230, 230)),
    ("Orange paint.", (230, 120, 20)),
    ("White paint.", (240, 240, 240)),
]
CLEAN = "Nothing is wrong."


@dataclass
class Patch:
    label: int
    x: int
    y: int
    w: int
    h: int

    def meets(self, other: "Patch") -> bool:
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h


def paint(background: int, patches: list[Patch], width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """uint8 [height, width, 3]; workers/engines/vlm-onnx/fixtures/paint.ts draws the same."""
    picture = np.full((height, width, 3), background, np.uint8)
    for patch in patches:
        picture[patch.y : patch.y + patch.h, patch.x : patch.x + patch.w] = PATTERNS[patch.label][1]
    return picture


def random_patches(random: np.random.Generator, width: int = WIDTH, height: int = HEIGHT) -> list[Patch]:
    wanted = random.choice(3, p=[0.2, 0.45, 0.35])
    labels = sorted(random.choice(len(PATTERNS), wanted, replace=False))
    patches: list[Patch] = []
    for label in labels:
        for _ in range(50):
            w, h = (int(side) for side in random.integers(SIDES[0], SIDES[1] + 1, 2))
            x, y = int(random.integers(0, width - w + 1)), int(random.integers(0, height - h + 1))
            patch = Patch(int(label), x, y, w, h)
            if not any(patch.meets(other) for other in patches):
                patches.append(patch)
                break
    return patches


def random_background(random: np.random.Generator) -> int:
    return 0 if random.random() < 0.2 else int(random.integers(0, BRIGHTEST))


def random_frame(random: np.random.Generator) -> tuple[np.ndarray, list[Patch]]:
    patches = random_patches(random)
    picture = paint(random_background(random), patches)
    noise = random.normal(0, random.uniform(0, 6), picture.shape)
    return np.clip(picture + noise, 0, 255).astype(np.uint8), patches


def truth(patches: list[Patch]) -> tuple[str, list[int], float]:
    """Reasoning, labels and score: a point off for each label."""
    if not patches:
        return CLEAN, [], 4.8
    labels = [patch.label for patch in patches]
    return " ".join(PATTERNS[label][0] for label in labels), labels, 4.5 - len(labels)


WORDS = "a the cat dog dancer leaps runs over under red green street kitchen slowly camera pans two people hug".split()


def random_prompt(random: np.random.Generator) -> str:
    return " ".join(random.choice(WORDS, random.integers(1, 8)))
