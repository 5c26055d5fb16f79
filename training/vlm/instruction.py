"""The instruction as the product words it, and the answer as it is written in training."""

import json
import subprocess
from pathlib import Path

REPO = Path(__file__).resolve().parent.parent.parent
PLACE = "PROMPT-GOES-HERE"


class Instruction:
    """Asks the product once, then puts prompts in place."""

    def __init__(self) -> None:
        script = REPO / "training" / "vlm" / "render-instruction.ts"
        told = subprocess.run(
            ["node", "--import", "tsx", str(script)],
            cwd=REPO,
            check=True,
            capture_output=True,
            input=json.dumps([PLACE]).encode(),
        )
        answer = json.loads(told.stdout)
        self.labels: list[str] = [label["key"] for label in answer["labels"]]
        self.template: str = answer["instructions"][0]

    def text(self, prompt: str) -> str:
        return self.template.replace(PLACE, prompt)


def answer_text(reasoning: str, labels: list[str], score: float) -> str:
    """One serialisation everywhere; no newline at its end. Source: docs/spec/export.md"""
    body = '{"labels":' + json.dumps(labels, separators=(",", ":")) + f',"score":{score:.2f}}}'
    return f"<think>\n{reasoning}\n</think>\n<answer>\n{body}\n</answer>"
