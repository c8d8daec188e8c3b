"""Write predictions for gold tokens as CoNLL-U, for the shared scorer.

    python -m verbale_train.evaluate --run run/ GOLD.conllu PRED.conllu
"""

import argparse
from dataclasses import replace

from verbale_train import corpora, lemmas
from verbale_train.data import read_treebank, write_conllu
from verbale_train.export import frequent_words, load
from verbale_train.predict import analyse


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", required=True)
    parser.add_argument("--data", required=True)
    parser.add_argument("--vectors", required=True)
    parser.add_argument("files", nargs="+", help="GOLD PRED pairs")
    options = parser.parse_args()
    model, encoder, kept = load(options.run)
    rules = lemmas.read_rules()
    words = frequent_words(options.vectors, kept)
    table = lemmas.table_of(rules, words, corpora.training(options.data)[0])
    for gold, predicted in zip(options.files[::2], options.files[1::2]):
        sentences = analyse(model, encoder, read_treebank(gold))
        write_conllu(predicted, [with_lemmas(one, rules, table) for one in sentences])


def with_lemmas(sentence, rules, table):
    """The sentence with lemmas by table and rules."""
    found = [lemmas.lemma(rules, table, *word) for word in zip(sentence.forms, sentence.upos, sentence.feats)]
    return replace(sentence, lemmas=found)


if __name__ == "__main__":
    main()
