"""From the trained network to model.onnx and model.json."""

import hashlib
from pathlib import Path

import torch

from frames import LABELS, SIDE
from network import Shipped, example

VERSION = "2"


def export(net: Shipped, path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        net.eval(),
        (example(),),
        str(path),
        input_names=["frames"],
        output_names=["score", "label_logits", "heatmap"],
        dynamic_axes={name: {0: "n"} for name in ("frames", "score", "label_logits", "heatmap")},
        opset_version=17,
        dynamo=False,
        # Unfolded, so that training/weights.py finds every weight by its name; the runtime folds them when it loads the graph.
        do_constant_folding=False,
        training=torch.onnx.TrainingMode.PRESERVE,
    )
    return path


def manifest(graph: Path, thresholds: dict, record: dict, labels: list[str] = LABELS) -> dict:
    return {
        "schemaVersion": 1,
        "engine": "frame-onnx",
        "name": "framejury-default",
        "version": VERSION,
        "labels": labels,
        "input": {"name": "frames", "width": SIDE, "height": SIDE, "layout": "NHWC", "dtype": "uint8"},
        "outputs": {"score": "score", "labelLogits": "label_logits", "heatmap": "heatmap"},
        "fit": "letterbox",
        "thresholds": thresholds,
        "sha256": hashlib.sha256(graph.read_bytes()).hexdigest(),
        "training": record,
    }
