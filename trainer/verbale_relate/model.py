"""A linear model over named features and dense values, fitted by L-BFGS."""

from collections import Counter

import numpy as np
import torch


def vocabulary(pairs, least):
    """Features that enough pairs have, in order."""
    counts = Counter(name for pair in pairs for name in pair["names"])
    return sorted(name for name, count in counts.items() if count >= least)


def sparse(pairs, row_of, norm):
    """Pairs by features; the known features of a pair share one norm."""
    rows, columns, values = [], [], []
    for row, pair in enumerate(pairs):
        known = [row_of[name] for name in pair["names"] if name in row_of]
        rows += [row] * len(known)
        columns += known
        values += [norm / max(len(known) ** 0.5, 1.0)] * len(known)
    shape = (len(pairs), len(row_of))
    return torch.sparse_coo_tensor(torch.tensor([rows, columns]), torch.tensor(values), shape).coalesce().to_sparse_csr()


def fit(names, values, labels, weights, classes, penalty, steps=60):
    """Weights of the features, of the dense values, and biases."""
    sizes = [names.shape[1], values.shape[1], 1]
    parts = [torch.zeros(size, classes, requires_grad=True) for size in sizes]
    optimizer = torch.optim.LBFGS(parts, max_iter=steps, line_search_fn="strong_wolfe")
    share = weights / weights.sum()

    def closure():
        optimizer.zero_grad()
        sums = torch.sparse.mm(names, parts[0]) + values @ parts[1] + parts[2]
        loss = (torch.nn.functional.cross_entropy(sums, labels, reduction="none") * share).sum()
        loss = loss + penalty * ((parts[0] ** 2).sum() + (parts[1] ** 2).sum())
        loss.backward()
        return loss

    optimizer.step(closure)
    return [part.detach() for part in parts]


def judge(names, values, parts):
    """Probabilities of the labels."""
    with torch.no_grad():
        return torch.softmax(torch.sparse.mm(names, parts[0]) + values @ parts[1] + parts[2], 1).numpy()


def rounded(weights):
    """Bytes and the step of each row, of the weights of the features."""
    scales = np.abs(weights).max(1) / 127
    scales[scales == 0] = 1
    return np.round(weights / scales[:, None]).astype(np.int8), scales.astype(np.float32)
