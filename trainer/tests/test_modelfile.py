"""The model file: what is written can be read, and damage is noticed."""

import unittest

import numpy as np
import torch
from torch import nn

from verbale_train import modelfile
from verbale_train.gru import BiGru


class File(unittest.TestCase):
    def test_round_trip_and_damage(self):
        matrix = np.arange(6, dtype=np.float32).reshape(2, 3)
        content = modelfile.pack({"name": "x"}, {"a": ("f16", matrix), "b": ("i8", np.array([-3, 4]))})
        header, tensors = modelfile.unpack(content)
        self.assertEqual(header["name"], "x")
        self.assertEqual(header["tensors"][1]["offset"] % 64, 0)
        np.testing.assert_array_equal(tensors["a"], matrix)
        np.testing.assert_array_equal(tensors["b"], [-3, 4])
        damaged = bytearray(content)
        damaged[-20] ^= 1
        with self.assertRaises(ValueError):
            modelfile.unpack(bytes(damaged))


class Gru(unittest.TestCase):
    def test_same_as_pytorch(self):
        torch.manual_seed(0)
        ours, theirs = BiGru(5, 4), nn.GRU(5, 4, bidirectional=True)
        with torch.no_grad():
            ours.b_in.normal_()
            ours.b_rec.normal_()
            for d, suffix in enumerate(("", "_reverse")):
                getattr(theirs, f"weight_ih_l0{suffix}").copy_(ours.w_in[d].T)
                getattr(theirs, f"weight_hh_l0{suffix}").copy_(ours.w_rec[d].T)
                getattr(theirs, f"bias_ih_l0{suffix}").copy_(ours.b_in[d, 0])
                getattr(theirs, f"bias_hh_l0{suffix}").copy_(ours.b_rec[d, 0])
        x = torch.randn(7, 1, 5, requires_grad=True)
        y = x.detach().clone().requires_grad_()
        out = ours(x, torch.arange(6, -1, -1)[:, None], torch.ones(2, 1, 4))
        expected = theirs(y)[0]
        torch.testing.assert_close(out, expected)
        target = torch.randn_like(out)
        (out * target).sum().backward()
        (expected * target).sum().backward()
        torch.testing.assert_close(x.grad, y.grad)
        torch.testing.assert_close(ours.w_rec.grad[1].T, theirs.weight_hh_l0_reverse.grad)


if __name__ == "__main__":
    unittest.main()
