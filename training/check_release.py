"""Checks a Framejury release with the readers that trainers use, not with the code that wrote it.

    pip install datasets pillow
    python training/check_release.py path/to/release

Loads every table with `datasets` (images decoded by PIL), compares every file with manifest.json, parses the ms-swift
JSONL and holds it against the tables, and runs the shipped reward functions on the gold answers.
Prints one line per check; exits 1 when any fails.
"""
import argparse
import hashlib
import importlib.util
import json
import re
import sys
import tempfile
from pathlib import Path

from datasets import get_dataset_config_names, load_dataset
from PIL import Image

ASSISTANT = re.compile(r"<think>\n[\s\S]*?\n</think>\n<answer>\n([\s\S]*?)\n</answer>")
RANGES = [(4, 5), (3, 4), (2, 3), (1, 2)]
problems = []


def check(ok, message):
    if not ok:
        problems.append(message)
    return ok


def done(line, before):
    print(("ok    " if len(problems) == before else "FAILED ") + line)


def check_files(root, manifest):
    before = len(problems)
    listed = {file["path"]: file for file in manifest["files"]}
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()} - {"manifest.json"}
    check(found == set(listed), f"files differ from the manifest: {sorted(found ^ set(listed))[:5]}")
    for path in sorted(found & set(listed)):
        content = (root / path).read_bytes()
        check(hashlib.sha256(content).hexdigest() == listed[path]["sha256"], f"{path}: sha256 differs")
        check(len(content) == listed[path]["bytes"], f"{path}: size differs")
    done(f"{len(listed)} files with the manifest's sha256 and size", before)


def check_image(image, where):
    if check(isinstance(image, Image.Image), f"{where}: no PIL image but {type(image).__name__}"):
        image.load()
        check(image.mode == "RGB" and min(image.size) >= 28, f"{where}: {image.mode} {image.size}")


def check_gold(labels, boxes, score, known, where):
    low, high = RANGES[min(len(labels), 3)]
    check(low <= score <= high and round(score, 2) == score, f"{where}: score {score} with {len(labels)} labels")
    check(labels == [key for key in known if key in labels], f"{where}: labels unknown or out of order: {labels}")
    for box in boxes:
        inside = 0 <= box["x1"] < box["x2"] <= 1 and 0 <= box["y1"] < box["y2"] <= 1
        check(inside and box["label"] in labels, f"{where}: bad box {box}")


def check_annotation(row, labels, where):
    check(row["strength"] is None or row["preference"] in ("A", "B"), f"{where}: strength without a preferred side")
    # A release made before this column has none.
    check(isinstance(row.get("author_saw_generators", False), bool), f"{where}: author_saw_generators is neither true nor false")
    for mark in row["marks"]:
        check(mark["label"] in labels and mark["side"] in ("A", "B"), f"{where}: bad mark {mark}")
        check(not mark["interpolated"] or mark["track_id"], f"{where}: computed without a track {mark}")
        if mark["x1"] is not None:
            inside = 0 <= mark["x1"] < mark["x2"] <= 1 and 0 <= mark["y1"] < mark["y2"] <= 1
            check(inside, f"{where}: bad box {mark}")


def load_tables(root, cache):
    return {name: load_dataset(str(root), name, cache_dir=cache) for name in get_dataset_config_names(str(root))}


def check_tables(tables, manifest):
    before = len(problems)
    known = [label["key"] for label in manifest["release"]["labels"]]
    rows_of = {file["path"]: file["rows"] for file in manifest["files"]}
    for name, splits in tables.items():
        for split, table in splits.items():
            path = f"{name}/{split}-00000-of-00001.parquet"
            check(rows_of.get(path) == len(table) > 0, f"{path}: {len(table)} rows, manifest says {rows_of.get(path)}")
            for row in table:
                where = f"{name}/{split} {row.get('pair_id') or row.get('frame_id')}"
                if name == "frames":
                    check_image(row["images"][0], where)
                    check(row["images"][0].size == (row["width"], row["height"]), f"{where}: size differs")
                    check_gold(row["labels"], row["boxes"], row["pseudo_score"], known, where)
                    check([turn["role"] for turn in row["messages"]] == ["user", "assistant"], f"{where}: roles")
                    continue
                if name == "annotations":
                    check_annotation(row, known, where)
                    continue
                check(row["preference"] in ("A", "B", "tie"), f"{where}: preference {row['preference']}")
                for side in ("a", "b") if name == "pairs" else ():
                    check_image(row[f"frame_{side}"], where)
                    if row[f"labels_{side}"] is not None:
                        check_gold(row[f"labels_{side}"], row[f"boxes_{side}"], row[f"pseudo_score_{side}"], known, where)
        sizes = ", ".join(f"{split} {len(table)}" for split, table in splits.items())
        done(f"table {name}: {sizes}; columns {list(splits['train'].features) if 'train' in splits else '-'}", before)


