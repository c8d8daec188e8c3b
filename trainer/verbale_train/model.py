"""The network: typed-bigru-biaffine/1 (see the architecture notes in README.md)."""

from dataclasses import asdict, dataclass

import torch
from torch import nn
from torch.nn import functional

from verbale_train.features import AFFIXES, GAZETTEER_ROWS, GAZETTEER_WIDTH
from verbale_train.gru import BiGru


@dataclass
class Dims:
    """Sizes of the layers."""

    words: int
    static: int
    static_width: int
    word_width: int = 64
    type_width: int = 128  # D
    hidden: tuple = (128, 128)  # H of each layer
    arc: int = 80  # A
    label: int = 80  # B
    name_hidden: int = 64
    upos: int = 17
    feats: int = 0
    deprels: int = 0
    names: int = 17
    guidelines: int = 3

    def as_dict(self):
        """For the file's header."""
        return asdict(self)


@dataclass
class Dropout:
    """Rates used in training."""

    inputs: float = 0.15  # variational, on the type vector
    layers: float = 0.2  # variational, between and after the recurrent layers
    recurrent: float = 0.1
    heads: float = 0.2
    word: float = 0.25  # word id -> unknown, more often for rare words: rate / (rate + count) as well
    static: float = 0.05
    affix: float = 0.05


def shared_dropout(x, rate, training):
    """Dropout with one mask for all steps of a sentence; x is [T, B, width]."""
    if not training or rate == 0:
        return x
    mask = x.new_empty(1, x.shape[1], x.shape[2]).bernoulli_(1 - rate).div_(1 - rate)
    return x * mask


class Parser(nn.Module):
    """Type encoder, recurrent layers and heads."""

    def __init__(self, dims, static, dropout):
        super().__init__()
        self.dims, self.dropout = dims, dropout
        self.word = nn.Embedding(dims.words, dims.word_width)
        self.register_buffer("static", static)  # dequantised int8 rows
        self.affixes = nn.ModuleList(nn.Embedding(rows, width) for _, _, rows, width in AFFIXES)
        self.gazetteer = nn.Embedding(GAZETTEER_ROWS, GAZETTEER_WIDTH)
        for table in [self.word, *self.affixes, self.gazetteer]:
            nn.init.normal_(table.weight, std=0.3)
        width = dims.word_width + dims.static_width + sum(width for _, _, _, width in AFFIXES) + GAZETTEER_WIDTH
        self.type_layer = nn.Linear(width, dims.type_width)
        sizes = [dims.type_width, *(2 * hidden for hidden in dims.hidden)]
        self.layers = nn.ModuleList(BiGru(size, hidden) for size, hidden in zip(sizes, dims.hidden))
        out = sizes[-1]
        self.upos = nn.Linear(out, dims.upos)
        self.feats = nn.Linear(out, dims.feats)
        self.arc_dep, self.arc_head = nn.Linear(out, dims.arc), nn.Linear(out, dims.arc)
        self.arc_root = nn.Parameter(torch.randn(dims.arc) * 0.1)
        self.arc_bilinear = nn.Parameter(torch.eye(dims.arc) * 0.1 + torch.randn(dims.arc, dims.arc) * 0.02)
        self.arc_head_bias = nn.Parameter(torch.zeros(dims.arc))
        self.label_dep = nn.Linear(out, dims.label)
        self.label_head = nn.Linear(out, dims.label, bias=False)
        self.label_root = nn.Parameter(torch.randn(dims.label) * 0.1)
        self.label_out = nn.Linear(dims.label, dims.deprels)
        self.names_hidden = nn.Linear(out, dims.name_hidden)
        self.names = nn.Linear(dims.name_hidden, dims.names)
        self.guidelines = nn.Parameter(torch.zeros(dims.guidelines, dims.name_hidden))

    def encode(self, ids, backwards):
        """ids [T, B, 3 + affixes] -> h [T, B, 2H]."""
        rates = self.dropout
        parts = [self.word(ids[..., 0]), self.static[ids[..., 1]]]
        parts += [table(ids[..., 2 + i]) for i, table in enumerate([*self.affixes, self.gazetteer])]
        if self.training:
            drops = [0.0, rates.static, *[rates.affix] * (len(self.affixes) + 1)]
            for i, drop in enumerate(drops):
                if drop:
                    parts[i] = parts[i] * (torch.rand(parts[i].shape[:2] + (1,)) >= drop)
        x = functional.elu(self.type_layer(torch.cat(parts, -1)))
        x = shared_dropout(x, rates.inputs, self.training)
        for layer in self.layers:
            mask = x.new_ones(2, x.shape[1], layer.hidden)
            if self.training and rates.recurrent:
                mask = mask.bernoulli_(1 - rates.recurrent).div_(1 - rates.recurrent)
            x = layer(x, backwards, mask)
            x = shared_dropout(x, rates.layers, self.training)
        return x

    def encode_batch(self, batch):
        """The vectors [T, B, 2H] of a batch."""
        return self.encode(batch.ids, batch.backwards)

    def arcs(self, h):
        """h [B, T, 2H] -> scores [B, T, T + 1], column 0 = root."""
        drop = self.dropout.heads
        dep = functional.dropout(functional.elu(self.arc_dep(h)), drop, self.training)
        head = functional.dropout(functional.elu(self.arc_head(h)), drop, self.training)
        head = torch.cat([self.arc_root.expand(h.shape[0], 1, -1), head], 1)
        return torch.baddbmm((head @ self.arc_head_bias).unsqueeze(1), dep @ self.arc_bilinear, head.transpose(1, 2))

    def labels(self, h, heads):
        """Scores of the relations [B, T, deprels] for given heads [B, T] (0 = root)."""
        head = self.label_head(h)
        head = torch.cat([self.label_root.expand(h.shape[0], 1, -1), head], 1)
        chosen = head.gather(1, heads.unsqueeze(-1).expand(-1, -1, head.shape[-1]))
        hidden = functional.elu(self.label_dep(h) + chosen)
        return self.label_out(functional.dropout(hidden, self.dropout.heads, self.training))

    def name_scores(self, h, guidelines=None):
        """Scores of the name tags [B, T, names]; by the rules of the first guideline, where nothing else is said."""
        rules = self.guidelines[guidelines].unsqueeze(1) if guidelines is not None else self.guidelines[0]
        hidden = functional.elu(self.names_hidden(h) + rules)
        return self.names(functional.dropout(hidden, self.dropout.heads, self.training))


def mask_scores(scores, lengths):
    """Forbid heads beyond the sentence's end."""
    columns = torch.arange(scores.shape[2])
    return scores.masked_fill((columns[None, :] > lengths[:, None]).unsqueeze(1), -1e9)
