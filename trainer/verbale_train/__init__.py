"""Trainer of Verbale's syntax model: treebanks and name sets in, one model file out."""
