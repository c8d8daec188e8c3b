"""The teacher: a fine-tuned MiniLM with the student's heads. Trains it, and lets it annotate unlabelled text.

    python -m verbale_train.teacher --data ../../shared/data --run run --minilm DIR --out teacher/
    python -m verbale_train.teacher --data ../../shared/data --run run --minilm DIR --out teacher/ \\
        --annotate silver.pickle --text text.conllu
"""

import argparse
import json
import math
import pickle
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from verbale_train import corpora, vectors
from verbale_train.batches import Batch, Encoder, NamePool, augment, bunches, seeded
from verbale_train.data import Sentence, read_treebank
from verbale_train.decode import best_tree, transitions, viterbi
from verbale_train.features import AFFIXES
from verbale_train.minilm import WIDTH, MiniLm, Pieces, read_safetensors
from verbale_train.model import Dropout, Parser, mask_scores
from verbale_train.train import WEIGHTS, Average, evaluate, losses

SHAPES = len(AFFIXES) + 1  # column of the shape among the ids of a form


@dataclass
class PieceBatch(Batch):
    """A batch with its word pieces: pieces and their words [B, P], and the number of each word's pieces [B, T]."""

    pieces: torch.Tensor = None
    words: torch.Tensor = None
    known: torch.Tensor = None


class PieceEncoder(Encoder):
    """Sentences -> batches with word pieces."""

    def __init__(self, lexicon, labels, counts, pieces):
        super().__init__(lexicon, labels, counts)
        self.pieces = pieces

    def batch(self, sentences, word_drop=0.0, chance=None):
        plain = super().batch(sentences, word_drop, chance)
        rows, words = [], []
        for sentence in sentences:
            row, word = [self.pieces.begin], [-1]
            for number, form in enumerate(sentence.forms):
                found = self.pieces.of(form)
                if word_drop and chance.random() < 0.04:
                    found = (self.pieces.mask,)
                if len(row) + len(found) > 500:
                    found = ()
                row += found
                word += [number] * len(found)
            rows.append([*row, self.pieces.end])
            words.append([*word, -1])
        longest = max(map(len, rows))
        pieces, owners = np.zeros((len(rows), longest), np.int64), np.full((len(rows), longest), -1, np.int64)
        for b, (row, word) in enumerate(zip(rows, words)):
            pieces[b, : len(row)], owners[b, : len(word)] = row, word
        known = torch.tensor([[True] * len(row) + [False] * (longest - len(row)) for row in rows])
        return PieceBatch(**vars(plain), pieces=torch.from_numpy(pieces), words=torch.from_numpy(owners), known=known)


class Teacher(Parser):
    """The heads of the student, wider, on MiniLM; spelling comes in by shape (MiniLM itself knows no capitals)."""

    def __init__(self, dims, static, dropout, weights):
        super().__init__(dims, static, dropout)
        self.encoder = MiniLm(weights)
        self.shape_in = nn.Embedding(AFFIXES[-1][2], WIDTH)
        nn.init.normal_(self.shape_in.weight, std=0.01)
        own = dims.word_width + sum(width for _, _, _, width in AFFIXES)
        self.join = nn.Linear(WIDTH + own, 2 * dims.hidden[-1])

    def encode_batch(self, batch):
        """[T, B, 2H]"""
        rows, steps = batch.pieces.shape[0], batch.ids.shape[0]
        owners = batch.words.clamp(min=0)
        inside = (batch.words >= 0).unsqueeze(-1)
        shapes = batch.ids[..., SHAPES].T.gather(1, owners)
        mixed = self.encoder(batch.pieces, batch.known, self.shape_in(shapes) * inside) * inside
        words = torch.zeros(rows, steps, WIDTH).scatter_add_(1, owners.unsqueeze(-1).expand_as(mixed), mixed)
        sizes = torch.zeros(rows, steps).scatter_add_(1, owners, inside[..., 0].float())
        words = (words / sizes.clamp(min=1).unsqueeze(-1)).transpose(0, 1)
        own = [self.word(batch.ids[..., 0]), *[table(batch.ids[..., 2 + i]) for i, table in enumerate(self.affixes)]]
        own = functional.dropout(torch.cat(own, -1), 0.3, self.training)
        joined = torch.cat([functional.dropout(words, 0.2, self.training), own], -1)
        return functional.dropout(functional.elu(self.join(joined)), 0.2, self.training)


