"""Fits the model of relations: five folds for its figures, everything for its file."""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import torch

from verbale_relate import data, model
from verbale_relate.modelfile import pack

QUADS = {"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "COOPERATE": 2, "AID": 2, "YIELD": 2, "REQUEST": 3, "ACCUSE": 3,
         "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}


def macro_f1(gold, predicted):
    """The mean F1 over the labels of the gold."""
    gold, predicted = np.array(gold), np.array(predicted)
    scores = [2 * ((gold == one) & (predicted == one)).sum() / ((gold == one).sum() + (predicted == one).sum())
              for one in sorted(set(gold))]
    return float(np.mean(scores))


def calibration_error(confidences, right, bins=10):
    """Expected calibration error over bins of equal width."""
    places = np.minimum((confidences * bins).astype(int), bins - 1)
    return float(sum(abs(confidences[places == one].mean() - right[places == one].mean()) * (places == one).mean()
                     for one in range(bins) if (places == one).any()))


def fitted(pairs, labels, weights, names, vectors, options):
    """A model of some pairs: its features and weights."""
    row_of = {name: row for row, name in enumerate(model.vocabulary(pairs, options.least))}
    keyed = model.sparse(pairs, row_of, options.norm)
    values = torch.tensor(np.array([data.dense(pair, vectors, options.vector_weight) for pair in pairs]))
    targets = torch.tensor([names.index(label) for label in labels])
    counts = torch.zeros(len(names)).index_add_(0, targets, weights)
    balance = (counts.mean() / counts) ** options.balance
    return row_of, model.fit(keyed, values, targets, weights * balance[targets], len(names), options.penalty)


def judged(pairs, row_of, parts, vectors, options):
    """Probabilities of the labels for some pairs."""
    values = torch.tensor(np.array([data.dense(pair, vectors, options.vector_weight) for pair in pairs]))
    return model.judge(model.sparse(pairs, row_of, options.norm), values, parts)


def cross_validated(marked, own, names, vectors, options, seed):
    """Probabilities for every marked pair from a model that did not see it."""
    places = np.random.default_rng(seed).permutation(len(marked)) % options.folds
    answers = np.zeros((len(marked), len(names)), np.float32)
    for fold in range(options.folds):
        seen = [pair for pair, place in zip(marked, places) if place != fold]
        unseen = [pair for (pair, _), place in zip(marked, places) if place == fold]
        pairs, labels, weights = together(seen, own, options)
        row_of, parts = fitted(pairs, labels, weights, names, vectors, options)
        answers[places == fold] = judged(unseen, row_of, parts, vectors, options)
    return answers


def together(marked, own, options):
    """Pairs, labels and weights of marked and own sentences."""
    everything = marked + own
    weights = torch.tensor([1.0] * len(marked) + [options.own_weight] * len(own))
    return [pair for pair, _ in everything], [label for _, label in everything], weights


def answered(shares, names):
    """The label of each row of shares: the best one of the side, conflict or cooperation, that has the larger share."""
    conflict = np.array([QUADS[name] > 2 for name in names])
    side = shares[:, conflict].sum(1) > shares[:, ~conflict].sum(1)
    return [names[best] for best in np.where(side[:, None] == conflict, shares, -1).argmax(1)]


def report(marked, answers, names):
    """Figures of some answers."""
    gold, predicted = [label for _, label in marked], answered(answers, names)
    right = np.array([one == other for one, other in zip(gold, predicted)])
    quads = [[QUADS[label] for label in labels] for labels in (gold, predicted)]
    sides = [[quad > 2 for quad in one] for one in quads]
    return {"root": macro_f1(gold, predicted), "quad": macro_f1(*quads), "binary": macro_f1(*sides),
            "accuracy": float(right.mean()), "calibration error": calibration_error(answers.max(1), right)}


def written(row_of, parts, names, vectors, options, figures):
    """Bytes of the model file."""
    weights, scales = model.rounded(parts[0].numpy())
    lines = {name: np.frombuffer("\n".join(words).encode("utf-8"), np.uint8)
             for name, words in (("names", sorted(row_of, key=row_of.get)), ("words", vectors.words))}
    header = {"name": "relate-1", "language": "en", "architecture": "relate-linear/1", "labels": names,
              "width": vectors.width, "norm": options.norm, "vector_weight": options.vector_weight,
              "training": figures}
    return pack(header, {"names": ("u8", lines["names"]), "weights": ("i8", weights), "scales": ("f32", scales),
                         "dense": ("f32", parts[1].numpy()), "bias": ("f32", parts[2].numpy()[0]),
                         "words": ("u8", lines["words"]), "vectors": ("i8", vectors.bytes)})


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--features", required=True, type=Path, help="features of the marked sentences")
    parser.add_argument("--gold", required=True, type=Path, help="their table, with columns id and type")
    parser.add_argument("--own-features", type=Path, help="features of our own sentences")
    parser.add_argument("--own", type=Path, help="our own sentences, with labels")
    parser.add_argument("--vectors", required=True, type=Path, help="folder of the GloVe vectors")
    parser.add_argument("--out", type=Path, help="model file to write")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--seeds", type=int, default=2, help="how often to repeat the folds")
    parser.add_argument("--least", type=int, default=2, help="pairs a feature needs")
    parser.add_argument("--norm", type=float, default=3.0)
    parser.add_argument("--vector-weight", type=float, default=1.5)
    parser.add_argument("--own-weight", type=float, default=0.05)
    parser.add_argument("--balance", type=float, default=0.3)
    parser.add_argument("--penalty", type=float, default=2e-4)
    return parser.parse_args()


def main():
    options = arguments()
    torch.set_num_threads(1)
    marked = data.featured(options.features, data.gold_labels(options.gold))
    own = data.featured(options.own_features, data.own_labels(options.own)) if options.own else []
    names = sorted({label for _, label in marked})
    needed = {word for pair, _ in own for group in pair["words"] for word in group}
    vectors = data.Vectors(options.vectors, needed)
    figures = []
    for seed in range(options.seeds):
        figures.append(report(marked, cross_validated(marked, own, names, vectors, options, seed), names))
        print(f"folds, seed {seed}:", {name: round(value, 4) for name, value in figures[-1].items()}, flush=True)
    if options.out:
        pairs, labels, weights = together(marked, own, options)
        row_of, parts = fitted(pairs, labels, weights, names, vectors, options)
        mean = {name: round(float(np.mean([one[name] for one in figures])), 4) for name in figures[0]} if figures else {}
        content = written(row_of, parts, names, vectors, options, {"five folds": mean})
        options.out.write_bytes(content)
        print(len(row_of), "features,", len(content), "bytes, sha256", hashlib.sha256(content).hexdigest())


if __name__ == "__main__":
    main()
