//! Trees: from the encoder's vectors to heads and relations.

use crate::activation::{argmax, elu};
use crate::aligned::Aligned;
use crate::analysis::{Token, TokenId};
use crate::kernel::Packed;
use crate::labels::Deprel;
use crate::network::Network;
use crate::tree;
use std::ops::Range;

/// Buffers of the parser.
#[derive(Debug, Default)]
pub(crate) struct Arcs {
    dependents: Aligned<f32>,
    products: Aligned<f32>,
    heads: Aligned<f32>,
    label_dependents: Aligned<f32>,
    label_heads: Aligned<f32>,
    matrix: Packed,
    scores: Aligned<f32>,
    best: Vec<u32>,
    seen: Vec<u32>,
    labels: Aligned<f32>,
}

impl Arcs {
    /// Trees of the stretches of a text whose vectors stand one after the other.
    pub(crate) fn parse(
        &mut self,
        network: &Network,
        vectors: &[u8],
        stretches: &[Range<u32>],
        tokens: &mut [Token],
    ) {
        let rows = stretches.iter().map(ExactSizeIterator::len).sum();
        let dependents = network.arc_dependent.apply(vectors, rows, &mut self.dependents);
        elu(dependents);
        network.arc_bilinear.apply(dependents, rows, &mut self.products);
        elu(network.arc_head.apply(vectors, rows, &mut self.heads));
        let width = network.label_root.len();
        network
            .label_dependent
            .apply(vectors, rows, &mut self.label_dependents);
        network.label_head.apply(vectors, rows, &mut self.label_heads);
        let mut from = 0;
        for stretch in stretches {
            self.tree(network, from, stretch, tokens);
            for (word, &head) in self.best.iter().enumerate() {
                let head = match head {
                    tree::ROOT => &network.label_root[..],
                    head => &self.label_heads[(from + head as usize) * width..][..width],
                };
                let dependent = &mut self.label_dependents[(from + word) * width..][..width];
                for (one, other) in dependent.iter_mut().zip(head) {
                    *one += other;
                }
            }
            from += stretch.len();
        }
        self.relations(network, rows, stretches, tokens);
    }

    /// The heads of the tokens of one stretch, whose vectors begin with the row `from`.
    fn tree(&mut self, network: &Network, from: usize, stretch: &Range<u32>, tokens: &mut [Token]) {
        let length = stretch.len();
        let width = network.arc_root.len();
        let heads = &self.heads[from * width..][..length * width];
        let column = |column: usize| match column.checked_sub(1) {
            None => &network.arc_root[..],
            Some(word) => &heads[word * width..][..width],
        };
        self.matrix
            .set_columns(width, length + 1, column, &network.arc_head_bias);
        let products = &self.products[from * width..][..length * width];
        let scores = self.matrix.apply(products, length, &mut self.scores);
        tree::best_tree(scores, length, &mut self.best, &mut self.seen);
        for (token, &head) in tokens[stretch.start as usize..].iter_mut().zip(&self.best) {
            token.head = (head != tree::ROOT).then(|| TokenId(stretch.start + head));
        }
    }

    /// The relations of all tokens to their heads.
    fn relations(&mut self, network: &Network, rows: usize, stretches: &[Range<u32>], tokens: &mut [Token]) {
        let labels = &network.labels.deprels;
        let sums = &mut self.label_dependents[..rows * network.label_root.len()];
        elu(sums);
        let mut found = network
            .label_out
            .apply(sums, rows, &mut self.labels)
            .chunks_exact_mut(labels.len());
        for stretch in stretches {
            let tokens = &mut tokens[stretch.start as usize..stretch.end as usize];
            for (token, scores) in tokens.iter_mut().zip(&mut found) {
                if token.head.is_none() {
                    token.deprel = Deprel::Root;
                    continue;
                }
                // Only what has no head is a root.
                for (score, &label) in scores.iter_mut().zip(labels) {
                    if label == Deprel::Root {
                        *score = f32::NEG_INFINITY;
                    }
                }
                token.deprel = labels[argmax(scores)];
            }
        }
    }
}
