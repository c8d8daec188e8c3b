"""Derive the ordered lemma suffix rules (crates/verbale-syntax/data/lemma-rules.tsv).

The facts are the inflections of `lemminflect` (PyPI, MIT; from the NIH SPECIALIST lexicon), restricted to words that are
frequent enough to stand in the static vectors. For each word class and feature a decision list is learned: the longest
suffix with a reliable rewrite wins; a longer suffix is listed only where it differs from the shorter one below it.

    python lemma_rules.py --words glove.txt > lemma-rules.tsv
"""

import argparse
import collections
import csv
import gzip
from pathlib import Path

CLASSES = {  # lemminflect's class -> (UPOS, condition) of each inflected form
    "noun": [("NOUN", "Number=Plur")],
    "verb": [("VERB", "Tense=Past"), ("VERB", "VerbForm=Ger"), ("VERB", "Person=3")],
    "adj": [("ADJ", "Degree=Cmp"), ("ADJ", "Degree=Sup")],
    "adv": [("ADV", "Degree=Cmp"), ("ADV", "Degree=Sup")],
}
ENDINGS = ("s", "ed", "ing", "er", "est")  # irregular forms belong into the model's exception table
LONGEST_SUFFIX = 7
HAND = [  # rules that no list of inflections teaches: (UPOS, suffix, replacement, minimum stem, condition)
    ("NOUN", "sses", "ss", 1, "Number=Plur"),
    ("PROPN", "ies", "y", 3, "Number=Plur"),
    ("PROPN", "ches", "ch", 2, "Number=Plur"),
    ("PROPN", "men", "man", 2, "Number=Plur"),
    ("PROPN", "ss", "ss", 0, "Number=Plur"),
    ("PROPN", "us", "us", 0, "Number=Plur"),
    ("PROPN", "s", "", 2, "Number=Plur"),
    ("PART", "n't", "not", 0, "-"),
    ("PART", "n’t", "not", 0, "-"),
    ("PART", "’s", "'s", 0, "-"),
    ("PART", "’", "'s", 0, "-"),
    ("PUNCT", "–", "-", 0, "-"),
    ("PUNCT", "—", "-", 0, "-"),
    ("PUNCT", "--", "-", 0, "-"),
    ("PUNCT", "“", '"', 0, "-"),
    ("PUNCT", "”", '"', 0, "-"),
    ("PUNCT", "‘", "'", 0, "-"),
    ("PUNCT", "’", "'", 0, "-"),
]


def rewrite(form, lemma):
    """(suffix of form, replacement) after the longest common beginning."""
    same = 0
    while same < min(len(form), len(lemma)) and form[same] == lemma[same]:
        same += 1
    return form[same:], lemma[same:]


def inflections(words):
    """(UPOS, condition, form, lemma) of the regular-looking inflections whose form is a known word."""
    import lemminflect

    path = Path(lemminflect.__file__).parent / "resources" / "infl_lu.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for lemma, category, *forms in csv.reader(lines):
            if not lemma.isalpha() or not lemma.islower():
                continue
            slots = CLASSES.get(category, [])
            for (upos, condition), form in zip(slots, slots_of(category, forms, len(slots))):
                if form in words and form != lemma and form.endswith(ENDINGS) and len(rewrite(form, lemma)[0]) <= LONGEST_SUFFIX:
                    yield upos, condition, form, lemma


def slots_of(category, forms, count):
    """The first form of each slot. Verbs list past, (participle,) -ing, -s."""
    forms = [form.split("/")[0] for form in forms]
    if category == "verb" and len(forms) >= 3:
        ing = next((one for one in forms if one.endswith("ing")), "")
        third = next((one for one in reversed(forms) if one.endswith("s")), "")
        return [forms[0], ing, third]
    return forms[:count]


def learn(pairs, support, purity):
    """Decision list {suffix: replacement} from (form, lemma) pairs."""
    votes = collections.defaultdict(collections.Counter)
    for form, lemma in pairs:
        cut, put = rewrite(form, lemma)
        shortest = max(len(cut), max(len(one) for one in ENDINGS if form.endswith(one)))
        for length in range(shortest, min(LONGEST_SUFFIX, len(form) - 1) + 1):
            suffix = form[len(form) - length:]
            votes[suffix][suffix[: length - len(cut)] + put] += 1
    total = collections.Counter()
    for form, _ in pairs:
        for length in range(1, min(LONGEST_SUFFIX, len(form) - 1) + 1):
            total[form[len(form) - length:]] += 1
    rules = {}
    for suffix in sorted(votes, key=lambda one: (len(one), one)):
        replacement, count = max(sorted(votes[suffix].items()), key=lambda item: item[1])
        shorter = next((suffix[i:] for i in range(1, len(suffix)) if suffix[i:] in rules), None)
        inherited = suffix[: len(suffix) - len(shorter)] + rules[shorter] if shorter else None
        gain = count - votes[suffix].get(inherited, 0)
        if replacement != inherited and (shorter is None and count >= 30 or
                                         gain >= support and count >= purity * total[suffix]):
            rules[suffix] = replacement
    return rules


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", required=True, help="one word a line, most frequent first")
    parser.add_argument("--top", type=int, default=80_000)
    options = parser.parse_args()
    words = set(Path(options.words).read_text(encoding="utf-8").split("\n")[: options.top])
    groups = collections.defaultdict(list)
    for upos, condition, form, lemma in inflections(words):
        groups[upos, condition].append((form, lemma))
    print("# Ordered lemma rules: the first row wins whose UPOS is the word's, whose condition (a feature, or -) holds,")
    print("# and whose suffix ends the lower-case form with at least `stem` characters before it. PROPN keeps its case.")
    print("# No row: the lower-case form (PROPN, X, SYM, PUNCT, NUM: the form). Made by trainer/lemma_rules.py.")
    print("upos\tsuffix\treplacement\tstem\tcondition")
    for row in HAND:
        print(*row, sep="\t")
    for (upos, condition), pairs in sorted(groups.items()):
        rules = learn(pairs, support=2, purity=0.5)
        for suffix, replacement in sorted(rules.items(), key=lambda item: (-len(item[0]), item[0])):
            ing = condition == "VerbForm=Ger"  # participles have no feature of their own; "bring" is not an -ing form
            stem = max(0, (6 if ing else 4) - len(suffix))
            print(upos, suffix, replacement, stem, "-" if ing else condition, sep="\t")


if __name__ == "__main__":
    main()
