"""Where the training data lies, and what is read for training and for early stopping."""

import collections
import json
import re
from dataclasses import replace
from pathlib import Path

from verbale_train.data import join_names, read_names, read_treebank, sha256
from verbale_train.features import norm
from verbale_train.gum_names import common_nouns, with_names

FILES = {
    "ewt train": "syntax/ewt/en_ewt-ud-train.conllu",
    "gum train": "syntax/gum/en_gum-ud-train-nonNC.conllu",
    "ewt names": "names/ewt/draft-0c7ce0d-train.iob2",
    "wikigold": "names/wikigold/test.conllu",
    "crossner": "names/crossner-politics/train.txt",
    "ewt dev": "syntax/ewt/en_ewt-ud-dev.conllu",
    "gum dev": "syntax/gum/en_gum-ud-dev.conllu",
    "ewt names dev": "names/ewt/en_ewt-ud-dev.iob2",
    "raw text": "text/whitehouse.jsonl",
}


def paths(data):
    """{name: path}"""
    return {name: Path(data) / file for name, file in FILES.items()}


def hashes(data):
    """{name: sha256} of everything that is read."""
    return {name: sha256(path) for name, path in paths(data).items()}


def training(data):
    """Treebank sentences (with names) and sentences with names only."""
    files = paths(data)
    named = read_names(files["ewt names"])
    ewt, gum = join_names(read_treebank(files["ewt train"]), named), read_treebank(files["gum train"])
    nouns = common_nouns(ewt + gum)
    wikipedia = read_names(files["wikigold"]) + read_names(files["crossner"])
    return (ewt + [replace(with_names(one, nouns), guideline=1) for one in gum],
            [replace(one, guideline=2) for one in wikipedia])


def development(data):
    """{name: sentences} for early stopping. All of GUM dev is syntax only."""
    files = paths(data)
    return {"ewt": join_names(read_treebank(files["ewt dev"]), read_names(files["ewt names dev"])),
            "gum": read_treebank(files["gum dev"])}


def raw_counts(data):
    """How often each word (norm) occurs in the unlabelled text; by a rough split, for choosing static vectors only."""
    counts = collections.Counter()
    with open(paths(data)["raw text"], encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            counts.update(norm(word) for word in re.findall(r"\w+(?:[.'’-]\w+)*|[^\w\s]", text))
    return counts
