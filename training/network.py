"""The default frame model: a small convolutional network with one probability map per label."""

import torch
from torch import Tensor, nn

from frames import HEIGHT, LABELS, WIDTH

# Heat is read off as the mean of the hottest 1, 6 and 24 cells: sharp, robust, broad.
HOTTEST = (1, 6, 24)


def conv(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Block(nn.Module):
    """Bottleneck residual block."""

    def __init__(self, channels: int):
        super().__init__()
        half = channels // 2
        self.body = nn.Sequential(
            conv(channels, half, 1),
            conv(half, half, 3),
            nn.Conv2d(half, channels, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.body(x))


class Trunk(nn.Module):
    """Pixels [n, 3, h, w] in 0–1 → heat logits [n, 8, h / 8, w / 8]; h and w are multiples of 16."""

    def __init__(self, fine: int = 40, middle: int = 96, coarse: int = 144):
        super().__init__()
        self.fine = nn.Sequential(conv(3, fine, 5, 4), Block(fine), Block(fine))
        self.middle = nn.Sequential(conv(fine, middle, 3, 2), Block(middle), Block(middle))
        self.coarse = nn.Sequential(conv(middle, coarse, 3, 2), Block(coarse), Block(coarse))
        self.from_coarse = nn.Conv2d(coarse, middle, 1)
        self.merge = Block(middle)
        self.heat = nn.Conv2d(middle, len(LABELS), 1)
        nn.init.constant_(self.heat.bias, -2.5)

    def forward(self, images: Tensor) -> Tensor:
        middle = self.middle(self.fine((images - 0.5) * 4))
        wide = nn.functional.interpolate(self.from_coarse(self.coarse(middle)), scale_factor=2.0, mode="nearest")
        return self.heat(self.merge(torch.relu(middle + wide)))


def readings(heat: Tensor) -> Tensor:
    """Heat logits [n, 8, rows, columns] → what the head reads of them [n, 24]."""
    hottest = heat.flatten(2).topk(max(HOTTEST), dim=2).values
    return torch.cat([hottest[:, :, :count].mean(dim=2) for count in HOTTEST], dim=1)


class Head(nn.Module):
    """Readings [n, 24] → score logit [n] and label logits [n, 8]."""

    def __init__(self):
        super().__init__()
        inputs = len(LABELS) * len(HOTTEST)
        self.labels = nn.Linear(inputs, len(LABELS))
        self.score = nn.Sequential(nn.Linear(inputs, 24), nn.ReLU(), nn.Linear(24, 1))

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        return self.score(seen).squeeze(1), self.labels(seen)


class Shipped(nn.Module):
    """What goes into the graph: uint8 NHWC in; score 1–5, label logits and heat probabilities out."""

    def __init__(self, trunk: Trunk, head: Head):
        super().__init__()
        self.trunk, self.head = trunk, head

    def forward(self, frames: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        heat = self.trunk(frames.permute(0, 3, 1, 2).float() / 255)
        score, labels = self.head(readings(heat))
        return 1 + 4 * torch.sigmoid(score), labels, torch.sigmoid(heat)


def example() -> Tensor:
    return torch.zeros(2, HEIGHT, WIDTH, 3, dtype=torch.uint8)
