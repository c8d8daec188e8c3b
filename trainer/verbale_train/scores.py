"""Quick scores for early stopping; the scores of record come from the shared scorer."""

SCORED = ("PER", "LOC", "ORG")


def universal(relation):
    """The relation without subtype."""
    return relation.split(":")[0]


def syntax_scores(gold, predicted):
    """UPOS, UAS, LAS and feature accuracy in percent."""
    total = tags = feats = arcs = labelled = 0
    for one, other in zip(gold, predicted):
        for i in range(len(one)):
            total += 1
            tags += one.upos[i] == other.upos[i]
            feats += one.feats[i] == other.feats[i]
            if one.heads[i] == other.heads[i]:
                arcs += 1
                labelled += universal(one.deprels[i]) == universal(other.deprels[i])
    return {name: 100 * count / total for name, count in
            (("UPOS", tags), ("feats", feats), ("UAS", arcs), ("LAS", labelled))}


def name_spans(tags):
    """(start, end, kind) of well-formed BIOES tags."""
    spans, start = set(), 0
    for i, tag in enumerate(tags):
        if tag[0] in "BS":
            start = i
        if tag[0] in "ES":
            spans.add((start, i + 1, tag[2:]))
    return spans


def names_f1(gold, predicted):
    """Exact F1 over PER, LOC and ORG in percent."""
    right = marked = found = 0
    for one, other in zip(gold, predicted):
        ours = {span for span in name_spans(other.names) if span[2] in SCORED}
        theirs = {span for span in name_spans(one.names) if span[2] in SCORED}
        right, marked, found = right + len(ours & theirs), marked + len(theirs), found + len(ours)
    return 200 * right / max(1, marked + found)
