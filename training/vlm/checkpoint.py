"""Reads the files beside the weights of a Qwen2.5-VL checkpoint, in all formats that transformers has used."""

import json
from pathlib import Path


class CheckpointError(SystemExit):
    """What is wrong with the checkpoint and how to mend it."""


def read(folder: Path, name: str) -> dict | None:
    file = folder / name
    return json.loads(file.read_text()) if file.exists() else None


def expect_whole(folder: Path) -> None:
    if (folder / "adapter_config.json").exists():
        raise CheckpointError(
            f"{folder} holds a LoRA adapter. Merge it into its base first: peft's merge_and_unload(), then save_pretrained()."
        )
    config = read(folder, "config.json")
    if config is None:
        raise CheckpointError(f"{folder} has no config.json; name the folder that save_pretrained() wrote.")
    if config.get("model_type") != "qwen2_5_vl":
        raise CheckpointError(f"{folder} is a {config.get('model_type')}; only qwen2_5_vl can be exported.")
    if not (folder / "tokenizer.json").exists():
        raise CheckpointError(f"{folder} has no tokenizer.json; save the base model's tokenizer there.")


def picture_config(folder: Path) -> dict:
    """preprocessor_config.json, which newer versions save inside processor_config.json."""
    config = read(folder, "preprocessor_config.json") or (read(folder, "processor_config.json") or {}).get(
        "image_processor"
    )
    if not config:
        raise CheckpointError(f"{folder} has no preprocessor_config.json; copy it from the base model.")
    sizes = config.get("size") or {}
    config.setdefault("min_pixels", sizes.get("shortest_edge", 56 * 56))
    config.setdefault("max_pixels", sizes.get("longest_edge", 12845056))
    return config | {"image_processor_type": "Qwen2VLImageProcessor", "processor_class": "Qwen2_5_VLProcessor"}


def tokenizer_config(folder: Path) -> dict:
    """tokenizer_config.json with the chat template inside, wherever it was saved."""
    config = read(folder, "tokenizer_config.json") or {}
    jinja = folder / "chat_template.jinja"
    template = config.get("chat_template") or (read(folder, "chat_template.json") or {}).get("chat_template")
    if jinja.exists():
        template = jinja.read_text()
    if not template:
        raise CheckpointError(f"{folder} has no chat template; copy chat_template.jinja from the base model.")
    return config | {"tokenizer_class": "Qwen2Tokenizer", "chat_template": template}
