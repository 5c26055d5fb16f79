"""Proves an exported folder against the checkpoint it came from: the same tokens, written greedily, frame by frame.

    python training/vlm/prove.py <checkpoint> <folder> [--frames 40] [--expected expected.json]

fp32 must agree in every token. fp16 and 4 bits are reported: how many answers are equal to the letter, how many name the
same labels, and how far scores differ. `--expected` writes what PyTorch said of the first frames that it judged rightly, for the engine's test.
"""

import argparse
import json
import math
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer
from transformers import AutoTokenizer, Qwen2_5_VLForConditionalGeneration

from export import SUFFIX
from instruction import Instruction
from picture import Pictures
from tiny_frames import Patch, paint, random_background, random_patches, random_prompt

SEED = 7
SHOWN = 6


@dataclass
class Case:
    background: int
    patches: list[Patch]
    prompt: str


@dataclass
class Answer:
    tokens: list[int]
    # Natural log probability of each token, and the whole distribution at its place.
    logprobs: list[float]
    distributions: list[np.ndarray]


class Prompts:
    """Pictures and prompts as token rows, through the folder's own tokenizer and template."""

    def __init__(self, folder: Path) -> None:
        self.manifest = json.loads((folder / "model.json").read_text())
        self.config = json.loads((folder / "config.json").read_text())
        self.ends = np.atleast_1d(json.loads((folder / "generation_config.json").read_text())["eos_token_id"]).tolist()
        self.tokenizer = AutoTokenizer.from_pretrained(folder)
        self.words = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.pictures = Pictures.of(folder)
        self.instruction = Instruction()

    def picture(self, case: Case) -> np.ndarray:
        size = self.manifest["input"]
        return paint(case.background, case.patches, size["width"], size["height"])

    def row(self, case: Case) -> list[int]:
        content = [{"type": "image"}, {"type": "text", "text": self.instruction.text(case.prompt)}]
        turn = self.tokenizer.apply_chat_template(
            [{"role": "user", "content": content}], tokenize=False, add_generation_prompt=True
        )
        pads = "<|image_pad|>" * self.pictures.tokens(self.picture(case))
        return self.words.encode(turn.replace("<|image_pad|>", pads), add_special_tokens=False).ids

    def text(self, tokens: list[int]) -> str:
        return self.words.decode([token for token in tokens if token not in self.ends])


class TorchModel:
    def __init__(self, checkpoint: Path, prompts: Prompts) -> None:
        self.prompts = prompts
        self.model = Qwen2_5_VLForConditionalGeneration.from_pretrained(
            checkpoint, dtype=torch.float32, attn_implementation="eager"
        ).eval()

    def answer(self, case: Case) -> Answer:
        picture, row = self.prompts.picture(case), torch.tensor([self.prompts.row(case)])
        with torch.no_grad():
            told = self.model.generate(
                input_ids=row,
                attention_mask=torch.ones_like(row),
                pixel_values=torch.from_numpy(self.prompts.pictures.patches(picture)),
                image_grid_thw=torch.tensor([self.prompts.pictures.grid(picture)]),
                mm_token_type_ids=(row == self.model.config.image_token_id).int(),
                max_new_tokens=self.prompts.manifest["maxTokens"],
                do_sample=False,
                repetition_penalty=1.0,
                output_logits=True,
                return_dict_in_generate=True,
            )
        tokens = told.sequences[0, row.shape[1] :].tolist()
        return answer_of(tokens, [logits[0].float().numpy() for logits in told.logits])


