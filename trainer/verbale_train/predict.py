"""Run the network over sentences and decode."""

from dataclasses import replace

import torch

from verbale_train.batches import bunches
from verbale_train.decode import best_tree, transitions, viterbi
from verbale_train.model import mask_scores


@torch.no_grad()
def analyse(model, encoder, sentences, words=4000):
    """Predicted copies of the sentences, in order."""
    model.eval()
    rules = transitions(encoder.labels.names)
    results = {}
    for numbers in bunches(sentences, words):
        group = [sentences[number] for number in numbers]
        batch = encoder.batch(group)
        h = model.encode_batch(batch).transpose(0, 1)
        arcs = mask_scores(model.arcs(h), batch.lengths).numpy()
        heads = torch.zeros(h.shape[:2], dtype=torch.long)
        for b, sentence in enumerate(group):
            n = len(sentence)
            heads[b, :n] = torch.from_numpy(best_tree(arcs[b, :n, : n + 1]))
        deprels = model.labels(h, heads).argmax(-1).numpy()
        upos = model.upos(h).argmax(-1).numpy()
        feats = model.feats(h).argmax(-1).numpy()
        names = model.name_scores(h).numpy()
        labels = encoder.labels
        for b, (number, sentence) in enumerate(zip(numbers, group)):
            n = len(sentence)
            results[number] = replace(
                sentence, lemmas=None, upos=[labels.upos[i] for i in upos[b, :n]],
                feats=[labels.feats[i] for i in feats[b, :n]], heads=heads[b, :n].tolist(),
                deprels=[labels.deprels[i] for i in deprels[b, :n]],
                names=[labels.names[i] for i in viterbi(names[b, :n], rules)])
    return [results[i] for i in range(len(sentences))]
