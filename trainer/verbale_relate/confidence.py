"""How sure the kinds of acts are: fits data/acts/confidence.tsv to annotated reports and prints its calibration error.

    python -m verbale_relate.confidence --scorer ../../shared/score --reports GOLD_DIR RECORDS.jsonl \
        [--reports GOLD_DIR RECORDS.jsonl ...] [--table ../data/acts/confidence.tsv]

An act is right where the annotation has one at the same words with the same type. The calibration error is that of tables
fitted without the report on which they are judged. The table is only rewritten where --table names it.
"""

import argparse
import importlib
import sys
from collections import defaultdict
from pathlib import Path

BINS = 10
#: Confidences are multiples of it: a few hundred acts bear no finer ones, and a hundredth more or less must not decide in
#: which bin a kind of acts is counted.
STEP = 0.05
UNREAL = ("hypothetical", "negated", "future")


def judged_events(scorer, gold_folder, records_path):
    """(report, event, right) of each event that was coded in the annotated reports of a folder."""
    golds, records = scorer.read_gold(gold_folder), scorer.read_records(records_path)
    for name, gold in golds.items():
        record, kept, tally = records.get(name, {}), {}, scorer.Tally()
        count = tally.pairs

        def pairs(layer, measure, gold_items, record_items, matched, right=lambda one, other: True):
            if (layer, measure) == ("events", "span, type"):
                kept.update(items=record_items, found={id(other) for one, other in matched if right(one, other)})
            return count(layer, measure, gold_items, record_items, matched, right)

        tally.pairs = pairs
        page = scorer.Page(name, gold, record, scorer.report_text(record, name, None))
        for score_layer in scorer.LAYERS:
            score_layer(page, tally)
        for item in kept["items"]:
            yield name, item.raw, id(item) in kept["found"]


def kind(event):
    """The row of the table that an event falls under."""
    source = "frame" if event["because"][0].startswith("frame") else "statement"
    parties = "two" if event.get("actor") and event.get("recipient") else "one"
    return source, parties, "unreal" if event["factuality"] in UNREAL else "real"


def fitted(events, prior):
    """{kind: confidence}: the share of right ones, drawn towards that of all events by `prior` events."""
    mean = sum(right for *_, right in events) / len(events)
    counts = defaultdict(lambda: [0, 0])
    for _, event, right in events:
        counts[kind(event)][0] += right
        counts[kind(event)][1] += 1
    table = defaultdict(lambda: stepped(mean))
    table.update({one: stepped((right + prior * mean) / (all_ + prior)) for one, (right, all_) in counts.items()})
    return table


def stepped(share):
    """The nearest multiple of STEP."""
    return round(round(share / STEP) * STEP, 2)


def calibration_error(judged):
    """Expected calibration error of (confidence, right) over bins of equal width."""
    bins = defaultdict(list)
    for confidence, right in judged:
        bins[min(int(confidence * BINS), BINS - 1)].append(confidence - right)
    return sum(abs(sum(differences)) for differences in bins.values()) / len(judged)


def left_out(events, prior):
    """(confidence, right) of every event by a table that did not see its report."""
    for name in sorted({name for name, *_ in events}):
        table = fitted([event for event in events if event[0] != name], prior)
        for _, event, right in (one for one in events if one[0] == name):
            yield table[kind(event)], right


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scorer", required=True, type=Path, help="folder of records.py")
    parser.add_argument("--reports", required=True, nargs=2, action="append", metavar=("GOLD", "RECORDS"))
    parser.add_argument("--prior", type=float, default=12, help="acts of the mean share that each row counts too")
    parser.add_argument("--table", type=Path, help="table to rewrite")
    options = parser.parse_args()
    sys.path.insert(0, str(options.scorer))
    scorer = importlib.import_module("records")

    events = [event for gold, records in options.reports for event in judged_events(scorer, Path(gold), records)]
    error = calibration_error(list(left_out(events, options.prior)))
    shipped = calibration_error([(event["confidence"], right) for _, event, right in events])
    reports = len({name for name, *_ in events})
    print(f"{len(events)} acts of {reports} reports, {sum(right for *_, right in events)} right; "
          f"calibration error {error:.3f} (one report left out at a time), {shipped:.3f} (as coded)")
    table = fitted(events, options.prior)
    rows = ["\t".join((*one, f"{table[one]:.2f}")) for one in sorted(table)]
    print("\n".join(rows))
    if options.table:
        lines = options.table.read_text("utf-8").splitlines()
        kept = {tuple(line.split("\t")[:3]): line for line in lines if line and not line.startswith("#")}
        kept.update({tuple(row.split("\t")[:3]): row for row in rows})
        comments = [line for line in lines if line.startswith("#")]
        options.table.write_text("\n".join(comments + [kept[one] for one in sorted(kept)]) + "\n", "utf-8")


if __name__ == "__main__":
    main()
