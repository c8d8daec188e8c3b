"""Features of a word type: everything the type encoder sees, computed from the form alone.

The runtime computes the same (see crates/verbale-syntax); tests/test_features.py holds the agreed values.
"""

import functools

import numpy as np

QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "`": "'", "´": "'",
                        "…": "..."})
AFFIXES = (  # name, key letter, rows, width
    ("prefix", "p", 2048, 24),
    ("suffix2", "2", 1024, 24),
    ("suffix3", "3", 4096, 32),
    ("suffix4", "4", 4096, 24),
    ("shape", "s", 512, 24),
)


def fnv1a(text):
    """64 bit FNV-1a of the UTF-8 bytes."""
    value = 0xCBF29CE484222325
    for byte in text.encode("utf-8"):
        value = ((value ^ byte) * 0x100000001B3) & 0xFFFFFFFFFFFFFFFF
    return value


def straight(form):
    """The form with straight quotation marks; two single ones are a double one."""
    form = form.translate(QUOTES)
    return '"' if form == "''" else form


def zero_digits(text):
    """Each ASCII digit as 0."""
    return "".join("0" if "0" <= char <= "9" else char for char in text)


def norm(form):
    """The key into the word list."""
    return zero_digits(straight(form).lower())


def shape(form):
    """X for upper case, x for other letters, d for digits; runs cut to four."""
    marks = []
    for char in form:
        if char.isupper():
            mark = "X"
        elif char.isalpha():
            mark = "x"
        elif "0" <= char <= "9":
            mark = "d"
        else:
            mark = char
        if marks[-4:] != [mark] * 4:
            marks.append(mark)
    return "".join(marks)


@functools.cache
def hashed(form):
    """Rows of the affix and shape tables, in the order of AFFIXES."""
    form = straight(form)
    lower = form.lower()
    texts = (lower[:3], lower[-2:], lower[-3:], lower[-4:], shape(form))
    return tuple(fnv1a(key + text) % rows for (_, key, rows, _), text in zip(AFFIXES, texts))


GAZETTEER_ROWS, GAZETTEER_WIDTH = 128, 16


class Lexicon:
    """Word list, static list, gazetteer: form -> ids. Id 0 is the unknown word, the zero vector, a word of no list."""

    marks = {}  # of lexicons that were kept before there was a gazetteer

    def __init__(self, words, static_words, marks=None):
        self.words, self.static_words, self.marks = list(words), list(static_words), dict(marks or {})
        self.word_id = {word: i for i, word in enumerate(self.words)}
        self.static_id = {word: i for i, word in enumerate(self.static_words)}

    def ids(self, form):
        """(word id, static id, affix and shape rows, gazetteer row)"""
        lower = straight(form).lower()
        key = zero_digits(lower)
        static = self.static_id.get(lower) or self.static_id.get(key, 0)
        return (self.word_id.get(key, 0), static, *hashed(form), self.marks.get(lower, 0))

    def matrix(self, forms):
        """Ids of each form as an array [forms, 3 + affixes]."""
        return np.array([self.ids(form) for form in forms], dtype=np.int64)
