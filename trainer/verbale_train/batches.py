"""From sentences to tensors: label inventories, augmentation, batches of similar length."""

import collections
import random
from dataclasses import dataclass, replace

import numpy as np
import torch

from verbale_train.features import norm, straight

UNKNOWN = -100  # PyTorch's ignored class
TRUST_IN_LABELS = 0.65  # beside what the teacher believes of a labelled word


@dataclass
class Labels:
    """The classes of each head."""

    upos: list
    feats: list
    deprels: list
    names: list

    @classmethod
    def of(cls, sentences, least_feats=5):
        """Inventories of a training set."""
        upos, feats, deprels = collections.Counter(), collections.Counter(), collections.Counter()
        for sentence in sentences:
            upos.update(sentence.upos or [])
            feats.update(sentence.feats or [])
            deprels.update(sentence.deprels or [])
        kinds = ["PER", "LOC", "ORG", "MISC"]
        frequent = [one for one, count in feats.items() if count >= least_feats or one == "_"]
        return cls(sorted(upos), sorted(frequent), sorted(one for one, count in deprels.items() if count >= 3),
                   ["O", *(f"{prefix}-{kind}" for kind in kinds for prefix in "BIES")])


def without_words(sentence, gone):
    """The sentence without some words that nobody depends on; None if the tree would break."""
    if sentence.heads is not None and any(head - 1 in gone for head in sentence.heads):
        return None
    kept = [i for i in range(len(sentence)) if i not in gone]
    if not kept:
        return None
    number = {0: 0, **{old + 1: new + 1 for new, old in enumerate(kept)}}

    def pick(values):
        return None if values is None else [values[i] for i in kept]

    heads = None if sentence.heads is None else [number[sentence.heads[i]] for i in kept]
    return replace(sentence, forms=pick(sentence.forms), lemmas=pick(sentence.lemmas), upos=pick(sentence.upos),
                   feats=pick(sentence.feats), heads=heads, deprels=pick(sentence.deprels), names=pick(sentence.names),
                   sure=pick(sentence.sure),
                   soft=sentence.soft and {layer: shares[kept] for layer, shares in sentence.soft.items()})


class NamePool:
    """Names of each kind and length, to put in the place of others: the context, not the word, must tell the kind."""

    def __init__(self, sentences, gazetteer=None):
        self.names, self.gazetteer = collections.defaultdict(list), gazetteer
        for sentence in sentences:
            if sentence.names is not None:
                for first, end, kind in spans_in(sentence.names):
                    self.names[kind, end - first].append(sentence.forms[first:end])

    def exchange(self, sentence, chance):
        """The sentence with other names; only names of proper nouns, where the tags are known."""
        forms = list(sentence.forms)
        for first, end, kind in spans_in(sentence.names):
            proper = sentence.upos is None or all(tag == "PROPN" for tag in sentence.upos[first:end])
            if kind in ("PER", "LOC", "ORG") and proper and chance.random() < 0.7:
                other = self.gazetteer and chance.random() < 0.5 and self.gazetteer.name(kind, end - first, chance)
                forms[first:end] = other or chance.choice(self.names[kind, end - first])
        return replace(sentence, forms=forms)


def spans_in(tags):
    """(first, end, kind) of BIOES tags in which some may be unknown."""
    spans, first = [], None
    for i, tag in enumerate(tags):
        if tag is None or tag == "O":
            first = None
            continue
        if tag[0] in "BS":
            first = i
        if tag[0] in "ES" and first is not None:
            spans.append((first, i + 1, tag[2:]))
    return spans


def augment(sentence, chance, pool=None):
    """Now and then: other names, quotes lost, final stop lost, lower case, capitals as in headlines, all capitals."""
    if pool and sentence.names is not None and chance.random() < 0.2:
        sentence = pool.exchange(sentence, chance)
    if chance.random() < 0.25:
        quotes = {i for i, form in enumerate(sentence.forms) if straight(form) == '"'
                  and (sentence.names is None or sentence.names[i] == "O")}
        if quotes:
            sentence = without_words(sentence, quotes) or sentence
    if chance.random() < 0.08 and sentence.forms[-1] in ".!?" and len(sentence) > 2:
        sentence = without_words(sentence, {len(sentence) - 1}) or sentence
    dice = chance.random()
    if dice < 0.05:
        return replace(sentence, forms=[form.lower() for form in sentence.forms])
    if dice < 0.07:
        return replace(sentence, forms=[form[:1].upper() + form[1:] if len(form) > 3 else form
                                        for form in sentence.forms])
    if dice < 0.085:
        return replace(sentence, forms=[form.upper() for form in sentence.forms])
    return sentence


