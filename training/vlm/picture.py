"""From pixels to what Qwen2.5-VL's vision tower takes; the numbers are preprocessor_config.json's."""

import json
from pathlib import Path

import numpy as np


class Pictures:
    """Pictures whose sides are multiples of patch × merge, so that nothing is resized."""

    def __init__(self, config: dict) -> None:
        self.patch, self.merge = config["patch_size"], config["merge_size"]
        self.temporal = config["temporal_patch_size"]
        self.scale = np.float32(config.get("rescale_factor", 1 / 255))
        self.mean = np.array(config["image_mean"], np.float32)
        self.std = np.array(config["image_std"], np.float32)

    @staticmethod
    def of(folder: Path) -> "Pictures":
        return Pictures(json.loads((folder / "preprocessor_config.json").read_text()))

    def grid(self, picture: np.ndarray) -> tuple[int, int, int]:
        """Time, rows and columns, in patches."""
        return 1, picture.shape[0] // self.patch, picture.shape[1] // self.patch

    def tokens(self, picture: np.ndarray) -> int:
        _, rows, columns = self.grid(picture)
        return rows * columns // self.merge**2

    def patches(self, picture: np.ndarray) -> np.ndarray:
        """float32 [patches, 3 × temporal × patch × patch], merge blocks together."""
        _, rows, columns = self.grid(picture)
        if picture.shape[0] % (self.patch * self.merge) or picture.shape[1] % (self.patch * self.merge):
            raise ValueError(f"Sides must be multiples of {self.patch * self.merge}, not {picture.shape[:2]}.")
        values = ((picture * self.scale - self.mean) / self.std).transpose(2, 0, 1)
        frames = np.repeat(values[None], self.temporal, axis=0)
        blocks = frames.reshape(
            1,
            self.temporal,
            3,
            rows // self.merge,
            self.merge,
            self.patch,
            columns // self.merge,
            self.merge,
            self.patch,
        )
        return blocks.transpose(0, 3, 6, 4, 7, 2, 1, 5, 8).reshape(rows * columns, -1).astype(np.float32)


OF_QWEN = {
    "image_processor_type": "Qwen2VLImageProcessor",
    "processor_class": "Qwen2_5_VLProcessor",
    "do_resize": True,
    "do_rescale": True,
    "do_normalize": True,
    "do_convert_rgb": True,
    "rescale_factor": 1 / 255,
    "image_mean": [0.48145466, 0.4578275, 0.40821073],
    "image_std": [0.26862954, 0.26130258, 0.27577711],
    "min_pixels": 56 * 56,
    "max_pixels": 12845056,
    "patch_size": 14,
    "temporal_patch_size": 2,
    "merge_size": 2,
    "resample": 3,
}
