"""From a fine-tuned Qwen2.5-VL checkpoint to the folder that engine `vlm-onnx` runs.

    python training/vlm/export.py <checkpoint> <folder> --dtype fp16 q4f16 --name react --version 7b-2

fp32, fp16: the weights as they are. q4, q4f16: the decoder's matrices in 4 bits, blocks of 32, the rest in 32 or 16 bits;
the vision tower keeps its precision, because details of the picture are what is judged.
"""

import argparse
import json
import logging
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
from transformers import Qwen2_5_VLForConditionalGeneration

from checkpoint import expect_whole, picture_config, tokenizer_config
from graphs import Decoder, TokenEmbedding, VisionTower
from instruction import Instruction

SUFFIX = {"fp32": "", "fp16": "_fp16", "q4": "_q4", "q4f16": "_q4f16"}
BASE = {"fp32": "fp32", "fp16": "fp16", "q4": "fp32", "q4f16": "fp16"}
TORCH = {"fp32": torch.float32, "fp16": torch.float16}
BLOCK = 32
# A protobuf can have at most 2 GB; above this the weights go into a separate file.
ONE_FILE_BYTES = 1_500_000_000


def trace(model: Qwen2_5_VLForConditionalGeneration, folder: Path) -> None:
    """The three graphs in the model's own precision."""
    inner, text, vision = model.model, model.config.text_config, model.config.vision_config
    kv, width = text.num_key_value_heads, text.hidden_size // text.num_attention_heads
    channels = vision.in_channels * vision.temporal_patch_size * vision.patch_size**2
    write(
        VisionTower(inner.visual),
        folder / "vision_encoder.onnx",
        {
            "pixel_values": (torch.randn(2 * 96, channels), {0: "patches"}),
            "image_grid_thw": (torch.tensor([[1, 8, 12], [1, 8, 12]]), {0: "pictures"}),
        },
        {"image_features": {0: "features"}},
    )
    write(
        TokenEmbedding(inner.language_model.embed_tokens),
        folder / "embed_tokens.onnx",
        {"input_ids": (torch.zeros(2, 5, dtype=torch.int64), {0: "batch_size", 1: "places"})},
        {"inputs_embeds": {0: "batch_size", 1: "places"}},
    )
    batch, places, before = 2, 3, 4
    cache = [f"{layer}.{part}" for layer in range(text.num_hidden_layers) for part in ("key", "value")]
    past = torch.randn(batch, kv, before, width, dtype=model.dtype)
    write(
        Decoder(inner.language_model, model.lm_head),
        folder / "decoder_model_merged.onnx",
        {
            "inputs_embeds": (torch.randn(batch, places, text.hidden_size), {0: "batch_size", 1: "places"}),
            "attention_mask": (
                torch.ones(batch, before + places, dtype=torch.int64),
                {0: "batch_size", 1: "all_places"},
            ),
            "position_ids": (torch.zeros(3, batch, places, dtype=torch.int64), {1: "batch_size", 2: "places"}),
            "num_logits_to_keep": (torch.tensor(1), {}),
            **{
                f"past_key_values.{name}": (past.clone(), {0: "batch_size", 2: "past_sequence_length"})
                for name in cache
            },
        },
        {
            "logits": {0: "batch_size", 1: "kept"},
            **{f"present.{name}": {0: "batch_size", 2: "all_places"} for name in cache},
        },
    )


def write(graph: torch.nn.Module, file: Path, inputs: dict, outputs: dict) -> None:
    with torch.no_grad():
        torch.onnx.export(
            graph.eval(),
            tuple(value for value, _ in inputs.values()),
            str(file),
            input_names=list(inputs),
            output_names=list(outputs),
            dynamic_axes={name: axes for name, (_, axes) in inputs.items() if axes} | outputs,
            opset_version=18,
            dynamo=False,
        )


def store(model: onnx.ModelProto, file: Path, limit: int) -> bool:
    """Whether the weights went into `<file>_data`."""
    apart = model.ByteSize() > limit or sum(len(weights.raw_data) for weights in model.graph.initializer) > limit
    file.unlink(missing_ok=True)
    data = file.with_name(file.name + "_data")
    data.unlink(missing_ok=True)
    if apart:
        onnx.save(model, file, save_as_external_data=True, location=data.name, size_threshold=1024)
    else:
        onnx.save(model, file)
    return apart