class OnnxModel:
    """The three graphs with a greedy loop, as @huggingface/transformers runs them."""

    def __init__(self, folder: Path, dtype: str, prompts: Prompts) -> None:
        def session(name: str) -> onnxruntime.InferenceSession:
            return onnxruntime.InferenceSession(
                str(folder / "onnx" / f"{name}{SUFFIX[dtype]}.onnx"), providers=["CPUExecutionProvider"]
            )

        self.prompts = prompts
        self.vision, self.embed = session("vision_encoder"), session("embed_tokens")
        self.decoder = session("decoder_model_merged")

    def answer(self, case: Case) -> Answer:
        picture, row = self.prompts.picture(case), self.prompts.row(case)
        grid = self.prompts.pictures.grid(picture)
        (features,) = self.vision.run(
            None,
            {
                "pixel_values": self.prompts.pictures.patches(picture),
                "image_grid_thw": np.array([grid], np.int64),
            },
        )
        embeds = self.embedded(row)
        is_picture = np.array(row) == self.prompts.config["image_token_id"]
        embeds[0, is_picture] = features
        positions = self.positions(is_picture, grid)
        cache = {
            value.name: np.zeros((1, value.shape[1], 0, value.shape[3]), self.dtype(value.type))
            for value in self.decoder.get_inputs()
            if value.name.startswith("past_key_values")
        }
        tokens: list[int] = []
        logits: list[np.ndarray] = []
        for _ in range(self.prompts.manifest["maxTokens"]):
            out = self.decoder.run(
                None,
                {
                    "inputs_embeds": embeds,
                    "attention_mask": np.ones((1, len(row) + len(tokens)), np.int64),
                    "position_ids": positions,
                    "num_logits_to_keep": np.array(1, np.int64),
                    **cache,
                },
            )
            logits.append(out[0][0, -1])
            tokens.append(int(logits[-1].argmax()))
            if tokens[-1] in self.prompts.ends:
                break
            cache = dict(zip(cache, out[1:], strict=True))
            embeds = self.embedded(tokens[-1:])
            positions = positions[:, :, -1:] + 1
        return answer_of(tokens, logits)

    def embedded(self, tokens: list[int]) -> np.ndarray:
        return self.embed.run(None, {"input_ids": np.array([tokens], np.int64)})[0]

    def positions(self, is_picture: np.ndarray, grid: tuple[int, int, int]) -> np.ndarray:
        """Time, row and column of each place; words after the picture go on from its longest side."""
        merge = self.prompts.pictures.merge
        rows, columns = grid[1] // merge, grid[2] // merge
        first = int(is_picture.argmax())
        places = np.tile(np.arange(len(is_picture)), (3, 1))
        block = np.arange(rows * columns)
        places[:, is_picture] = first + np.stack([block * 0, block // columns, block % columns])
        after = first + rows * columns
        places[:, after:] = first + max(rows, columns) + np.arange(len(is_picture) - after)
        return places[:, None].astype(np.int64)

    @staticmethod
    def dtype(name: str) -> type:
        return np.float16 if "float16" in name else np.float32


def answer_of(tokens: list[int], logits: list[np.ndarray]) -> Answer:
    distributions = []
    for row in logits:
        shifted = row.astype(np.float64) - row.max()
        distributions.append(shifted - math.log(np.exp(shifted).sum()))
    logprobs = [float(row[token]) for token, row in zip(tokens, distributions, strict=True)]
    return Answer(tokens, logprobs, distributions)


def read(text: str) -> tuple[list[str], float] | None:
    try:
        body = json.loads(text.split("<answer>")[1].split("</answer>")[0])
        return body["labels"], float(body["score"])
    except (IndexError, ValueError, KeyError, TypeError):
        return None


def compare(right: list[Answer], other: list[Answer], prompts: Prompts) -> dict:
    texts = [(prompts.text(a.tokens), prompts.text(b.tokens)) for a, b in zip(right, other, strict=True)]
    answers = [(read(a), read(b)) for a, b in texts]
    both = [(a, b) for a, b in answers if a and b]
    shared = [
        abs(x - y)
        for a, b in zip(right, other, strict=True)
        if a.tokens == b.tokens
        for x, y in zip(a.logprobs, b.logprobs, strict=True)
    ]
    return {
        "frames": len(right),
        "sameTokens": sum(a.tokens == b.tokens for a, b in zip(right, other, strict=True)),
        "sameLabels": sum(a[0] == b[0] for a, b in both),
        "largestScoreGap": max((abs(a[1] - b[1]) for a, b in both), default=None),
        "largestLogprobGap": max(shared, default=None),
    }


def told_of_paint(shown: list[Case], answers: list[Answer], prompts: Prompts) -> dict:
    """How many answers are well-formed, and name the labels that were painted: of meaning for the tiny model alone."""
    return {
        "frames": len(shown),
        "wellFormed": sum(read(prompts.text(answer.tokens)) is not None for answer in answers),
        "labelsRight": sum(is_right(case, answer, prompts) for case, answer in zip(shown, answers, strict=True)),
    }


def is_right(case: Case, answer: Answer, prompts: Prompts) -> bool:
    told = read(prompts.text(answer.tokens))
    return told is not None and told[0] == [prompts.instruction.labels[patch.label] for patch in case.patches]


def cases(count: int, size: dict) -> list[Case]:
    random = np.random.default_rng(SEED)
    fits = (size["width"], size["height"])
    return [
        Case(random_background(random), random_patches(random, *fits), random_prompt(random)) for _ in range(count)
    ]


def expected(case: Case, answer: Answer, prompts: Prompts) -> dict:
    """What the engine's test needs: tokens, words, and the likeliest digits where the score begins."""
    pieces = [prompts.words.decode([token]) for token in answer.tokens]
    at = next(
        place
        for place, piece in enumerate(pieces)
        if piece[:1].isdigit() and "".join(pieces[:place]).endswith('"score":')
    )
    digits = {digit: prompts.words.token_to_id(digit) for digit in "12345"}
    return {
        **asdict(case),
        "promptTokens": len(prompts.row(case)),
        "tokens": answer.tokens,
        "logprobs": [round(value, 6) for value in answer.logprobs],
        "text": prompts.text(answer.tokens),
        "digits": {digit: round(math.exp(answer.distributions[at][token]), 6) for digit, token in digits.items()},
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--frames", type=int, default=40)
    parser.add_argument("--expected", type=Path)
    args = parser.parse_args()
    torch.set_num_threads(2)
    prompts = Prompts(args.folder)
    shown = cases(args.frames, prompts.manifest["input"])
    model = TorchModel(args.checkpoint, prompts)
    right = [model.answer(case) for case in shown]
    figures: dict[str, dict] = {"pytorch": told_of_paint(shown, right, prompts)}
    print(f"{prompts.text(right[0].tokens)}\npytorch {json.dumps(figures['pytorch'])}", flush=True)
    for dtype, suffix in SUFFIX.items():
        if not (args.folder / "onnx" / f"decoder_model_merged{suffix}.onnx").exists():
            continue
        begun = time.time()
        figures[dtype] = compare(right, [OnnxModel(args.folder, dtype, prompts).answer(case) for case in shown], prompts)
        figures[dtype]["secondsPerFrame"] = round((time.time() - begun) / len(shown), 3)
        print(dtype, json.dumps(figures[dtype]), flush=True)
    if args.expected:
        known = [(case, answer) for case, answer in zip(shown, right, strict=True) if is_right(case, answer, prompts)]
        rows = [expected(case, answer, prompts) for case, answer in known[:SHOWN]]
        args.expected.write_text(json.dumps({"frames": rows, "agreement": figures}, indent=2) + "\n")
    if figures.get("fp32", {}).get("sameTokens", len(shown)) != len(shown):
        raise SystemExit("fp32 does not write the same tokens as PyTorch; the export is wrong.")


if __name__ == "__main__":
    main()
