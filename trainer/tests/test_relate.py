"""Patterns, features and figures of the model of relations."""

import random
import unittest
from pathlib import Path

import numpy as np

from verbale_relate import model, templates, train

PATTERNS = Path(templates.__file__).with_name("templates.txt")


class Templates(unittest.TestCase):
    def test_every_pattern_gives_marked_sentences(self):
        draw = random.Random(5)
        labelled, around = templates.patterns(PATTERNS)
        for label, pattern in labelled:
            self.assertIn(label, train.QUADS)
            pair = templates.sentence(label, pattern, around, draw)
            for role in ("source", "target"):
                span = pair[role]
                self.assertEqual(pair["text"][span["start"]:span["end"]], span["text"])
            self.assertNotRegex(pair["text"], r"[(){}|]|  ")

    def test_a_choice_takes_one(self):
        self.assertIn(templates.chosen("{s} (met|phoned) {t}", random.Random(1)), ("{s} met {t}", "{s} phoned {t}"))


class Model(unittest.TestCase):
    def test_rare_features_are_left_out(self):
        pairs = [{"names": ["a", "b"]}, {"names": ["a"]}]
        self.assertEqual(model.vocabulary(pairs, 2), ["a"])

    def test_known_features_share_one_norm(self):
        row = model.sparse([{"names": ["a", "b", "x"]}], {"a": 0, "b": 1}, 3.0).to_dense().numpy()
        self.assertAlmostEqual(float(np.linalg.norm(row)), 3.0, places=5)

    def test_rounding_keeps_weights(self):
        weights = np.array([[0.5, -1.0], [0.0, 0.0]], np.float32)
        steps, scales = model.rounded(weights)
        self.assertLess(np.abs(steps * scales[:, None] - weights).max(), 0.005)


class Figures(unittest.TestCase):
    def test_macro_f1_counts_labels_alike(self):
        self.assertAlmostEqual(train.macro_f1(["a", "a", "a", "b"], ["a", "a", "a", "a"]), (6 / 7) / 2)

    def test_confidence_of_one_half_that_is_always_right_is_off_by_one_half(self):
        self.assertAlmostEqual(train.calibration_error(np.array([0.5, 0.5]), np.array([True, True])), 0.5)
