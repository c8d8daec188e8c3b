"""Lemmas: the shared suffix rules and the table of exceptions to them that goes into the model file."""

import collections
from pathlib import Path

RULES = Path(__file__).resolve().parents[2] / "crates" / "verbale-syntax" / "data" / "lemma-rules.tsv"
KEEPS_FORM = ("PROPN", "X", "SYM", "PUNCT", "NUM")


def read_rules(path=RULES):
    """{UPOS: [(suffix, replacement, least stem, condition)]} in order."""
    rules = collections.defaultdict(list)
    for line in Path(path).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith(("#", "upos\t")):
            upos, suffix, replacement, stem, condition = line.split("\t")
            rules[upos].append((suffix, replacement, int(stem), condition))
    return rules


def by_rule(rules, form, upos, feats):
    """The lemma without any table."""
    lower, known = form.lower(), feats.split("|")
    for suffix, replacement, stem, condition in rules.get(upos, ()):
        if lower.endswith(suffix) and len(lower) - len(suffix) >= stem and (condition == "-" or condition in known):
            return (form if upos == "PROPN" else lower)[: len(form) - len(suffix)] + replacement
    return form if upos in KEEPS_FORM else lower


def lemma(rules, table, form, upos, feats):
    """Table first, then rules."""
    return table.get((form.lower(), upos)) or by_rule(rules, form, upos, feats)


def exceptions(rules, treebanks, least=2):
    """{(lower form, UPOS): lemma} where the rules fail on most of at least so many occurrences; None where they hold."""
    seen, regular = collections.defaultdict(collections.Counter), collections.Counter()
    for sentence in treebanks:
        for form, gold, upos, feats in zip(sentence.forms, sentence.lemmas, sentence.upos, sentence.feats):
            key = form.lower(), upos
            seen[key][gold] += 1
            regular[key] += by_rule(rules, form, upos, feats) == gold
    table = {}
    for key, lemmas in seen.items():
        best, count = max(sorted(lemmas.items()), key=lambda item: item[1])
        if best != "_" and count >= least and "\t" not in best:
            table[key] = best if count > regular[key] else None
    return table


def table_of(rules, words, treebanks):
    """All exceptions: those of the treebanks, and irregular ones that these do not contradict ("more" is its own lemma)."""
    found = irregular(rules, words) | exceptions(rules, treebanks)
    return {key: lemma for key, lemma in found.items() if lemma}


def irregular(rules, words):
    """Exceptions for frequent words from lemminflect's inflections (facts), where the rules fail."""
    import csv
    import gzip

    import lemminflect

    slots = {"noun": [("NOUN", "Number=Plur")], "adj": [("ADJ", "Degree=Cmp"), ("ADJ", "Degree=Sup")],
             "verb": [("VERB", "Tense=Past"), ("VERB", "Tense=Past"), ("VERB", "VerbForm=Ger"), ("VERB", "Person=3")]}
    table = {}
    path = Path(lemminflect.__file__).parent / "resources" / "infl_lu.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for base, category, *forms in csv.reader(lines):
            for (upos, feats), form in zip(slots.get(category, ()), forms):
                form = form.split("/")[0]
                key = form, upos
                if form and form in words and base in words and form != base and base.isalpha() and base.islower() \
                        and by_rule(rules, form, upos, feats) != base:
                    if words[base] < words.get(table.get(key), 1 << 30):  # the more frequent lemma
                        table[key] = base
    return table


def as_text(table):
    """Lines of form, UPOS, lemma, in the order of the bytes of form and UPOS."""
    keyed = sorted((f"{form}\t{upos}".encode("utf-8"), value) for (form, upos), value in table.items())
    return "\n".join(f"{key.decode('utf-8')}\t{value}" for key, value in keyed)
