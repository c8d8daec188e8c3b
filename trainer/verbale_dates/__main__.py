"""Fit data/page/date-weights.tsv: which of the days that a page gives is the day of its publication.

    cargo run --release -p verbale-page --example pages -- PAGES/*.html > pages.jsonl
    python -m verbale_dates pages.jsonl GOLD/ > data/page/date-weights.tsv

GOLD holds one JSON file a page with `id` (the page's base name) and `published` (a day, or nothing). The model is a
choice between a page's days and none of them: each day's score is the sum of its clues' weights and the bias, none has
zero, and the day with the best score is taken if its probability reaches the threshold. Figures on standard error are
out of fold: five folds, three shuffles.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path

import torch

HEAD = """\
# What speaks for and against each day that a page gives: fitted by trainer/verbale_dates, which tells how.
# A day's score is the bias and the weights of its clues; no day scores 0; the best day is taken if its share of the sum
# of all exponentials reaches the threshold.
# published, printed, changed, elsewhere: printed with a word for publication, without a word, with a word for change,
#   among other articles; value: near the headline 2, labelled 2, of a class for dates 1, for publication 1, alone 1.
# sign: what of these holds for its surest printing.  print: that one is the first of the page's surest, or a later one;
#   other: only other days are printed; none: no day is printed.
# json-ld, meta, time, address, script: where metadata hold it.
# order: it is before or after the first day that metadata call that of publication; alone: they call none so.
# page: what holds for all days of the page (named: its address ends with several words; days: it prints more than three).
# feature\tvalue\tweight
"""


def load(records, gold_dir):
    """Pages as (gold day or "", days, clues of each day), in the order of their names."""
    gold = {}
    for path in Path(gold_dir).glob("*.json"):
        page = json.loads(path.read_text(encoding="utf8"))
        gold[page["id"]] = (page["published"] or "")[:10]
    pages = {}
    for line in open(records, encoding="utf8"):
        record = json.loads(line)
        name = Path(record["report"]["source"]).name.split(".")[0]
        days = [day.split(" ") for day in record["days"]]
        pages[name] = (gold[name], [day[0] for day in days], [day[1:] for day in days])
    return [pages[name] for name in sorted(pages)]


def fit(pages, least, penalty):
    """Weights of the clues that at least so many days show, and the bias."""
    counts = Counter(clue for _, _, clues in pages for day in clues for clue in set(day))
    index = {clue: at for at, clue in enumerate(sorted(clue for clue in counts if counts[clue] >= least))}
    widest = max(len(days) for _, days, _ in pages)
    shown = torch.zeros(len(pages), widest, len(index), dtype=torch.double)
    there = torch.zeros(len(pages), widest, dtype=torch.bool)
    target = torch.zeros(len(pages), dtype=torch.long)
    for at, (gold, days, clues) in enumerate(pages):
        there[at, : len(days)] = True
        if gold in days:
            target[at] = days.index(gold) + 1
        for day, names in enumerate(clues):
            shown[at, day, [index[name] for name in names if name in index]] = 1
    weights = torch.zeros(len(index), dtype=torch.double, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.double, requires_grad=True)
    steps = torch.optim.LBFGS([weights, bias], max_iter=300, line_search_fn="strong_wolfe")

    def loss():
        steps.zero_grad()
        scores = (shown @ weights + bias).masked_fill(~there, -1e9)
        scores = torch.cat([torch.zeros(len(pages), 1, dtype=torch.double), scores], 1)
        total = torch.nn.functional.cross_entropy(scores, target, reduction="sum") + penalty * (weights**2).sum()
        total.backward()
        return total

    steps.step(loss)
    return {clue: round(weights[at].item(), 2) for clue, at in index.items()}, round(bias.item(), 2)


def choose(page, weights, bias):
    """The best day of a page and its probability."""
    _, days, clues = page
    if not days:
        return None, 0.0
    scores = torch.tensor([bias + sum(weights.get(clue, 0.0) for clue in set(names)) for names in clues] + [0.0])
    shares = torch.softmax(scores, 0)[:-1]
    return days[shares.argmax()], shares.max().item()


def figures(chosen, threshold):
    """Right and wrong on dated pages, and dates given to undated ones, as shares."""
    dated = sum(bool(gold) for gold, _, _ in chosen)
    taken = [(gold, day) for gold, day, share in chosen if day and share >= threshold]
    right = sum(gold == day for gold, day in taken)
    wrong = sum(bool(gold) and gold != day for gold, day in taken)
    undated = sum(not gold for gold, _ in taken)
    return right / dated, wrong / dated, undated / max(1, len(chosen) - dated)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("gold")
    parser.add_argument("--threshold", type=float, default=0.68)
    parser.add_argument("--least", type=int, default=8)
    parser.add_argument("--penalty", type=float, default=0.5)
    options = parser.parse_args()
    torch.set_num_threads(1)
    pages = load(options.records, options.gold)
    chosen = []
    for seed in range(3):
        order = list(range(len(pages)))
        random.Random(seed).shuffle(order)
        for fold in range(5):
            kept = [pages[at] for n, at in enumerate(order) if n % 5 != fold]
            weights, bias = fit(kept, options.least, options.penalty)
            for at in order[fold::5]:
                chosen.append((pages[at][0], *choose(pages[at], weights, bias)))
    print("threshold right wrong undated", file=sys.stderr)
    for threshold in sorted({options.threshold, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85}):
        print("%.2f %.3f %.3f %.3f" % (threshold, *figures(chosen, threshold)), file=sys.stderr)
    weights, bias = fit(pages, options.least, options.penalty)
    print(HEAD, end="")
    print(f"threshold\t-\t{options.threshold}\nbias\t-\t{bias}")
    for clue, weight in sorted(weights.items()):
        print(clue.replace(":", "\t"), weight, sep="\t")


main()
