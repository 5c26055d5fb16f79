"""What finetuning does with a release and with a network.

    python -m unittest discover training -p "*_test.py"
"""

import io
import json
import math
import tempfile
import unittest
from pathlib import Path

import numpy as np
import pyarrow
import pyarrow.parquet as parquet
import torch
from PIL import Image

from export import export
from finetune.__main__ import split
from finetune.grow import grown
from finetune.losses import cell_target, frame_loss, preference_loss
from finetune.release import read_release
from frames import GRID, LABELS, REPO, SIDE
from weights import load

DEFAULT = REPO / "models" / "default" / "model.onnx"
OURS = "melted_face"
HALF = {"x1": 0.5, "y1": 0.0, "x2": 1.0, "y2": 1.0}


def jpeg(width: int, height: int) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (width, height), (200, 40, 40)).save(file, "JPEG")
    return file.getvalue()


def frame(name: str, group: str, labels: list[str]) -> dict:
    boxes = [{"label": label, **HALF} for label in labels]
    return {"frame_id": name, "prompt_group": group, "images": [{"bytes": jpeg(64, 32)}], "labels": labels, "boxes": boxes}


def write_release(folder: Path, taxonomy: list[str], rows: dict[str, list[dict]], pairs: list[dict]) -> Path:
    (folder / "manifest.json").write_text(json.dumps({"release": {"title": "r", "labels": [{"key": key} for key in taxonomy]}}))
    for name in ("frames", "pairs"):
        (folder / name).mkdir()
    for part, frames in rows.items():
        parquet.write_table(pyarrow.Table.from_pylist(frames), folder / "frames" / f"{part}-00000.parquet")
    if pairs:
        parquet.write_table(pyarrow.Table.from_pylist(pairs), folder / "pairs" / "train-00000.parquet")
    return folder


class Scratch(unittest.TestCase):
    def setUp(self) -> None:
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.folder = Path(scratch.name)


class ReleaseTest(Scratch):
    def release(self) -> Path:
        train = [frame(f"f{k}", f"group-{k // 2}", ["motion_blur", OURS] if k % 2 else []) for k in range(20)]
        pairs = [{"frame_id_a": f"f{k}", "frame_id_b": f"f{k + 1}", "preference": "A"} for k in range(0, 20, 2)]
        test = [frame("hidden", "group-99", ["motion_blur"])]
        return write_release(self.folder, ["motion_blur", OURS], {"train": train, "test": test}, pairs)

    def test_labels_that_the_base_lacks_come_last_and_others_are_not_asked(self):
        frames = read_release(self.release(), LABELS)
        self.assertEqual(frames.names, [*LABELS, OURS])
        self.assertEqual([name for name, asked in zip(frames.names, frames.asked) if asked], ["motion_blur", OURS])
        broken = [k for k, boxes in enumerate(frames.boxes) if boxes]
        self.assertEqual(len(broken), 10)
        for k in broken:
            self.assertEqual([frames.names[label] for label, _ in frames.boxes[k]], ["motion_blur", OURS])
            self.assertEqual(frames.labels[k].sum(), 2)

    def test_boxes_lie_in_the_letterboxed_picture(self):
        frames = read_release(self.release(), LABELS)
        _, box = next(boxes for boxes in frames.boxes if boxes)[0]
        self.assertEqual(frames.pixels.shape[1:], (SIDE, SIDE, 3))
        np.testing.assert_allclose(box, (0.5, 0.25, 1.0, 0.75))

    def test_the_test_split_is_never_read(self):
        self.assertNotIn("group-99", read_release(self.release(), LABELS).groups)

    def test_a_larger_limit_holds_the_frames_of_a_smaller_one(self):
        folder = self.release()
        self.assertEqual(read_release(folder, LABELS, 12).groups[:6], read_release(folder, LABELS, 6).groups)

    def test_what_is_kept_aside_shares_no_prompt_group_and_pairs_stay_whole(self):
        learned, aside = split(read_release(self.release(), LABELS))
        self.assertEqual((len(learned), len(aside)), (16, 4))
        self.assertFalse(set(learned.groups) & set(aside.groups))
        self.assertEqual((len(learned.pairs), len(aside.pairs)), (8, 2))
        for part in (learned, aside):
            for a, b, _ in part.pairs:
                self.assertEqual(part.groups[a], part.groups[b])

    def test_other_folders_and_empty_releases_are_refused_with_what_to_do(self):
        with self.assertRaisesRegex(SystemExit, "no manifest.json. Name the unpacked folder"):
            read_release(self.folder, LABELS)
        with self.assertRaisesRegex(SystemExit, "no labelled frames; release frame pairs"):
            read_release(write_release(self.folder, ["motion_blur"], {}, []), LABELS)


