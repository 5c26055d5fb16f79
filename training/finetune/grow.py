"""Room for labels that a network does not know yet."""

import torch
from torch import Tensor, nn

from network import FEATURES, HOTTEST, Head, Shipped, Trunk

# A new label is rare until training shows otherwise.
UNSEEN = -3.0


@torch.no_grad()
def grown(net: Shipped, more: int) -> Shipped:
    """
    The same network with `more` labels behind those that it has: score, old labels and old maps come out as before. A new
    map begins as that of a distortion of any kind, a new label as rare and deaf to everything.
    """
    old = net.trunk.heat.out_channels
    maps = old + more
    # Where the old maps lie among the new ones; that of any kind stays the last.
    places = [*range(old - 1), maps - 1]
    seen = [row * maps + place for row in range(len(HOTTEST)) for place in places]
    seen += range(len(HOTTEST) * maps, len(HOTTEST) * maps + FEATURES)
    trunk, head = Trunk(maps), Head(maps)
    kept = {name: value for name, value in net.trunk.state_dict().items() if not name.startswith("heat.")}
    trunk.load_state_dict(kept, strict=False)
    copy_map(net.trunk.heat, trunk.heat, places)
    for name in ("middle", "spread"):
        before = getattr(net.head, name)
        getattr(head, name).copy_(of_any_kind(before, old, maps))[seen] = before
    copy_linear(net.head.body[0], head.body[0], seen)
    copy_linear(net.head.out, head.out, [*seen, *range(head.middle.numel(), head.out.in_features)])
    return Shipped(trunk, head).eval()


def copy_map(old: nn.Conv2d, new: nn.Conv2d, places: list[int]) -> None:
    new.weight.copy_(old.weight[-1:].expand_as(new.weight))
    new.bias.copy_(old.bias[-1:].expand_as(new.bias))
    new.weight[places], new.bias[places] = old.weight, old.bias


def of_any_kind(before: Tensor, old: int, maps: int) -> Tensor:
    """Readings of `maps` maps, each as that of any kind; the features as they were."""
    rows = before[: len(HOTTEST) * old].view(len(HOTTEST), old)
    return torch.cat([rows[:, -1:].expand(-1, maps).reshape(-1), before[len(HOTTEST) * old :]])


def copy_linear(old: nn.Linear, new: nn.Linear, columns: list[int]) -> None:
    """Old outputs from old inputs as before; new inputs count for nothing, new outputs are UNSEEN."""
    new.weight.zero_()
    new.bias.fill_(UNSEEN)
    new.weight[: old.out_features, columns] = old.weight
    new.bias[: old.out_features] = old.bias