def build(settings, kept):
    """(teacher, encoder) with fresh heads."""
    folder = Path(settings.minilm)
    dims = replace(kept["dims"], hidden=(8, settings.width // 2), arc=256, label=192, name_hidden=128, type_width=8)
    static = torch.zeros(1, dims.static_width)
    model = Teacher(dims, static, Dropout(heads=0.25, word=0.3), read_safetensors(folder / "model.safetensors"))
    return model, PieceEncoder(kept["lexicon"], kept["labels"], kept["counts"], Pieces(folder / "vocab.txt"))


def take(model, folder):
    """The weights of a trained teacher; the layers of the student that it never uses may have another size."""
    own = model.state_dict()
    weights = torch.load(folder / "best.pt")
    model.load_state_dict({name: value for name, value in weights.items() if own[name].shape == value.shape}, strict=False)


def train(settings, model, encoder):
    """Fine-tune; keeps the averaged weights of the end. The schedule follows the clock."""
    chance = seeded(settings.seed)
    treebanks, named = corpora.training(settings.data)
    sentences, development = treebanks + named, {name: every[::3] for name, every in corpora.development(settings.data).items()}
    if settings.limit:
        sentences = sentences[: settings.limit]
    body = [value for name, value in model.named_parameters() if name.startswith("encoder.") and "mixture" not in name]
    mine = {id(value) for value in body}
    heads = [value for value in model.parameters() if id(value) not in mine]
    groups = [{"params": body, "peak": settings.rate}, {"params": heads, "peak": settings.head_rate}]
    optimiser = torch.optim.AdamW(groups, lr=1e-3, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    average, step, begun = Average(model, 0.995), 0, time.time()
    pool = NamePool(sentences)
    progress, summed = 0.0, 0.0
    while progress < 1.0:
        model.train()
        augmented = [augment(one, chance, pool) for one in sentences]
        for group in bunches(augmented, settings.words, chance):
            progress = (time.time() - begun) / (60 * settings.minutes)
            if progress >= 1.0:
                break
            loss = sum(WEIGHTS[name] * value for name, value in
                       losses(model, encoder.batch([augmented[i] for i in group], 0.3, chance), settings.only).items())
            share = min(1.0, progress / 0.06) * max(0.02, 1.0 - progress)
            for options in optimiser.param_groups:
                options["lr"] = options["peak"] * share
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            average.update(model)
            summed += loss.item()
            step += 1
            if step % 20 == 0:
                print(json.dumps({"step": step, "progress": round(progress, 3), "cpu": round(time.process_time()),
                                  "loss": round(summed / 20, 4)}), flush=True)
                summed = 0.0
    average.swap(model)
    torch.save(model.state_dict(), settings.out / "best.pt")
    print(json.dumps({"steps": step, **evaluate(model, encoder, development)}), flush=True)


def name_shares(model, others, batch, h, guidelines=None):
    """Shares of the name tags [B, T, names]: the mean of the teacher and those who are asked beside it."""
    shares = [torch.softmax(model.name_scores(h, guidelines), -1)]
    for other, encoder in others:
        own = encoder.batch(batch)
        shares.append(torch.softmax(other.name_scores(other.encode_batch(own).transpose(0, 1), guidelines), -1))
    return torch.stack(shares).mean(0)


@torch.no_grad()
def annotate(model, encoder, sentences, others=()):
    """Silver sentences: what the teacher says, and where it is sure of it. `others` are asked for names too."""
    model.eval()
    labels, rules, silver = encoder.labels, transitions(encoder.labels.names), []
    for numbers in bunches(sentences, 3000):
        group = [sentences[number] for number in numbers]
        batch = encoder.batch(group)
        h = model.encode_batch(batch).transpose(0, 1)
        arcs = torch.log_softmax(mask_scores(model.arcs(h), batch.lengths), -1)
        heads, scores = torch.zeros(h.shape[:2], dtype=torch.long), arcs.numpy()
        for b, sentence in enumerate(group):
            heads[b, : len(sentence)] = torch.from_numpy(best_tree(scores[b, : len(sentence), : len(sentence) + 1]))
        arc_sure = (arcs.gather(2, heads.unsqueeze(-1))[..., 0] > math.log(0.4)).numpy()
        relations = torch.softmax(model.labels(h, heads), -1).max(-1)
        upos = torch.softmax(model.upos(h), -1)
        upos_shares, tags, feats = upos.numpy(), upos.max(-1), torch.softmax(model.feats(h), -1).max(-1)
        names = torch.log(name_shares(model, others, group, h) + 1e-9).numpy()
        for b, sentence in enumerate(group):
            n = len(sentence)
            path = viterbi(names[b, :n], rules)

            def pick(table, found, least, b=b, n=n):
                return [table[i] if p > least else None for p, i in zip(found[0][b, :n].tolist(), found[1][b, :n].tolist())]

            silver.append(Sentence(
                "", sentence.forms, upos=pick(labels.upos, tags, 0.5), feats=pick(labels.feats, feats, 0.5),
                heads=heads[b, :n].tolist(), deprels=pick(labels.deprels, relations, 0.5),
                names=[labels.names[tag] if names[b, i, tag] > math.log(0.6) else None for i, tag in enumerate(path)],
                sure=arc_sure[b, :n].tolist(), silver=True,
                soft={"upos": upos_shares[b, :n].astype(np.float16), "names": np.exp(names[b, :n]).astype(np.float16)}))
    return silver


@torch.no_grad()
def believed(model, encoder, sentences, others=()):
    """What the teacher believes of labelled sentences: {layer: shares [words, classes]} of each, in order."""
    model.eval()
    found = {}
    for numbers in bunches(sentences, 3000):
        group = [sentences[number] for number in numbers]
        batch = encoder.batch(group)
        h = model.encode_batch(batch).transpose(0, 1)
        upos = torch.softmax(model.upos(h), -1).numpy().astype(np.float16)
        names = name_shares(model, others, group, h, batch.guidelines).numpy().astype(np.float16)
        for b, number in enumerate(numbers):
            n = len(sentences[number])
            found[number] = {"upos": upos[b, :n], "names": names[b, :n]}
    return [found[i] for i in range(len(sentences))]


def raw_sentences(path, words, chance):
    """Sentences of tokenised text (CoNLL-U), so many words in all, from everywhere."""
    found = [one.forms for one in read_treebank(path) if 4 <= len(one) <= 50]
    chance.shuffle(found)
    chosen, seen = [], set()
    for forms in found:
        if words > 0 and tuple(forms) not in seen:
            seen.add(tuple(forms))
            chosen.append(Sentence("", forms))
            words -= len(forms)
    return chosen


def reader_of_names(settings, kept, folder):
    """(model, encoder) of another teacher's or a student's run, to be asked for names."""
    if (folder / "lexicon.pickle").exists():
        own = pickle.loads((folder / "lexicon.pickle").read_bytes())
        static = torch.from_numpy(vectors.restore(own["codes"], own["centres"]))
        model = Parser(own["dims"], static, Dropout())
        model.load_state_dict(torch.load(folder / "best.pt"))
        return model.eval(), Encoder(own["lexicon"], own["labels"], own["counts"])
    model, encoder = build(settings, kept)
    take(model, folder)
    return model.eval(), encoder


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--run", type=Path, required=True, help="a student's run, for its labels and word lists")
    parser.add_argument("--start", type=Path, help="an earlier teacher to go on with")
    parser.add_argument("--minilm", type=Path, required=True, help="folder of model.safetensors and vocab.txt")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=30, help="the schedule ends when these have passed")
    parser.add_argument("--words", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=3e-4)
    parser.add_argument("--head-rate", type=float, default=1.5e-3)
    parser.add_argument("--width", type=int, default=400)
    parser.add_argument("--only", choices=sorted(WEIGHTS), nargs="+", help="learn these layers only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--annotate", type=Path, help="no training: write what a trained teacher says of --text here")
    parser.add_argument("--text", type=Path, help="tokenised text (CoNLL-U; `verbale parse` writes it)")
    parser.add_argument("--text-words", type=int, default=600_000)
    parser.add_argument("--names-of", type=Path, nargs="*", default=[],
                        help="runs of other teachers or students whose mean with the teacher's is taken for names")
    settings = parser.parse_args()
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    settings.out.mkdir(parents=True, exist_ok=True)
    with open(settings.run / "lexicon.pickle", "rb") as content:
        kept = pickle.load(content)
    torch.manual_seed(settings.seed)
    model, encoder = build(settings, kept)
    if settings.start:
        take(model, settings.start)
    if not settings.annotate:
        train(settings, model, encoder)
        return
    take(model, settings.out)
    sentences = raw_sentences(settings.text, settings.text_words, random.Random(settings.seed))
    treebanks, named = corpora.training(settings.data)
    others = [reader_of_names(settings, kept, folder) for folder in settings.names_of]
    settings.annotate.write_bytes(pickle.dumps({"silver": annotate(model, encoder, sentences, others),
                                                "gold": believed(model, encoder, treebanks + named, others)}))


if __name__ == "__main__":
    main()
