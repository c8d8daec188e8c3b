"""A MiniLM encoder (BERT architecture) for the teacher: weights, word pieces, forward pass. It is not shipped."""

import functools
import json
import unicodedata
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

HEADS, WIDTH, LAYERS = 12, 384, 6


def read_safetensors(path):
    """{name: float tensor} of a safetensors file; integer tensors are left out."""
    content = Path(path).read_bytes()
    length = int.from_bytes(content[:8], "little")
    found = {}
    for name, entry in json.loads(content[8: 8 + length]).items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            data = np.frombuffer(content[8 + length + start: 8 + length + end], "<f4")
            found[name] = torch.from_numpy(data.reshape(entry["shape"]).copy())
    return found


class Pieces:
    """Word pieces of single words, lower case, without accents."""

    def __init__(self, vocabulary):
        words = Path(vocabulary).read_text(encoding="utf-8").split("\n")
        self.ids = {word: number for number, word in enumerate(words)}
        self.unknown, self.begin, self.end, self.mask = (self.ids[one] for one in ("[UNK]", "[CLS]", "[SEP]", "[MASK]"))
        self.of = functools.cache(self.of)

    def of(self, form):
        """Piece ids of a word; at most eight."""
        plain = "".join(char for char in unicodedata.normalize("NFD", form.lower()) if unicodedata.category(char) != "Mn")
        spaced = "".join(char if char.isalnum() else f" {char} " for char in plain)
        ids = [number for part in spaced.split() for number in self.greedy(part)]
        return tuple(ids[:8]) or (self.unknown,)

    def greedy(self, text):
        """Longest pieces first."""
        found, start = [], 0
        while start < len(text):
            prefix = "##" if start else ""
            end = next((end for end in range(len(text), start, -1) if prefix + text[start:end] in self.ids), None)
            if end is None:
                return [self.unknown]
            found.append(self.ids[prefix + text[start:end]])
            start = end
        return found


class Block(nn.Module):
    """One layer of the encoder."""

    def __init__(self):
        super().__init__()
        self.attention = nn.Linear(WIDTH, 3 * WIDTH)
        self.out, self.out_norm = nn.Linear(WIDTH, WIDTH), nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, 4 * WIDTH), nn.Linear(4 * WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, x, mask, drop):
        batch, steps, _ = x.shape
        q, k, v = self.attention(x).view(batch, steps, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask.to(q.dtype)  # far faster backwards than PyTorch's own
        mixed = (torch.softmax(scores, -1, dtype=q.dtype) @ v).transpose(1, 2).reshape(batch, steps, WIDTH)
        x = self.out_norm(x + functional.dropout(self.out(mixed), drop, self.training))
        inner = self.narrow(functional.gelu(self.wide(x)))
        return self.norm(x + functional.dropout(inner, drop, self.training))

    def load(self, weights, prefix):
        """Take the weights of a published layer."""
        parts = [f"{prefix}attention.self.{name}" for name in ("query", "key", "value")]
        own = {"attention.weight": torch.cat([weights[f"{one}.weight"] for one in parts]),
               "attention.bias": torch.cat([weights[f"{one}.bias"] for one in parts])}
        for mine, theirs in (("out", "attention.output.dense"), ("out_norm", "attention.output.LayerNorm"),
                             ("wide", "intermediate.dense"), ("narrow", "output.dense"), ("norm", "output.LayerNorm")):
            own |= {f"{mine}.{kind}": weights[f"{prefix}{theirs}.{kind}"] for kind in ("weight", "bias")}
        self.load_state_dict(own)


class MiniLm(nn.Module):
    """Pieces [B, P] -> a learned mixture of the layers [B, P, 384]."""

    def __init__(self, weights):
        super().__init__()
        self.tokens = nn.Embedding.from_pretrained(weights["embeddings.word_embeddings.weight"].clone())
        kinds = weights["embeddings.token_type_embeddings.weight"][0]
        self.positions = nn.Parameter(weights["embeddings.position_embeddings.weight"] + kinds)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.norm.load_state_dict({kind: weights[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias")})
        self.blocks = nn.ModuleList(Block() for _ in range(LAYERS))
        for number, block in enumerate(self.blocks):
            block.load(weights, f"encoder.layer.{number}.")
        self.mixture = nn.Parameter(torch.zeros(LAYERS))
        self.drop = 0.0

    def forward(self, pieces, known, extra):
        """`known` [B, P] is true at pieces; `extra` [B, P, 384] is added to the embeddings."""
        x = self.tokens(pieces) + self.positions[: pieces.shape[1]] + extra
        x = functional.dropout(self.norm(x), self.drop, self.training)
        mask = torch.zeros(known.shape).masked_fill(~known, -1e4)[:, None, None, :]
        shares, mixed = torch.softmax(self.mixture, 0), 0.0
        with torch.autocast("cpu", dtype=torch.bfloat16):
            for share, block in zip(shares, self.blocks):
                x = block(x, mask, self.drop)
                mixed = mixed + share * x.float()
        return mixed
