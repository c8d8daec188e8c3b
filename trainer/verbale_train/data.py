"""Reading treebanks (CoNLL-U) and name sets (UNER iob2, CoNLL columns)."""

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

UNIVERSAL_FEATURES = frozenset("""PronType NumType Poss Reflex Foreign Abbr Gender Animacy Number Case Definite Degree
    VerbForm Mood Tense Aspect Voice Evident Polarity Person Polite""".split())
NAME_KINDS = {  # kinds of the name sets -> ours; what is not listed is no name
    "per": "PER", "person": "PER", "politician": "PER",
    "loc": "LOC", "location": "LOC", "country": "LOC",
    "org": "ORG", "organisation": "ORG", "politicalparty": "ORG",
    "misc": "MISC", "oth": "MISC", "election": "MISC", "event": "MISC",
}


@dataclass
class Sentence:
    """Words with whatever is known of them; a layer that is None is unknown and gives no loss."""

    identifier: str
    forms: list
    lemmas: list = None
    upos: list = None
    feats: list = None
    heads: list = None  # 0 = root, else the number of the word, from 1
    deprels: list = None
    names: list = None  # BIOES tags
    comments: list = field(default_factory=list)
    rows: list = field(default_factory=list)  # all CoNLL-U rows, for writing predictions
    weight: float = 1.0
    sure: list = None  # for silver trees: whether the arc may be learned
    soft: dict = None  # {layer: what the teacher believes of each word [words, classes]}
    silver: bool = False  # whether the labels are the teacher's
    guideline: int = 0  # whose rules for names: 0 = EWT (and the teacher's), 1 = GUM, 2 = Wikipedia

    def __len__(self):
        return len(self.forms)


def sha256(path):
    """Hash of a data file, for the model card."""
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def blocks(path):
    """(comment lines, rows split at tabs) of each block of lines."""
    comments, rows = [], []
    with open(path, encoding="utf-8") as lines:
        for line in [*lines, ""]:
            line = line.rstrip("\r\n")
            if not line.strip():
                if rows:
                    yield comments, rows
                comments, rows = [], []
            elif re.match(r"# ?(sent_id|text|newdoc|newpar|[a-zA-Z_:]+) ?(=|id|$)", line) and "\t" not in line:
                comments.append(line)
            else:
                rows.append(line.split("\t") if "\t" in line else line.split())


def identifier_of(comments):
    """The sentence's identifier, or an empty string."""
    found = [match[1] for line in comments if (match := re.match(r"# *sent_id *= *(.*)", line))]
    return found[0] if found else ""


def universal(feats):
    """Only the universal features of a feature string."""
    return "|".join(one for one in feats.split("|") if one.split("=")[0] in UNIVERSAL_FEATURES) or "_"


def read_treebank(path):
    """Sentences of a CoNLL-U file: syntactic words only; multiword tokens stay in `rows`."""
    sentences = []
    for comments, rows in blocks(path):
        words = [row for row in rows if row[0].isdigit()]
        sentences.append(Sentence(
            identifier_of(comments), [row[1] for row in words], [row[2] for row in words], [row[3] for row in words],
            [universal(row[5]) for row in words],
            [int(row[6]) if row[6].isdigit() else 0 for row in words], [row[7] for row in words],
            comments=comments, rows=rows))
    return sentences


def read_names(path):
    """Sentences with name tags from UNER iob2 (number, word, label) or CoNLL (word, ..., label)."""
    blocks_read = [(identifier_of(comments), rows) for comments, rows in blocks(path)
                   if not rows[0][0].startswith("-DOCSTART-")]
    numbered = all(row[0].isdigit() for _, rows in blocks_read for row in rows)
    word, label = (1, 2) if numbered else (0, -1)
    return [Sentence(identifier, [row[word] for row in rows], names=bioes([row[label] for row in rows]))
            for identifier, rows in blocks_read]


def spans_of(labels):
    """(start, end, kind) of IOB labels; an I- that does not go on with the same kind begins a name."""
    spans, before = [], None
    for position, label in enumerate(labels):
        prefix, _, kind = label.partition("-")
        kind = NAME_KINDS.get(kind.lower())
        if prefix not in ("B", "I") or kind is None:
            before = None
            continue
        if prefix == "I" and before == kind:
            spans[-1] = (spans[-1][0], position + 1, kind)
        else:
            spans.append((position, position + 1, kind))
        before = kind
    return spans


def tags_of(length, spans):
    """BIOES tags of spans."""
    tags = ["O"] * length
    for start, end, kind in spans:
        if end - start == 1:
            tags[start] = f"S-{kind}"
        else:
            tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 2), f"E-{kind}"]
    return tags


def bioes(labels):
    """BIOES tags of IOB labels, kinds mapped."""
    return tags_of(len(labels), spans_of(labels))


def join_names(treebank, named):
    """The treebank with the name tags of the sentences that have the same identifier and the same words."""
    tags = {one.identifier: one for one in named}
    joined = []
    for sentence in treebank:
        other = tags.get(sentence.identifier)
        same = other is not None and other.forms == sentence.forms
        joined.append(replace(sentence, names=other.names) if same else sentence)
    return joined


def write_conllu(path, sentences):
    """Write analysed sentences, keeping multiword token rows and comments of those that came from CoNLL-U."""
    with open(path, "w", encoding="utf-8") as out:
        for number, sentence in enumerate(sentences, 1):
            lines = sentence.comments or [f"# sent_id = {sentence.identifier or number}"]
            rows = sentence.rows or [[str(i)] for i in range(1, len(sentence) + 1)]
            out.write("\n".join(lines) + "\n")
            for row in rows:
                if row[0].isdigit():
                    out.write("\t".join(word_row(sentence, int(row[0]) - 1)) + "\n")
                elif "-" in row[0]:
                    out.write("\t".join(row[:2] + ["_"] * 8) + "\n")
            out.write("\n")


def word_row(sentence, i):
    """The ten columns of a word."""
    def column(values):
        return str(values[i]) if values else "_"

    name = "_"
    if sentence.names and sentence.names[i] != "O":
        prefix, kind = sentence.names[i].split("-")
        name = f"Entity={'B' if prefix in 'BS' else 'I'}-{kind}"
    return [str(i + 1), sentence.forms[i], column(sentence.lemmas), column(sentence.upos), "_", column(sentence.feats),
            column(sentence.heads), column(sentence.deprels), "_", name]
