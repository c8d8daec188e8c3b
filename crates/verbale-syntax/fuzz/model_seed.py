"""Write a tiny model for the fuzz target `model` to start from: python model_seed.py CORPUS_FOLDER"""

import sys
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[3] / "trainer"))
from verbale_train import modelfile  # noqa: E402

HIDDEN, TYPE, ARC, LABEL = 4, 4, 3, 3


def tiny():
    """A model with one layer and few words; weights of chance."""
    chance = np.random.default_rng(1)

    def half(*shape):
        return "f16", chance.normal(size=shape)

    def single(*shape):
        return "f32", chance.normal(size=shape)

    def text(*lines):
        return "u8", np.frombuffer("\n".join(lines).encode(), np.uint8)

    tensors = {"word.list": text("", "in", "the"), "word.emb": half(3, 2), "static.list": text("", "envoys", "meet"),
               "static.codes": ("u8", np.zeros((3, 1), np.uint8)), "static.centres": half(1, 256, 1),
               "lemma.table": text("met\tVERB\t_\tmeet"), "gazetteer.list": text("strelsau\t1"), "gazetteer.emb": half(2, 1)}
    affixes = ("prefix", "suffix2", "suffix3", "suffix4", "shape")
    tensors |= {f"{name}.emb": half(2, 1) for name in affixes}
    tensors |= {"type.w": half(2 + 1 + len(affixes) + 1, TYPE), "type.b": single(TYPE)}
    for direction in ("fwd", "bwd"):
        prefix = f"gru.0.{direction}"
        tensors |= {f"{prefix}.w_in": half(TYPE, 3 * HIDDEN), f"{prefix}.w_rec": half(HIDDEN, 3 * HIDDEN),
                    f"{prefix}.b_in": single(3 * HIDDEN), f"{prefix}.b_rec": single(3 * HIDDEN)}
    wide = 2 * HIDDEN
    labels = {"upos": ["NOUN", "VERB"], "feats": ["_", "Number=Plur"], "deprels": ["nsubj", "root"],
              "names": ["O", "B-LOC", "E-LOC", "S-LOC"]}
    for name, inner, columns in (("upos", wide, 2), ("feats", wide, 2), ("arc.dep", wide, ARC), ("arc.head", wide, ARC),
                                 ("label.dep", wide, LABEL), ("label.out", LABEL, 2), ("names.hidden", wide, 2), ("names", 2, 4)):
        tensors |= {f"{name}.w": half(inner, columns), f"{name}.b": single(columns)}
    tensors |= {"label.head.w": half(wide, LABEL), "arc.root": single(ARC), "arc.u_bilinear": half(ARC, ARC),
                "arc.u_head": single(ARC), "label.root": single(LABEL)}
    return modelfile.pack({"name": "tiny", "architecture": "typed-bigru-biaffine/1", **labels}, tensors)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    content = tiny()
    (folder / "tiny").write_bytes(content[12:-8])  # the target puts head and checksum around it
    print(f"{len(content)} bytes")


if __name__ == "__main__":
    main()
