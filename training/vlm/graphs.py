"""Qwen2.5-VL restated as three graphs with open shapes: what @huggingface/transformers runs as one model.

Transformers reorders patches into windows and loops over them, which a trace would freeze for one picture size.
Here windows are a mask, so the same weights give the same numbers for any size.

Restated from transformers' modeling_qwen2_5_vl.py, Copyright 2025 The Qwen Team and The HuggingFace Inc. team,
Apache-2.0; changed as said above.
"""

import torch
from torch import nn


def turned(values: torch.Tensor) -> torch.Tensor:
    half = values.shape[-1] // 2
    return torch.cat((-values[..., half:], values[..., :half]), -1)


def rotated(values: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    return values * cos + turned(values) * sin


def closed(allowed: torch.Tensor, dtype: torch.dtype) -> torch.Tensor:
    """0 where attention may look, the lowest number elsewhere."""
    return torch.where(allowed, 0.0, torch.finfo(dtype).min).to(dtype)


def attend(q: torch.Tensor, k: torch.Tensor, v: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
    """[batch, heads, places, width] → [batch, places, heads × width]; the softmax is float32 as in training."""
    weights = q @ k.transpose(-1, -2) * q.shape[-1] ** -0.5 + mask
    seen = torch.softmax(weights.float(), -1).to(q.dtype) @ v
    return seen.transpose(1, 2).flatten(2)


class VisionTower(nn.Module):
    """`pixel_values` [pictures × patches, …] and `image_grid_thw` [pictures, 3], pictures of one size, to
    `image_features` [pictures × patches / 4, width]."""

    def __init__(self, tower: nn.Module) -> None:
        super().__init__()
        self.tower = tower
        config = tower.config
        self.merge = config.spatial_merge_size
        self.window = config.window_size // config.spatial_merge_size // config.patch_size
        self.heads = config.num_heads
        self.whole = set(config.fullatt_block_indexes)

    def forward(self, pixel_values: torch.Tensor, image_grid_thw: torch.Tensor) -> torch.Tensor:
        tower = self.tower
        x = tower.patch_embed(pixel_values.to(tower.patch_embed.proj.weight.dtype))
        x = x.reshape(image_grid_thw.shape[0], -1, x.shape[-1])
        row, column, window = self.places(x.shape[1], image_grid_thw[0, 2])
        angles = torch.cat([axis[:, None].float() * self.frequencies() for axis in (row, column)], -1)
        angles = torch.cat([angles, angles], -1)
        cos, sin = angles.cos(), angles.sin()
        same_window = closed(window[:, None] == window[None, :], x.dtype)
        for index, block in enumerate(tower.blocks):
            mask = torch.zeros_like(same_window) if index in self.whole else same_window
            x = x + self.attention(block.attn, block.norm1(x), cos, sin, mask)
            x = x + block.mlp(block.norm2(x))
        return tower.merger(x).reshape(-1, tower.config.out_hidden_size).float()

    def frequencies(self) -> torch.Tensor:
        return self.tower.rotary_pos_emb.inv_freq.float()

    def places(self, patches: int, columns: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Row, column and window of each patch. Patches come merge block by merge block, row-major within and without."""
        place = torch.arange(patches, device=columns.device)
        block, within = place // self.merge**2, place % self.merge**2
        blocks_across = columns // self.merge
        down, across = block // blocks_across, block % blocks_across
        windows_across = (blocks_across + self.window - 1) // self.window
        window = down // self.window * windows_across + across // self.window
        return down * self.merge + within // self.merge, across * self.merge + within % self.merge, window

    def attention(
        self, layer: nn.Module, x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor, mask: torch.Tensor
    ) -> torch.Tensor:
        pictures, patches, width = x.shape
        qkv = layer.qkv(x).reshape(pictures, patches, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        q, k = (rotated(part.float(), cos, sin).to(x.dtype) for part in (qkv[0], qkv[1]))
        return layer.proj(attend(q, k, qkv[2], mask))


class TokenEmbedding(nn.Module):
    """`input_ids` [batch, places] to `inputs_embeds` [batch, places, width]."""

    def __init__(self, embedding: nn.Module) -> None:
        super().__init__()
        self.embedding = embedding

    def forward(self, input_ids: torch.Tensor) -> torch.Tensor:
        return self.embedding(input_ids).float()


class Decoder(nn.Module):
    """Embeddings, positions (time, row, column) and the cache so far, to logits of the last places and the cache."""

    def __init__(self, language: nn.Module, head: nn.Module) -> None:
        super().__init__()
        self.language, self.head = language, head
        config = language.config
        self.heads, self.kv_heads = config.num_attention_heads, config.num_key_value_heads
        self.width = config.hidden_size // config.num_attention_heads
        self.sections = list(config.rope_parameters["mrope_section"])

    def forward(
        self,
        inputs_embeds: torch.Tensor,
        attention_mask: torch.Tensor,
        position_ids: torch.Tensor,
        num_logits_to_keep: torch.Tensor,
        *past: torch.Tensor,
    ) -> tuple[torch.Tensor, ...]:
        x = inputs_embeds.to(self.head.weight.dtype)
        cos, sin = self.angles(position_ids, x.dtype)
        mask = self.causal(attention_mask, x.shape[1], x.dtype)
        present: list[torch.Tensor] = []
        for index, layer in enumerate(self.language.layers):
            seen, k, v = self.attention(
                layer.self_attn, layer.input_layernorm(x), cos, sin, mask, past[2 * index], past[2 * index + 1]
            )
            present += [k, v]
            x = x + seen
            x = x + layer.mlp(layer.post_attention_layernorm(x))
        places = x.shape[1]
        kept = torch.where(num_logits_to_keep > 0, num_logits_to_keep, torch.zeros_like(num_logits_to_keep) + places)
        x = self.language.norm(x)[:, places - kept :]
        return (self.head(x).float(), *present)

    def angles(self, position_ids: torch.Tensor, dtype: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
        """Each section of the width turns with another of the three positions."""
        by_axis = position_ids[..., None].float() * self.language.rotary_emb.inv_freq.float()
        sections = by_axis.split(self.sections, -1)
        angles = torch.cat([section[index % 3] for index, section in enumerate(sections)], -1)
        angles = torch.cat([angles, angles], -1)[:, None]
        return angles.cos().to(dtype), angles.sin().to(dtype)

    def causal(self, attention_mask: torch.Tensor, places: int, dtype: torch.dtype) -> torch.Tensor:
        total = attention_mask.shape[1]
        key = torch.arange(total, device=attention_mask.device)[None, :]
        query = torch.arange(places, device=attention_mask.device)[:, None] + (total - places)
        return closed((key <= query)[None, None] & (attention_mask[:, None, None, :] != 0), dtype)

    def attention(
        self,
        layer: nn.Module,
        x: torch.Tensor,
        cos: torch.Tensor,
        sin: torch.Tensor,
        mask: torch.Tensor,
        past_k: torch.Tensor,
        past_v: torch.Tensor,
    ) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        batch, places, _ = x.shape

        def split(values: torch.Tensor, heads: int) -> torch.Tensor:
            return values.view(batch, places, heads, self.width).transpose(1, 2)

        q = rotated(split(layer.q_proj(x), self.heads), cos, sin)
        k = torch.cat([past_k, rotated(split(layer.k_proj(x), self.kv_heads), cos, sin)], 2)
        v = torch.cat([past_v, split(layer.v_proj(x), self.kv_heads)], 2)
        return layer.o_proj(attend(q, self.for_all_heads(k), self.for_all_heads(v), mask)), k, v

    def for_all_heads(self, values: torch.Tensor) -> torch.Tensor:
        group = self.heads // self.kv_heads
        repeated = values[:, :, None].expand(-1, -1, group, -1, -1)
        return repeated.reshape(values.shape[0], self.heads, -1, self.width)