class GrownTest(Scratch):
    def test_score_labels_and_maps_come_out_as_before(self):
        pictures = torch.randint(0, 256, (2, SIDE, SIDE, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(1))
        base = load(DEFAULT)
        with torch.no_grad():
            before, after = base(pictures), grown(base, 2)(pictures)
        count = len(LABELS)
        torch.testing.assert_close(after[0], before[0])
        torch.testing.assert_close(after[1][:, :count], before[1])
        torch.testing.assert_close(after[2][:, :count], before[2])
        self.assertEqual(after[1].shape, (2, count + 2))
        self.assertTrue((after[1][:, count:] == -3).all())

    def test_a_grown_network_is_read_back_from_its_graph(self):
        net = grown(load(DEFAULT), 1)
        again = load(export(net, self.folder / "model.onnx"))
        for (name, value), other in zip(net.state_dict().items(), again.state_dict().values()):
            if not name.endswith("num_batches_tracked"):
                torch.testing.assert_close(other, value, msg=name)


class LossTest(unittest.TestCase):
    def test_cells_of_a_box_and_of_its_mirror_image(self):
        boxes = [(1, (0.5, 0.0, 1.0, 1.0))]
        plain, mirrored = cell_target(boxes, 2, False), cell_target(boxes, 2, True)
        self.assertEqual(plain.shape, (3, GRID, GRID))
        self.assertEqual(plain.sum(axis=(1, 2)).tolist(), [0, GRID * GRID / 2, GRID * GRID / 2])
        np.testing.assert_array_equal(mirrored, plain[:, :, ::-1])

    def test_a_label_without_a_box_asks_its_map_nothing(self):
        heat = torch.zeros(1, 3, 2, 2, requires_grad=True)
        cells = torch.zeros(1, 3, 2, 2)
        cells[:, 0, 0, 0] = cells[:, 2, 0, 0] = 1
        labels = torch.tensor([[1.0, 1.0]])
        frame_loss(heat, torch.zeros(1, 3), torch.zeros(1, 2), cells, labels, torch.ones(2)).backward()
        asked = heat.grad[0] != 0
        self.assertTrue(asked[0].all())
        self.assertFalse(asked[1].any())
        self.assertEqual(asked[2].tolist(), [[True, False], [False, False]])

    def test_a_label_outside_the_taxonomy_asks_nothing(self):
        named = torch.zeros(1, 2, requires_grad=True)
        heat = torch.zeros(1, 3, 2, 2, requires_grad=True)
        asked = torch.tensor([1.0, 0.0])
        frame_loss(heat, torch.zeros(1, 3), named, torch.zeros(1, 3, 2, 2), torch.zeros(1, 2), asked).backward()
        self.assertEqual((named.grad[0] != 0).tolist(), [True, False])
        self.assertEqual([bool((grad != 0).any()) for grad in heat.grad[0]], [True, False, True])

    def test_preferences_are_rao_kupper(self):
        a, b, theta = 3.2, 2.1, 5.0
        strength_a, strength_b = math.exp(a), math.exp(b)
        chance_a = strength_a / (strength_a + theta * strength_b)
        chance_b = strength_b / (strength_b + theta * strength_a)
        for said, chance in (("A", chance_a), ("B", chance_b), ("tie", 1 - chance_a - chance_b)):
            loss = preference_loss(torch.tensor([a]), torch.tensor([b]), [said], theta)
            self.assertAlmostEqual(loss.item(), -math.log(chance), places=5)


if __name__ == "__main__":
    unittest.main()
