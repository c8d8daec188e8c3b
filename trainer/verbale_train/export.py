"""Write a trained run as a model file, and the fixtures that the runtime checks itself against.

    python -m verbale_train.export --run run/ --data ../../shared/data --out ../models/en-1.bin --parity DIR
"""

import argparse
import json
import pickle
from pathlib import Path

import numpy as np
import torch

from verbale_train import corpora, lemmas, modelfile, vectors
from verbale_train.batches import Encoder
from verbale_train.data import Sentence
from verbale_train.features import AFFIXES
from verbale_train.model import Dropout, Parser
from verbale_train.predict import analyse

PARITY_SENTENCES = [  # our own words
    "The foreign ministers of Turkey and Qatar met in Doha on Tuesday to discuss a ceasefire .",
    "“ We will not accept threats , ” President Elena Marković told reporters in Sarajevo .",
    "Three soldiers were killed and 12 wounded when rebels shelled the border town of Karanje .",
    "THE COUNCIL REFUSED TO LIFT SANCTIONS",
    "According to the U.N. , about 40,000 people have fled since 2019 ; aid has n't reached them .",
]


def load(run):
    """(model, encoder, what the lexicon file holds) of a finished run."""
    with open(Path(run) / "lexicon.pickle", "rb") as content:
        kept = pickle.load(content)
    static = torch.from_numpy(vectors.restore(kept["codes"], kept["centres"]))
    model = Parser(kept["dims"], static, Dropout())
    model.load_state_dict(torch.load(Path(run) / "best.pt"))
    halve(model)
    return model.eval(), Encoder(kept["lexicon"], kept["labels"], kept["counts"]), kept


@torch.no_grad()
def halve(model):
    """Round the weights as the file will, so that scores and fixtures are those of the file."""
    for name, value in model.named_parameters():
        if value.dim() >= 2 and min(value.shape[-2:]) > 1:
            value.copy_(value.half().float())


def blob(lines):
    """Text as a byte tensor."""
    return "u8", np.frombuffer("\n".join(lines).encode("utf-8"), np.uint8)


def tensors_of(model, kept, table):
    """{name: (dtype, array)} in the order of the file."""
    def linear(name, layer):
        found = {f"{name}.w": ("f16", layer.weight.detach().numpy().T)}
        if layer.bias is not None:
            found[f"{name}.b"] = ("f32", layer.bias.detach().numpy())
        return found

    lexicon = kept["lexicon"]
    tensors = {"word.list": blob(lexicon.words), "word.emb": ("f16", model.word.weight.detach().numpy()),
               "static.list": blob(lexicon.static_words), "static.codes": ("u8", kept["codes"]),
               "static.centres": ("f16", kept["centres"]), "lemma.table": blob(lemmas.as_text(table).split("\n"))}
    for (name, *_), layer in zip(AFFIXES, model.affixes):
        tensors[f"{name}.emb"] = ("f16", layer.weight.detach().numpy())
    marks = sorted(lexicon.marks.items(), key=lambda one: one[0].encode("utf-8"))
    if marks:
        tensors["gazetteer.list"] = blob(f"{word}\t{row}" for word, row in marks)
        tensors["gazetteer.emb"] = ("f16", model.gazetteer.weight.detach().numpy())
    tensors |= linear("type", model.type_layer)
    for number, layer in enumerate(model.layers):
        for direction, name in enumerate(("fwd", "bwd")):
            prefix = f"gru.{number}.{name}"
            tensors[f"{prefix}.w_in"] = ("f16", layer.w_in[direction].detach().numpy())
            tensors[f"{prefix}.w_rec"] = ("f16", layer.w_rec[direction].detach().numpy())
            tensors[f"{prefix}.b_in"] = ("f32", layer.b_in[direction, 0].detach().numpy())
            tensors[f"{prefix}.b_rec"] = ("f32", layer.b_rec[direction, 0].detach().numpy())
    for name, layer in (("upos", model.upos), ("feats", model.feats), ("arc.dep", model.arc_dep),
                        ("arc.head", model.arc_head), ("label.dep", model.label_dep), ("label.head", model.label_head),
                        ("label.out", model.label_out), ("names.hidden", model.names_hidden), ("names", model.names)):
        tensors |= linear(name, layer)
    tensors["names.hidden.b"] = ("f32", (model.names_hidden.bias + model.guidelines[0]).detach().numpy())
    tensors |= {"arc.root": ("f32", model.arc_root.detach().numpy()),
                "arc.u_bilinear": ("f16", model.arc_bilinear.detach().numpy()),
                "arc.u_head": ("f32", model.arc_head_bias.detach().numpy()),
                "label.root": ("f32", model.label_root.detach().numpy())}
    return tensors


def header_of(kept, data, outside):
    """Everything in the header but the tensors."""
    labels, settings, dims = kept["labels"], vars(kept["settings"]), kept["dims"]
    return {"name": "en-1", "language": "en", "licence": "CC BY-SA 4.0", "architecture": "typed-bigru-biaffine/1",
            "dims": {**dims.as_dict(), "D": dims.type_width, "H": dims.hidden[0], "L": len(dims.hidden), "A": dims.arc,
                     "B": dims.label},
            "upos": labels.upos, "feats": labels.feats, "deprels": labels.deprels, "names": labels.names,
            "training": {"sha256": corpora.hashes(data), "seed": settings["seed"], "minutes": settings["minutes"],
                         "outside": outside}}


@torch.no_grad()
def parity(model, encoder, tokens):
    """What the runtime must reproduce for a sentence."""
    sentence = Sentence("", tokens)
    predicted = analyse(model, encoder, [sentence])[0]
    batch = encoder.batch([sentence])
    h = model.encode(batch.ids, batch.backwards)[:, 0]
    return {"tokens": tokens, "ids": batch.ids[:, 0].tolist(), "upos": predicted.upos, "feats": predicted.feats,
            "heads": predicted.heads, "deprels": predicted.deprels, "names": predicted.names,
            "h": [[round(value, 5) for value in row] for row in h.tolist()]}


def frequent_words(path, kept, size=60_000):
    """{word: rank} of the words that irregular lemmas are kept for."""
    known = set(kept["lexicon"].static_words)
    ranked = [word for word in vectors.load(path)[0] if word in known]
    return {word: rank for rank, word in enumerate(ranked[:size])}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--vectors", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--outside", type=float, default=0.0,
                        help="added to the score of no name; chosen on the development set, where names are marked too freely")
    parser.add_argument("--parity", type=Path)
    options = parser.parse_args()
    model, encoder, kept = load(options.run)
    with torch.no_grad():
        model.names.bias[kept["labels"].names.index("O")] += options.outside
    rules = lemmas.read_rules()
    words = frequent_words(options.vectors, kept)
    table = lemmas.table_of(rules, words, corpora.training(options.data)[0])
    content = modelfile.pack(header_of(kept, options.data, options.outside), tensors_of(model, kept, table))
    options.out.write_bytes(content)
    print(f"{options.out}: {len(content)} bytes, {len(table)} lemma exceptions")
    if options.parity:
        options.parity.mkdir(parents=True, exist_ok=True)
        for number, text in enumerate(PARITY_SENTENCES, 1):
            fixture = parity(model, encoder, text.split())
            (options.parity / f"{number}.json").write_text(json.dumps(fixture, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
