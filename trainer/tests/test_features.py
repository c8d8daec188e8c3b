"""Agreed values of the word features; the runtime has the same test."""

import unittest

import numpy as np

from verbale_train.batches import TRUST_IN_LABELS, Encoder, Labels, augment, seeded, without_words
from verbale_train.data import Sentence, bioes
from verbale_train.gazetteer import plain, tokens_of
from verbale_train.features import Lexicon, fnv1a, norm, shape


class Features(unittest.TestCase):
    def test_hash_is_fnv1a(self):
        self.assertEqual(fnv1a(""), 0xCBF29CE484222325)
        self.assertEqual(fnv1a("a"), 0xAF63DC4C8601EC8C)

    def test_norm(self):
        self.assertEqual(norm("“"), '"')
        self.assertEqual(norm("''"), '"')
        self.assertEqual(norm("Côte"), "côte")
        self.assertEqual(norm("1,250"), "0,000")

    def test_shape_cuts_runs(self):
        self.assertEqual(shape("McArthur1999"), "XxXxxxxdddd")
        self.assertEqual(shape("U.S."), "X.X.")

    def test_static_prefers_the_form_with_its_digits(self):
        lexicon = Lexicon(["", "0000"], ["", "2005", "0000"])
        self.assertEqual(lexicon.ids("2005")[:2], (1, 1))
        self.assertEqual(lexicon.ids("1999")[:2], (1, 2))
        self.assertEqual(lexicon.ids("unseen")[:2], (0, 0))


    def test_gazetteer_row_comes_last(self):
        lexicon = Lexicon([""], [""], {"zenda": 3})
        self.assertEqual([lexicon.ids(form)[-1] for form in ("Zenda", "ZENDA", "Strelsau")], [3, 3, 0])

    def test_names_are_taken_apart_as_in_text(self):
        self.assertEqual(tokens_of("Deir al-Zenda"), ["Deir", "al", "-", "Zenda"])
        self.assertEqual(plain("Ḩişn Dārah"), "Hisn Darah")


class Shares(unittest.TestCase):
    def test_labels_are_mixed_with_beliefs(self):
        labels = Labels(["NOUN", "VERB"], [], [], ["O", "S-PER"])
        encoder = Encoder(Lexicon([""], [""]), labels, {})
        soft = {"upos": np.array([[0.0, 1.0], [0.5, 0.5]])}
        found = encoder.shares(Sentence("", ["a", "b"], upos=["NOUN", None], soft=soft), "upos")
        np.testing.assert_allclose(found, [[TRUST_IN_LABELS, 1 - TRUST_IN_LABELS], [0.5, 0.5]], rtol=1e-6)
        self.assertEqual(encoder.shares(Sentence("", ["a"]), "upos").sum(), 0)


class Augmentation(unittest.TestCase):
    def test_words_go_only_if_nothing_hangs_on_them(self):
        sentence = Sentence("", ['"', "Go", '"'], heads=[2, 0, 2], deprels=["punct", "root", "punct"])
        self.assertEqual(without_words(sentence, {0, 2}).heads, [0])
        self.assertIsNone(without_words(sentence, {1}))

    def test_trees_stay_whole(self):
        chance = seeded(1)
        sentence = Sentence("", ["They", "left", "."], heads=[2, 0, 2], deprels=["nsubj", "root", "punct"])
        for _ in range(200):
            changed = augment(sentence, chance)
            self.assertEqual(changed.heads[:2], [2, 0])
            self.assertEqual(len(changed.forms), len(changed.heads))

    def test_bioes(self):
        self.assertEqual(bioes(["B-PER", "I-PER", "O", "I-location", "B-O"]), ["B-PER", "E-PER", "O", "S-LOC", "O"])


if __name__ == "__main__":
    unittest.main()
