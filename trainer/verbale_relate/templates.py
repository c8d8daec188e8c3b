"""Sentences of our own with their two actors marked: patterns filled with names."""

import argparse
import json
import random
import re
from pathlib import Path

STATES = """France Germany Kenya Ethiopia Brazil Chile India Pakistan Japan China Turkey Iran Iraq Syria Israel Egypt Sudan
Libya Mali Niger Nigeria Ghana Poland Hungary Serbia Kosovo Ukraine Russia Georgia Armenia Mexico Cuba Peru Colombia
Venezuela Canada Australia Indonesia Vietnam Thailand Myanmar Afghanistan Yemen Qatar Jordan Lebanon Morocco Spain Italy
Norway Washington Moscow Beijing Tehran Ankara""".split()
PEOPLE = ["Prime Minister {n}", "President {n}", "Foreign Minister {n}", "{n}", "opposition leader {n}",
          "Defence Secretary {n}", "General {n}", "former minister {n}", "the envoy {n}", "human rights lawyer {n}"]
SURNAMES = """Okello Marchetti Lindqvist Haddad Petrov Tanaka Mendes Osei Karimi Novak Delgado Brandt Sato Fofana Ivanova
Rahman Castillo Whitmore Demir Sokolov""".split()
FIRST = "Anna Samuel Maria Yusuf Elena David Amina Jorge Lena Omar".split()
BODIES = ["the United Nations", "the European Union", "the African Union", "NATO", "the Security Council", "the Red Cross",
          "the World Bank", "Amnesty International", "the Supreme Court", "parliament", "the central government",
          "the foreign ministry", "the army", "the police", "the opposition", "the ruling party"]
OF_STATE = ["the {a} government", "{a} authorities", "{a} officials", "{a} troops", "{a} police", "the {a} army",
            "{a} lawmakers", "the {a} president", "{a} forces", "a {a} court"]
ADJECTIVES = """French German Kenyan Ethiopian Brazilian Indian Pakistani Chinese Turkish Iranian Iraqi Syrian Israeli
Egyptian Sudanese Libyan Nigerian Polish Serbian Ukrainian Russian Georgian Mexican Cuban Colombian Venezuelan
Indonesian Afghan Yemeni Lebanese Spanish Italian U.S. British""".split()
GROUPS = ["the rebels", "militants", "gunmen", "protesters", "the militia", "opposition activists", "two journalists",
          "refugees", "miners", "students", "farmers", "separatists", "insurgents", "the guerrillas", "union workers",
          "civilians", "residents of {c}", "a newspaper", "a human rights group", "three activists", "villagers"]
PLACES = "Aden Tripoli Kabul Mosul Bogota Lagos Gaza Donetsk Aleppo Juba Tbilisi Caracas Karachi Manila".split()
DOERS = {"PROTEST": ["thousands of students", "teachers", "farmers", "union workers", "miners", "opposition supporters",
                     "activists", "protesters", "nurses", "residents of {c}", "about 500 workers", "demonstrators"],
         "MOBILIZE": ["the {a} army", "{a} forces", "the {a} navy", "{state}", "NATO", "{state}", "{a} authorities"],
         "COERCE": ["{a} police", "{a} authorities", "the {a} government", "{state}", "a {a} court", "{state}", "the army"],
         "ASSAULT": ["{a} troops", "rebels", "militants", "the {a} army", "{a} jets", "gunmen", "{a} forces", "{state}",
                     "the militia", "insurgents"]}

FIRMS = ["{n} Foods", "Northwind Airlines", "{n} Motors", "the {n} Group", "{n} & Sons", "Harbour Bank", "the {c} Herald",
         "{n} Steel", "Meridian Media", "an oil company", "a law firm", "the club", "the university", "his company",
         "the {c} police department", "a software firm", "the studio", "the newspaper", "{n} Energy", "the board", "the union"]
PRESS = ["the Daily Courier", "a television station", "Radio Meridian", "Channel 9", "reporters", "a newspaper", "journalists",
         "the {c} Herald", "the news agency", "the network", "a magazine", "broadcaster Nova TV"]
PLAIN = ["police", "the jury", "investigators", "his wife", "her brother", "a neighbour", "the shop owner", "students",
         "doctors", "nurses", "two passengers", "a waitress", "a reporter", "the victims", "relatives of the victims",
         "his father", "a taxi driver", "the injured", "wounded soldiers", "refugees", "families", "children", "a dispatcher",
         "three tourists", "the accountant", "a witness", "friends", "the lawyer", "customers", "workers", "residents", "the boy",
         "a 12-year-old girl", "an old man", "{n}", "Mr {n}", "about 3,000 people", "paramedics", "officers", "FBI agents"]
LOCALES = ["{c}", "the hospital", "the airport", "a bar in {c}", "the town of {c}", "his home in {c}", "{state}", "the capital",
           "a school", "the embassy", "a restaurant", "the court", "northern {state}", "the city", "a police station", "the port",
           "a crowded market", "the stadium", "a church", "a mosque", "a hotel", "the {c} marathon", "the parliament building",
           "a military base", "the station", "our shores", "the border"]
