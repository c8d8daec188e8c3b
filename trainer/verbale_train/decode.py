"""From scores to trees and names: best tree with one root, Viterbi with the hard rules of BIOES."""

import numpy as np


def is_tree(heads):
    """Every word reaches the root, and one word hangs on it."""
    if (heads == 0).sum() != 1:
        return False
    state = np.zeros(len(heads) + 1, np.int8)
    state[0] = 2
    for start in range(1, len(heads) + 1):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node - 1]
        if state[node] == 1:
            return False
        state[path] = 2
    return True


def chu_liu_edmonds(scores):
    """Best arborescence over nodes 0..n; scores [n + 1, n + 1] with rows = dependents. Gives heads with heads[0] = 0."""
    size = len(scores)
    scores = scores.copy()
    np.fill_diagonal(scores, -np.inf)
    heads = scores.argmax(1)
    heads[0] = 0
    cycle = find_cycle(heads)
    if cycle is None:
        return heads
    inside = np.zeros(size, bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    best_in = scores[cycle, heads[cycle]]
    total = len(outside)
    small = np.full((total + 1, total + 1), -np.inf)
    small[:total, :total] = scores[np.ix_(outside, outside)]
    enter = scores[np.ix_(cycle, outside)] - best_in[:, None]
    enter_by = enter.argmax(0)
    small[total, :total] = enter[enter_by, np.arange(total)]
    leave = scores[np.ix_(outside, cycle)]
    leave_to = leave.argmax(1)
    small[:total, total] = leave[np.arange(total), leave_to]
    inner = chu_liu_edmonds(small)
    result = heads.copy()
    for i, node in enumerate(outside):
        if node:
            result[node] = cycle[leave_to[i]] if inner[i] == total else outside[inner[i]]
    entered = cycle[enter_by[inner[total]]]
    result[entered] = outside[inner[total]]
    return result


def find_cycle(heads):
    """Nodes of some cycle, or None."""
    state = np.zeros(len(heads), np.int8)
    state[0] = 2
    for start in range(1, len(heads)):
        path, node = [], start
        while state[node] == 0:
            state[node] = 1
            path.append(node)
            node = heads[node]
        if state[node] == 1:
            return np.array(path[path.index(node):])
        state[path] = 2
    return None


def best_tree(scores):
    """scores [n, n + 1] (column 0 = root) -> heads [n] of the best tree with exactly one root."""
    count = len(scores)
    if count == 1:
        return np.zeros(1, np.int64)
    scores = scores.astype(np.float64)
    scores[np.arange(count), np.arange(1, count + 1)] = -np.inf
    heads = scores.argmax(1)
    if is_tree(heads):
        return heads
    square = np.concatenate([np.full((1, count + 1), -np.inf), scores])
    square[0, 0] = 0.0
    heads = chu_liu_edmonds(square)[1:]
    if (heads == 0).sum() == 1:
        return heads
    best, best_score = heads, -np.inf
    for root in np.flatnonzero(heads == 0):
        forced = square.copy()
        forced[1:, 0] = -np.inf
        forced[root + 1, 1:] = -np.inf
        forced[root + 1, 0] = 0.0
        candidate = chu_liu_edmonds(forced)[1:]
        score = scores[np.arange(count), candidate].sum()
        if score > best_score:
            best, best_score = candidate, score
    return best


def transitions(tags):
    """[from, to] allowed, and which tags may begin and end a sentence, by the rules of BIOES."""
    def follows(one, other):
        open_before = one[0] in "BI"
        if open_before:
            return other[0] in "IE" and one[2:] == other[2:]
        return other[0] in "OBS"

    allowed = np.array([[follows(one, other) for other in tags] for one in tags])
    return allowed, np.array([tag[0] in "OBS" for tag in tags]), np.array([tag[0] in "OES" for tag in tags])


def viterbi(scores, rules):
    """Best allowed tag sequence of [n, tags]."""
    allowed, begins, ends = rules
    penalty = np.where(allowed, 0.0, -1e9)
    best = scores[0] + np.where(begins, 0.0, -1e9)
    back = []
    for row in scores[1:]:
        through = best[:, None] + penalty
        back.append(through.argmax(0))
        best = through.max(0) + row
    best = best + np.where(ends, 0.0, -1e9)
    path = [int(best.argmax())]
    for pointers in reversed(back):
        path.append(int(pointers[path[-1]]))
    return path[::-1]
