"""Trees and names come out well-formed whatever the scores."""

import itertools
import unittest

import numpy as np

from verbale_train.decode import best_tree, is_tree, transitions, viterbi


class Decode(unittest.TestCase):
    def test_best_tree_is_the_best_single_rooted_tree(self):
        random = np.random.default_rng(3)
        for _ in range(60):
            scores = random.normal(size=(4, 5))
            scores[:, 0] += 1.0  # several words would like to be the root
            heads = best_tree(scores.copy())
            self.assertTrue(is_tree(heads))
            best = max(scores[np.arange(4), tree].sum() for tree in map(np.array, itertools.product(range(5), repeat=4))
                       if all(head != i + 1 for i, head in enumerate(tree)) and is_tree(tree))
            self.assertLessEqual(scores[np.arange(4), heads].sum(), best + 1e-9)

    def test_names_are_well_formed(self):
        tags = ["O", "B-PER", "I-PER", "E-PER", "S-PER", "B-ORG", "I-ORG", "E-ORG", "S-ORG"]
        rules = transitions(tags)
        random = np.random.default_rng(4)
        for length in range(1, 9):
            path = viterbi(random.normal(size=(length, len(tags))) * 3, rules)
            self.assertTrue(rules[1][path[0]] and rules[2][path[-1]])
            self.assertTrue(all(rules[0][one, other] for one, other in zip(path, path[1:])))


if __name__ == "__main__":
    unittest.main()