VEHICLES = ["ambulances", "helicopters", "the plane", "a convoy", "buses", "private cars", "trucks", "the president's jet"]
TROOPS = ["{a} troops", "{a} forces", "the {a} army", "coalition troops", "a {a} tank column", "{a} marines", "{a} jets",
          "paratroopers", "government soldiers", "the allies", "rebels", "{a} bombers", "special forces", "the {n} brigade"]
KILLERS = ["a gunman", "two suspects", "the bomber", "a suicide bomber", "{n}", "{f} {n}", "a {a} militant", "the attackers",
           "a former soldier", "an extremist group", "the gang", "three gunmen", "the terrorists", "a man", "two masked men",
           "her husband", "the suspect", "the brothers", "a cell of militants", "a teenager", "the killer of a policeman"]
POLICE = ["police", "federal agents", "officers", "{a} police", "detectives", "the FBI", "the sheriff", "security agents",
          "bounty hunters", "{a} intelligence", "border guards", "authorities", "prosecutors"]
COURTS = ["a court in {c}", "the Supreme Court", "a {a} court", "prosecutors in {c}", "a jury", "the tribunal", "a federal judge",
          "a grand jury", "the state"]
#: Kinds of names that a pattern may ask for.
NAMES = {"state": ["{state}"], "person": PEOPLE, "body": BODIES, "group": GROUPS, "firm": FIRMS, "press": PRESS,
         "plain": PLAIN, "place": LOCALES, "vehicle": VEHICLES, "troops": TROOPS, "killer": KILLERS, "police": POLICE,
         "court": COURTS, "adj": ["{a}"]}
#: How many sentences are written as transcripts of broadcasts are: small letters throughout.
TRANSCRIBED = 0.12


def chosen(pattern, draw):
    """The pattern with one of each choice taken."""
    while "(" in pattern:
        pattern = re.sub(r"\(([^()]*)\)", lambda found: draw.choice(found[1].split("|")), pattern, count=1)
    return pattern


def actor(draw, kinds=None):
    """A name, office, body or group."""
    if kinds is None:
        kinds = draw.choices([["{state}"], PEOPLE, BODIES, OF_STATE, GROUPS, PLAIN, FIRMS], [8, 6, 4, 6, 4, 2, 1])[0]
    first, surname = draw.choice(FIRST), draw.choice(SURNAMES)
    person = f"{first} {surname}" if kinds is PEOPLE and draw.random() < 0.7 else surname
    return draw.choice(kinds).format(
        n=person, f=first, a=draw.choice(ADJECTIVES), c=draw.choice(PLACES), state=draw.choice(STATES))


def framed(pattern, around, draw):
    """The pattern, sometimes with a beginning or an end that is about something else."""
    lead = draw.choice(around["LEAD"]) + " " if draw.random() < 0.4 else ""
    tail = draw.choice(around["TAIL"]) if draw.random() < 0.5 else ""
    whole = chosen(lead + pattern + " " + tail, draw)
    return re.sub(" +", " ", whole).replace(" ,", ",").strip()


def sentence(label, pattern, around, draw):
    """A pair as `verbale relate` reads it."""
    pattern = framed(pattern, around, draw)
    fillers = {"s": actor(draw, DOERS.get(label)), "t": actor(draw), "p": actor(draw), "c": draw.choice(PLACES)}
    text, spans = "", {}
    for piece in re.split(r"(\{[stpc](?::[a-z]+)?\})", pattern):
        if re.fullmatch(r"\{[stpc](?::[a-z]+)?\}", piece):
            name, kind = piece[1], piece[3:-1]
            filler = actor(draw, NAMES[kind]) if kind else fillers[name]
            filler = filler[0].upper() + filler[1:] if not text else filler
            if name in "st" and name not in spans:
                spans[name] = {"start": len(text), "end": len(text) + len(filler), "text": filler}
            text += filler
        else:
            text += piece[:1].upper() + piece[1:] if not text else piece
    text += "."
    if draw.random() < TRANSCRIBED:
        text = text.lower()
        for span in spans.values():
            span["text"] = span["text"].lower()
    return {"text": text, "source": spans["s"], "target": spans["t"], "label": label}


def patterns(path):
    """(label, pattern) of each line, and the patterns that stand around others."""
    lines = (line.strip() for line in path.read_text("utf-8").splitlines())
    labelled = [tuple(line.split(": ", 1)) for line in lines if line and not line.startswith("#")]
    around = {name: [pattern for label, pattern in labelled if label == name] for name in ("LEAD", "TAIL")}
    return [one for one in labelled if one[0] not in around], around


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", type=int, default=25, help="sentences a pattern")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    draw, number = random.Random(options.seed), 0
    labelled, around = patterns(Path(__file__).with_name("templates.txt"))
    for label, pattern in labelled:
        for _ in range(options.each):
            number += 1
            print(json.dumps({"id": f"own-{number}", **sentence(label, pattern, around, draw)}, ensure_ascii=False))


if __name__ == "__main__":
    main()
