"""Reward functions for GRPO on a Framejury release (ms-swift: --external_plugins react_plugin.py).

react_fmt   1 when the text is exactly <think>...</think> and <answer>{"labels", "score"}</answer>, else 0
react_attr  0.6 * right - 0.2 * (wrong + missing), counting labels; 0 for an unreadable text
react_pref  log-likelihood of the human preference (Rao-Kupper with ties, theta = 5), rollout i of side A with
            rollout i of side B; FLOOR where either is unreadable or the partner is not in the same batch

Rows of a pair are adjacent (side A, then side B): train with --dataset_shuffle false and a local batch that is a
multiple of 2 * num_generations, else partners are missing. Weigh the three with --reward_weights.
"""
import json
import math
import re
from collections import defaultdict

try:
    from swift.rewards import ORM, orms
except ImportError:
    try:
        from swift.plugin import ORM, orms
    except ImportError:  # not under ms-swift: the functions below still work
        ORM, orms = object, {}

THETA = 5.0
FLOOR = -6.0
SHAPE = re.compile(r"<think>([\s\S]*?)</think>\n<answer>([\s\S]*?)</answer>")
TAGS = ("<think>", "</think>", "<answer>", "</answer>")


def parse(text):
    """(labels, score) of a well-formed text, else None."""
    match = SHAPE.fullmatch(text)
    if match is None or any(tag in match.group(1) for tag in TAGS):
        return None
    try:
        answer = json.loads(match.group(2))
    except ValueError:
        return None
    if not isinstance(answer, dict) or set(answer) != {"labels", "score"}:
        return None
    labels, score = answer["labels"], answer["score"]
    if not isinstance(labels, list) or not all(isinstance(label, str) for label in labels):
        return None
    if isinstance(score, bool) or not isinstance(score, (int, float)) or not 1 <= score <= 5:
        return None
    return labels, float(score)


def attribution(predicted, gold):
    """0.6 for every right label, -0.2 for every wrong or missing one."""
    predicted, gold = set(predicted), set(gold)
    return 0.6 * len(predicted & gold) - 0.2 * (len(predicted - gold) + len(gold - predicted))


def log_sigmoid(x):
    return -math.log1p(math.exp(-x)) if x >= 0 else x - math.log1p(math.exp(x))


def log_likelihood(score_a, score_b, preference, theta=THETA):
    """log P(preference) with preference "A", "B" or "tie"."""
    log_a = log_sigmoid(score_a - score_b - math.log(theta))
    log_b = log_sigmoid(score_b - score_a - math.log(theta))
    return {"A": log_a, "B": log_b, "tie": log_a + log_b + math.log(theta * theta - 1)}[preference]


def pair_rewards(completions, pair_id, side, preference):
    rewards = [FLOOR] * len(completions)
    rollouts = defaultdict(lambda: {"A": [], "B": []})
    for index, (pair, which) in enumerate(zip(pair_id, side)):
        rollouts[pair][which].append(index)
    for sides in rollouts.values():
        for a, b in zip(sides["A"], sides["B"]):
            answer_a, answer_b = parse(completions[a]), parse(completions[b])
            if answer_a is not None and answer_b is not None:
                value = log_likelihood(answer_a[1], answer_b[1], preference[a])
                rewards[a] = rewards[b] = max(FLOOR, value)
    return rewards


class ReactFormat(ORM):
    def __call__(self, completions, **kwargs):
        return [0.0 if parse(text) is None else 1.0 for text in completions]


class ReactAttribution(ORM):
    def __call__(self, completions, distortion_labels, **kwargs):
        answers = [parse(text) for text in completions]
        return [0.0 if answer is None else attribution(answer[0], gold) for answer, gold in zip(answers, distortion_labels)]


class ReactPreference(ORM):
    def __call__(self, completions, pair_id, side, preference, **kwargs):
        return pair_rewards(completions, pair_id, side, preference)


orms["react_fmt"] = ReactFormat
orms["react_attr"] = ReactAttribution
orms["react_pref"] = ReactPreference