@dataclass
class Batch:
    """Tensors of some sentences. ids and backwards are [T, B], labels [B, T]."""

    ids: torch.Tensor
    backwards: torch.Tensor
    lengths: torch.Tensor
    upos: torch.Tensor  # shares of the classes [B, T, classes], nothing where unknown; names likewise
    feats: torch.Tensor
    heads: torch.Tensor
    deprels: torch.Tensor
    names: torch.Tensor
    weights: torch.Tensor
    guidelines: torch.Tensor = None


class Encoder:
    """Sentences -> batches."""

    def __init__(self, lexicon, labels, counts):
        self.lexicon, self.labels, self.counts = lexicon, labels, counts
        self.index = {name: {value: i for i, value in enumerate(getattr(labels, name))}
                      for name in ("upos", "feats", "deprels", "names")}
        self.cache = {}

    def ids_of(self, form):
        """Cached ids of a form."""
        if form not in self.cache:
            self.cache[form] = self.lexicon.ids(form)
        return self.cache[form]

    def shares(self, sentence, layer):
        """Shares of the classes: the sentence's labels mixed with what the teacher believes; either alone."""
        values, index, soft = getattr(sentence, layer), self.index[layer], sentence.soft and sentence.soft.get(layer)
        found = np.zeros((len(sentence), len(index)), np.float32)
        known = [(t, index[value]) for t, value in enumerate(values or ()) if value in index]
        if soft is None or not sentence.silver:
            found[[t for t, _ in known], [label for _, label in known]] = 1.0
        if soft is None:
            return found
        trust = TRUST_IN_LABELS * found.sum(-1, keepdims=True)
        return trust * found + (1 - trust) * soft

    def batch(self, sentences, word_drop=0.0, chance=None):
        """Pad and number. With word_drop, words become unknown, rare ones most often."""
        lengths = [len(one) for one in sentences]
        steps, count = max(lengths), len(sentences)
        ids = np.zeros((steps, count, len(self.ids_of("a"))), np.int64)
        backwards = np.tile(np.arange(steps)[:, None], (1, count))
        layers = {name: np.full((count, steps), UNKNOWN, np.int64) for name in ("feats", "heads", "deprels")}
        layers |= {name: np.zeros((count, steps, len(self.index[name])), np.float32) for name in ("upos", "names")}
        for b, sentence in enumerate(sentences):
            n = lengths[b]
            ids[:n, b] = [self.ids_of(form) for form in sentence.forms]
            if word_drop:
                for t, form in enumerate(sentence.forms):
                    if chance.random() < word_drop / (word_drop + self.counts[norm(form)]) or chance.random() < 0.02:
                        ids[t, b, 0] = 0
            backwards[:n, b] = np.arange(n)[::-1]
            if sentence.heads is not None:
                sure = sentence.sure or [True] * n
                layers["heads"][b, :n] = [head if one else UNKNOWN for head, one in zip(sentence.heads, sure)]
            for name in ("upos", "feats", "deprels", "names"):
                values = getattr(sentence, name)
                if name in ("upos", "names"):
                    layers[name][b, :n] = self.shares(sentence, name)
                elif values is not None:
                    layers[name][b, :n] = [self.index[name].get(value, UNKNOWN) for value in values]
        return Batch(torch.from_numpy(ids), torch.from_numpy(backwards), torch.tensor(lengths),
                     **{name: torch.from_numpy(value) for name, value in layers.items()},
                     weights=torch.tensor([one.weight for one in sentences]),
                     guidelines=torch.tensor([one.guideline for one in sentences]))


def bunches(sentences, words, chance=None):
    """Groups of numbers of sentences of similar length, with about so many words each; shuffled with `chance`."""
    def key(number):
        return len(sentences[number]) + (chance.random() * 3 if chance else 0)

    groups, group = [], []
    for number in sorted(range(len(sentences)), key=key):
        if group and (len(group) + 1) * len(sentences[number]) > words:
            groups.append(group)
            group = []
        group.append(number)
    if group:
        groups.append(group)
    if chance:
        chance.shuffle(groups)
    return groups


def seeded(seed):
    """The one source of chance outside PyTorch."""
    torch.manual_seed(seed)
    return random.Random(seed)
