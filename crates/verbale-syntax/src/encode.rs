//! The network at work: sentences to the encoder's vectors, in batches.
//!
//! Rows of a batch stand in order of time, the longest sentence first, so that each step of the recurrence is
//! one product over the sentences that are still running, and its rows lie side by side.

use crate::activation;
use crate::aligned::Aligned;
use crate::gates::Step;
use crate::lexicon::Scratch;
use crate::network::{Layer, Network};
use crate::quantised::{self, Quantised};
use crate::words::FnvMap;
use std::ops::Range;

/// Word types whose layer-one products are kept before the cache is emptied.
const CACHED_TYPES: usize = 8192;

/// Rows whose input products are computed at once, at least: few enough that they stay near.
const INPUT_ROWS: usize = 96;

/// Cache of word types. Which types it holds never changes a result.
#[derive(Debug, Default)]
pub(crate) struct Types {
    rows: FnvMap<Box<str>, u32>,
    /// The input products of layer one, both directions.
    products: Aligned<f32>,
    fresh: Vec<f32>,
    vectors: Aligned<f32>,
    pub(crate) scratch: Scratch,
}

impl Types {
    fn begin_batch(&mut self) {
        if self.rows.len() > CACHED_TYPES {
            self.rows.clear();
            self.products.clear();
        }
        self.fresh.clear();
    }

    fn row(&mut self, network: &Network, bytes: &[u8], form: &str) -> u32 {
        if let Some(&row) = self.rows.get(form) {
            return row;
        }
        let row = self.rows.len() as u32;
        self.rows.insert(form.into(), row);
        network
            .lexicon
            .append(bytes, form, &mut self.scratch, &mut self.fresh);
        row
    }

    /// Computes the products of the types that are new in this batch.
    fn finish(&mut self, network: &Network) {
        let count = self.fresh.len() / network.types.inner();
        if count == 0 {
            return;
        }
        let vectors = network.types.apply(&self.fresh, count, &mut self.vectors);
        activation::elu(vectors);
        let input = &network.type_products;
        let from = self.products.len();
        self.products.set_len(from + count * input.columns());
        input.apply_into(vectors, count, &mut self.products[from..]);
    }
}

/// A batch of sentences: where each stands, and the encoder's vectors.
#[derive(Debug, Default)]
pub(crate) struct Batch {
    /// First row of each time step, and the end of the last.
    steps: Vec<u32>,
    /// Place of each sentence in the order of length.
    pub(crate) places: Vec<u32>,
    order: Vec<u32>,
    /// Word type of each row.
    inputs: Vec<u32>,
    products: Aligned<f32>,
    state: State,
    recurrent: Aligned<f32>,
    below: Aligned<u8>,
    /// The encoder's vectors in levels, row by row.
    pub(crate) vectors: Aligned<u8>,
    pub(crate) rows: usize,
}

impl Batch {
    /// The row of a word, by the place of its sentence.
    pub(crate) fn row(&self, sentence: usize, word: usize) -> usize {
        self.steps[word] as usize + self.places[sentence] as usize
    }