def in_four_bits(model: onnx.ModelProto) -> onnx.ModelProto:
    logging.getLogger("onnxruntime.quantization.matmul_nbits_quantizer").setLevel(logging.WARNING)
    quantiser = MatMulNBitsQuantizer(model, bits=4, block_size=BLOCK, is_symmetric=True, accuracy_level=4)
    quantiser.process()
    return quantiser.model.model


def export_graphs(checkpoint: Path, folder: Path, dtypes: list[str], limit: int) -> dict[str, int]:
    """Writes onnx/; returns the files with separate weights, with the names that transformers.js needs."""
    apart: dict[str, int] = {}
    for base in sorted({BASE[dtype] for dtype in dtypes}):
        model = Qwen2_5_VLForConditionalGeneration.from_pretrained(
            checkpoint, dtype=TORCH[base], attn_implementation="eager"
        )
        with tempfile.TemporaryDirectory(dir=folder) as scratch:
            trace(model, Path(scratch))
            del model
            for traced in sorted(Path(scratch).glob("*.onnx")):
                for dtype in (dtype for dtype in dtypes if BASE[dtype] == base):
                    graph = onnx.load(traced)
                    if dtype.startswith("q4") and traced.stem == "decoder_model_merged":
                        graph = in_four_bits(graph)
                    file = folder / "onnx" / f"{traced.stem}{SUFFIX[dtype]}.onnx"
                    if store(graph, file, limit):
                        apart[file.name] = 1
    return apart


def export_configs(checkpoint: Path, folder: Path, apart: dict[str, int]) -> None:
    model_config = Qwen2_5_VLForConditionalGeneration.config_class.from_pretrained(checkpoint).to_dict()
    if apart:
        model_config["transformers.js_config"] = {"use_external_data_format": apart}
    generation = json.loads((checkpoint / "generation_config.json").read_text())
    for name, config in (
        ("config.json", model_config),
        ("generation_config.json", generation),
        ("preprocessor_config.json", picture_config(checkpoint)),
        ("tokenizer_config.json", tokenizer_config(checkpoint)),
    ):
        (folder / name).write_text(json.dumps(config, indent=2) + "\n")
    shutil.copy(checkpoint / "tokenizer.json", folder / "tokenizer.json")


def manifest(args: argparse.Namespace) -> dict:
    record = args.checkpoint / "training.json"
    return {
        "schemaVersion": 1,
        "engine": "vlm-onnx",
        "name": args.name,
        "version": args.version,
        "labels": Instruction().labels,
        "dtype": args.dtype[0],
        "batchSize": args.batch_size,
        "input": {"width": args.width, "height": args.height},
        "fit": args.fit,
        "maxTokens": args.max_tokens,
        "thresholds": {"distortedScore": 3.5, "labelProbability": 0.5, "high": 4, "low": 3},
        "training": json.loads(record.read_text()) if record.exists() else {"checkpoint": args.checkpoint.name},
    }


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dtype", nargs="+", choices=list(SUFFIX), default=["fp16"], help="model.json names the first")
    parser.add_argument("--name", default="react")
    parser.add_argument("--version", default="1")
    parser.add_argument("--width", type=int, default=448)
    parser.add_argument("--height", type=int, default=252)
    parser.add_argument("--fit", choices=["letterbox", "stretch"], default="letterbox")
    parser.add_argument("--batch-size", type=int, default=4)
    parser.add_argument("--max-tokens", type=int, default=1024)
    parser.add_argument("--one-file-bytes", type=int, default=ONE_FILE_BYTES, help="above it weights lie apart")
    return parser.parse_args()


def main() -> None:
    args = arguments()
    expect_whole(args.checkpoint)
    (args.folder / "onnx").mkdir(parents=True, exist_ok=True)
    apart = export_graphs(args.checkpoint, args.folder, args.dtype, args.one_file_bytes)
    export_configs(args.checkpoint, args.folder, apart)
    (args.folder / "model.json").write_text(json.dumps(manifest(args), indent=2) + "\n")
    for file in sorted(args.folder.rglob("*")):
        if file.is_file():
            print(f"{file.stat().st_size:>14,} {file.relative_to(args.folder)}")


if __name__ == "__main__":
    main()
