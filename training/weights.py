"""The weights of a shipped model, read back from its graph: the graph is the only file that has to be kept."""

from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

from network import MAPS, Head, Shipped, Trunk


def load(graph: Path) -> Shipped:
    """The network of a `model.onnx` that training/export.py wrote. Exits with what is wrong when it is another network's."""
    model = onnx.load(str(graph)).graph
    stored = {tensor.name: torch.from_numpy(numpy_helper.to_array(tensor).copy()) for tensor in model.initializer}
    # Equal tensors are stored once; the others are named by an Identity.
    same = {node.output[0]: node.input[0] for node in model.node if node.op_type == "Identity"}
    heat = stored.get(same.get("trunk.heat.weight", "trunk.heat.weight"))
    maps = MAPS if heat is None else len(heat)
    net = Shipped(Trunk(maps), Head(maps))
    state = net.state_dict()
    for name, tensor in state.items():
        if name.endswith("num_batches_tracked"):
            continue
        found = stored.get(same.get(name, name))
        if found is None or found.shape != tensor.shape:
            raise SystemExit(f"{graph} is no graph of training/train.py: {name} is {'another size' if found is not None else 'missing'}.")
        state[name] = found
    net.load_state_dict(state)
    return net.eval()