    /// Encodes sentences of these lengths; `form` gives the words.
    pub(crate) fn encode<'t>(
        &mut self,
        network: &Network,
        bytes: &[u8],
        types: &mut Types,
        lengths: &[usize],
        form: impl Fn(usize, usize) -> &'t str,
    ) {
        self.lay_out(lengths);
        types.begin_batch();
        self.inputs.clear();
        self.inputs.resize(self.rows, 0);
        for (sentence, &length) in lengths.iter().enumerate() {
            for word in 0..length {
                let row = self.row(sentence, word);
                self.inputs[row] = types.row(network, bytes, form(sentence, word));
            }
        }
        types.finish(network);
        for (number, layer) in network.layers.iter().enumerate() {
            if number > 0 {
                std::mem::swap(&mut self.vectors, &mut self.below);
            }
            self.vectors.set_len(self.rows * 2 * layer.hidden);
            for direction in 0..2 {
                self.state.begin(lengths.len() * layer.hidden);
                match &layer.input {
                    None => self.run_types(layer, direction, &types.products),
                    Some(inputs) => self.run(layer, direction, &inputs[direction]),
                }
            }
        }
    }

    /// Appends the vectors of a sentence of this length, word by word.
    pub(crate) fn append_sentence(&self, sentence: usize, length: usize, out: &mut Aligned<u8>) {
        let width = self.vectors.len() / self.rows.max(1);
        for word in 0..length {
            out.extend_from_slice(&self.vectors[self.row(sentence, word) * width..][..width]);
        }
    }

    /// The rows of a step, the first one being the last in the second direction.
    fn step(&self, number: usize, direction: usize) -> Option<Range<usize>> {
        let steps = self.steps.len() - 1;
        if number >= steps {
            return None;
        }
        let step = if direction == 0 {
            number
        } else {
            steps - 1 - number
        };
        Some(self.steps[step] as usize..self.steps[step + 1] as usize)
    }

    /// The first layer in one direction: the products of its inputs are those of the word types.
    fn run_types(&mut self, layer: &Layer, direction: usize, products: &[f32]) {
        let triple = 3 * layer.hidden;
        let mut number = 0;
        while let Some(rows) = self.step(number, direction) {
            number += 1;
            let next = self.step(number, direction).unwrap_or_default();
            let (inputs, next) = (&self.inputs[rows.clone()], &self.inputs[next]);
            let input = |&input: &u32| &products[(2 * input as usize + direction) * triple..][..triple];
            // The types' products lie anywhere: those of the next step are asked for early.
            let inputs = inputs.iter().enumerate().map(|(row, one)| {
                if let Some(next) = next.get(row) {
                    activation::prefetch(input(next));
                }
                input(one)
            });
            let at = (2 * rows.start + direction) * layer.hidden;
            let recurrent =
                layer.recurrent[direction].apply(&self.state.levels, rows.len(), &mut self.recurrent);
            take_step(
                layer.hidden,
                inputs,
                recurrent,
                &mut self.state,
                &mut self.vectors[at..],
            );
        }
    }

    /// A later layer in one direction. The products of its inputs are computed for some steps at once.
    fn run(&mut self, layer: &Layer, direction: usize, product: &Quantised) {
        let triple = 3 * layer.hidden;
        let mut number = 0;
        let mut known = 0..0;
        while let Some(rows) = self.step(number, direction) {
            if !known.contains(&rows.start) {
                known = rows.clone();
                let mut last = number + 1;
                while known.len() < INPUT_ROWS
                    && let Some(rows) = self.step(last, direction)
                {
                    known = known.start.min(rows.start)..known.end.max(rows.end);
                    last += 1;
                }
                let _ = product.apply(
                    &self.below[known.start * product.inner()..],
                    known.len(),
                    &mut self.products,
                );
            }
            let products = &self.products[(rows.start - known.start) * triple..];
            let at = (2 * rows.start + direction) * layer.hidden;
            let recurrent =
                layer.recurrent[direction].apply(&self.state.levels, rows.len(), &mut self.recurrent);
            take_step(
                layer.hidden,
                products.chunks_exact(triple).take(rows.len()),
                recurrent,
                &mut self.state,
                &mut self.vectors[at..],
            );
            number += 1;
        }
    }

    fn lay_out(&mut self, lengths: &[usize]) {
        self.order.clear();
        self.order.extend(0..lengths.len() as u32);
        self.order
            .sort_by_key(|&sentence| std::cmp::Reverse(lengths[sentence as usize]));
        self.places.clear();
        self.places.resize(lengths.len(), 0);
        for (place, &sentence) in self.order.iter().enumerate() {
            self.places[sentence as usize] = place as u32;
        }
        self.steps.clear();
        self.steps.push(0);
        let longest = lengths.iter().copied().max().unwrap_or(0);
        let mut running = lengths.len();
        let mut rows = 0;
        for step in 0..longest {
            while running > 0 && lengths[self.order[running - 1] as usize] <= step {
                running -= 1;
            }
            rows += running;
            self.steps.push(rows as u32);
        }
        self.rows = rows;
    }
}

/// The states of all sentences in one direction, exact and in levels.
#[derive(Debug, Default)]
struct State {
    numbers: Aligned<f32>,
    levels: Aligned<u8>,
}

impl State {
    /// All zero.
    fn begin(&mut self, size: usize) {
        self.numbers.fill_with(size, 0.0);
        self.levels.fill_with(size, quantised::ZERO);
    }
}

/// New states of the running sentences, written to `out`, one in a row of both directions.
fn take_step<'i>(
    hidden: usize,
    inputs: impl Iterator<Item = &'i [f32]>,
    recurrent: &[f32],
    state: &mut State,
    out: &mut [u8],
) {
    let states = state.numbers.chunks_exact_mut(hidden);
    let levels = state.levels.chunks_exact_mut(hidden);
    let products = recurrent.chunks_exact(3 * hidden);
    let outs = out.chunks_mut(2 * hidden);
    for ((((input, recurrent), state), levels), out) in inputs.zip(products).zip(states).zip(levels).zip(outs)
    {
        let step = Step {
            input,
            recurrent,
            state,
            levels,
            copy: &mut out[..hidden],
        };
        step.take();
    }
}
