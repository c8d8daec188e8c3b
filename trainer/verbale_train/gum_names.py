"""Names of GUM, from its entity layer: the proper names among its persons, places and organisations.

GUM marks every mention of a thing ("the new mayor of Kassel"), nested. A mention gives a name if its head is a proper
noun; the name is that part of the mention which name sets mark: without articles, titles and what follows, but with the
"of" phrase of an organisation.
"""

import collections
import re
from dataclasses import replace

from verbale_train.data import tags_of

KINDS = {"person": "PER", "place": "LOC", "organization": "ORG"}
MARK = re.compile(r"\((\d+)(?:\[[^\]]*\])?-([a-z]+)[^()]*|(\d+)?(?:\[[^\]]*\])?\)")


def mentions(rows):
    """(first, end, kind) of the marked mentions of a sentence's words."""
    found, opened = [], []
    for position, row in enumerate(rows):
        field = next((one[7:] for one in row[9].split("|") if one.startswith("Entity=")), "")
        for mark in MARK.finditer(field):
            if mark[2]:
                opened.append((mark[1], position, mark[2]))
                continue
            number = mark[3] or (opened[-1][0] if opened else None)
            place = next((i for i in range(len(opened) - 1, -1, -1) if opened[i][0] == number), None)
            if place is not None:
                _, first, kind = opened.pop(place)
                found.append((first, position + 1, kind))
    return found


def head_of(sentence, first, end):
    """The word of a mention that hangs outside it."""
    return next((i for i in range(first, end) if not first <= sentence.heads[i] - 1 < end), None)


def name_in(sentence, first, end, kind):
    """(first, end) of the proper name in a mention, or None."""
    head = head_of(sentence, first, end)
    if head is None or sentence.upos[head] != "PROPN":
        return None

    def belongs(i):
        relation = sentence.deprels[i]
        if kind == "PER":
            return relation.startswith(("flat", "compound", "goeswith")) or sentence.forms[i] in "-."
        return sentence.upos[i] not in ("DET", "PUNCT", "PRON") and sentence.forms[i][:1].isupper() or sentence.forms[i] in "-'’&"

    def under(i):
        """Hangs on the head, perhaps over other words of the name."""
        for _ in range(4):
            if i == head:
                return True
            i = sentence.heads[i] - 1
        return False

    left, right = head, head + 1
    while left > first and belongs(left - 1) and under(left - 1):
        left -= 1
    while right < end and sentence.upos[right] in ("PROPN", "PUNCT", "NUM") and belongs(right) and under(right):
        right += 1
    if kind == "ORG" and right < end and sentence.forms[right].lower() in ("of", "for"):
        after = right + 1
        while after < end and (sentence.forms[after][:1].isupper() or sentence.forms[after] in ("the", "and", "of", "-", "'s")):
            after += 1
        while sentence.upos[after - 1] in ("DET", "CCONJ", "ADP", "PUNCT"):
            after -= 1
        right = max(right, after)
    while right - left > 1 and sentence.upos[right - 1] == "PUNCT":
        right -= 1
    while right - left > 1 and not sentence.forms[left][:1].isalnum():
        left += 1
    while kind == "PER" and right - left > 1 and re.fullmatch(r"\w\w+\.", sentence.forms[left]):
        left += 1  # "Dr."
    return (left, right) if sentence.forms[head][:1].isupper() else None


def common_nouns(sentences):
    """Words that are common nouns now and then: alone and with a capital they are titles and institutions, not names."""
    counts = collections.Counter(form for sentence in sentences for form, tag in zip(sentence.forms, sentence.upos)
                                 if tag == "NOUN" and form.islower())
    return {form for form, count in counts.items() if count >= 2}


def with_names(sentence, nouns):
    """The sentence with names. Other words with a capital may be names of kinds that GUM does not mark so: unknown."""
    rows = [row for row in sentence.rows if row[0].isdigit()]
    spans, taken = [], set()
    for first, end, kind in sorted(mentions(rows), key=lambda one: (one[0] - one[1], one)):
        found = name_in(sentence, first, end, KINDS[kind]) if kind in KINDS else None
        if found and found[1] - found[0] == 1 and sentence.forms[found[0]].lower() in nouns:
            found = None
        if found and not taken.intersection(range(*found)):
            spans.append((*found, KINDS[kind]))
            taken.update(range(*found))
    tags = tags_of(len(sentence), spans)
    for i, form in enumerate(sentence.forms):
        if tags[i] == "O" and sentence.upos[i] in ("PROPN", "ADJ") and form[:1].isupper():
            tags[i] = None
    return replace(sentence, names=tags)
