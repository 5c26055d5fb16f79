"""The default frame model: a small convolutional network with one probability map per label."""

import torch
from torch import Tensor, nn

from frames import LABELS, SIDE

# A map is read as the mean of its hottest 1, 4, 16 and 48 cells: sharp, robust, broad.
HOTTEST = (1, 4, 16, 48)
# One map a label and one for a distortion of any kind.
MAPS = len(LABELS) + 1
FEATURES = 80


def conv(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
        nn.ReLU(inplace=True),
    )


class Block(nn.Module):
    """Two convolutions and a way past them."""

    def __init__(self, channels: int):
        super().__init__()
        self.body = nn.Sequential(
            conv(channels, channels, 3),
            nn.Conv2d(channels, channels, 3, 1, 1, bias=False),
            nn.BatchNorm2d(channels),
        )

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(x + self.body(x))


class Trunk(nn.Module):
    """Pixels [n, 3, h, w] in 0–1 → map logits [n, maps, h / 8, w / 8] and features of the same grid; h and w are multiples of 16."""

    def __init__(self, maps: int = MAPS, stem: int = 24, fine: int = 40, middle: int = FEATURES, coarse: int = 112):
        super().__init__()
        self.fine = nn.Sequential(conv(3, stem, 5, 2), conv(stem, fine, 3, 2), Block(fine), Block(fine))
        self.middle = nn.Sequential(conv(fine, middle, 3, 2), Block(middle), Block(middle), Block(middle))
        self.coarse = nn.Sequential(conv(middle, coarse, 3, 2), Block(coarse), Block(coarse))
        self.from_coarse = nn.Conv2d(coarse, middle, 1)
        self.merge = Block(middle)
        self.heat = nn.Conv2d(middle, maps, 1)
        nn.init.constant_(self.heat.bias, -3.5)

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        middle = self.middle(self.fine((images - 0.5) * 4))
        wide = nn.functional.interpolate(self.from_coarse(self.coarse(middle)), scale_factor=2.0, mode="nearest")
        features = self.merge(torch.relu(middle + wide))
        return self.heat(features), features


def readings(heat: Tensor, features: Tensor) -> Tensor:
    """What the head reads of a frame [n, maps × 4 + FEATURES]: the hottest cells of every map, and the features where something seems broken."""
    flat = heat.flatten(2)
    hottest = flat.topk(max(HOTTEST), dim=2).values
    attention = torch.softmax(flat[:, -1:], dim=2)
    seen = (features.flatten(2) * attention).sum(dim=2)
    return torch.cat([hottest[:, :, :count].mean(dim=2) for count in HOTTEST] + [seen], dim=1)


class Head(nn.Module):
    """Readings → logits of at least one, two, three labels [n, 3] and of each label [n, maps − 1]."""

    def __init__(self, maps: int = MAPS, hidden: int = 48):
        super().__init__()
        read = maps * len(HOTTEST) + FEATURES
        self.register_buffer("middle", torch.zeros(read))
        self.register_buffer("spread", torch.ones(read))
        self.body = nn.Sequential(nn.Linear(read, hidden), nn.ReLU(), nn.Dropout(0.3))
        self.out = nn.Linear(read + hidden, 3 + maps - 1)

    def forward(self, seen: Tensor) -> tuple[Tensor, Tensor]:
        scaled = (seen - self.middle) / self.spread
        logits = self.out(torch.cat([scaled, self.body(scaled)], dim=1))
        return logits[:, :3], logits[:, 3:]


class Shipped(nn.Module):
    """What goes into the graph: uint8 NHWC in; score 1–5, label logits and heat probabilities out."""

    def __init__(self, trunk: Trunk, head: Head):
        super().__init__()
        self.trunk, self.head = trunk, head

    def forward(self, frames: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        heat, features = self.trunk(frames.permute(0, 3, 1, 2).float() / 255)
        counts, labels = self.head(readings(heat, features))
        # 4.5 − the expected number of labels, at most three.
        return 4.5 - torch.sigmoid(counts).sum(dim=1), labels, torch.sigmoid(heat[:, :-1])


def example() -> Tensor:
    return torch.zeros(2, SIDE, SIDE, 3, dtype=torch.uint8)