def check_leaks(tables):
    before = len(problems)
    owner = {}
    for name, splits in tables.items():
        for split, table in splits.items():
            slim = table.select_columns([c for c in table.column_names if c.startswith(("prompt_group", "video_sha256"))])
            for row in slim:
                for value in row.values():
                    check(owner.setdefault(value, split) == split, f"{name}: {value} is in {owner[value]} and {split}")
    done(f"{len(owner)} prompt groups and videos, each in one split", before)


def read_lines(root, name, split):
    path = root / "ms-swift" / f"{name}.{split}.jsonl"
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []
    check(len({tuple(row) for row in rows}) <= 1, f"{path.name}: lines differ in their keys")
    for row in rows:
        placeholders = sum(turn["content"].count("<image>") for turn in row["messages"])
        check(placeholders == len(row["images"]), f"{path.name}: {placeholders} placeholders, {len(row['images'])} images")
        for image in row["images"]:
            inside = not image.startswith("/") and ".." not in image and "://" not in image
            check(inside and (root / "ms-swift" / image).is_file(), f"{path.name}: image {image} is not there")
    return rows


def check_swift(root, tables):
    before, counts = len(problems), {"sft": 0, "grpo": 0}
    frames = {row["frame_id"]: row for split in tables.get("frames", {}).values() for row in split.remove_columns("images")}
    for split in ("train", "validation", "test"):
        full, masked = read_lines(root, "sft_epoch1", split), read_lines(root, "sft_epoch2_masked", split)
        check(len(full) == len(masked), f"{split}: epoch 1 and epoch 2 differ in length")
        for one, two in zip(full, masked):
            where, text = one["frame_id"], one["messages"][1]["content"]
            match = ASSISTANT.fullmatch(text)
            answer = json.loads(match.group(1)) if match else {}
            frame = frames.get(where, {})
            check(set(answer) == {"labels", "score"}, f"{where}: not exactly think and answer")
            check(answer.get("labels") == frame.get("labels"), f"{where}: labels differ from the frames table")
            check(answer.get("score") == frame.get("pseudo_score"), f"{where}: score differs from the frames table")
            _, think, rest = two["messages"]
            check((think["loss"], rest["loss"]) == (False, True), f"{where}: loss flags")
            check(think["content"].endswith("</think>\n"), f"{where}: cut")
            check(think["content"] + rest["content"] == text, f"{where}: epoch 2 does not join to epoch 1")
        rows = read_lines(root, "grpo", split)
        for a, b in zip(rows[::2], rows[1::2]):
            check((a["side"], b["side"]) == ("A", "B") and a["pair_id"] == b["pair_id"], f"{a['pair_id']}: sides")
        check(len(rows) % 2 == 0, f"{split}: odd number of GRPO rows")
        counts["sft"] += len(full)
        counts["grpo"] += len(rows)
    done(f"ms-swift: {counts['sft']} SFT rows in both epochs, {counts['grpo']} GRPO rows, images there", before)


def check_rewards(root, tables):
    before = len(problems)
    spec = importlib.util.spec_from_file_location("react_plugin", root / "ms-swift" / "react_plugin.py")
    sys.dont_write_bytecode = True
    plugin = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(plugin)
    count = 0
    for table in tables.get("frames", {}).values():
        for row in table.remove_columns("images"):
            text, gold = row["messages"][1]["content"], row["labels"]
            check(plugin.orms["react_fmt"]()([text]) == [1.0], f"{row['frame_id']}: R_fmt is not 1")
            attr = plugin.orms["react_attr"]()([text], distortion_labels=[gold])[0]
            check(abs(attr - 0.6 * len(gold)) < 1e-9, f"{row['frame_id']}: R_attr is {attr}")
            count += 1
    for score_a, score_b, preference, expected in ((3, 3, "tie", -0.40546510810816416), (4, 3, "A", -1.0435917781858577)):
        value = plugin.log_likelihood(score_a, score_b, preference)
        check(abs(value - expected) < 1e-12, f"R_pref({score_a}, {score_b}, {preference}) is {value}")
    done(f"rewards on {count} gold answers: R_fmt 1, R_attr 0.6 per label, R_pref as published", before)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("release", type=Path)
    root = parser.parse_args().release.resolve()
    manifest = json.loads((root / "manifest.json").read_text("utf-8"))
    check_files(root, manifest)
    with tempfile.TemporaryDirectory() as cache:
        tables = load_tables(root, cache)
        check_tables(tables, manifest)
        check_leaks(tables)
        check_swift(root, tables)
        check_rewards(root, tables)
    for problem in problems[:20]:
        print(f"  {problem}")
    print(f"{len(problems)} problem(s)")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
