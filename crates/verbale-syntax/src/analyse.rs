//! The whole way: text, or given tokens, to an [`Analysis`].

use crate::analysis::{Analysis, Name, Sentence, Token, TokenId};
use crate::encode::{Batch, Types};
use crate::kernel::{self, Packed};
use crate::labels::{Deprel, Upos};
use crate::lemma::Lemmas;
use crate::model::{ModelError, ModelFile};
use crate::names::{Viterbi, Work};
use crate::network::{NameTag, Network};
use crate::split::{SentenceSpan, split};
use crate::tokenise::{Piece, tokenise};
use crate::tree;
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// Words of a batch, as long as its sentences leave it a choice.
const BATCH_WORDS: usize = 1024;
/// Sentences of a batch at most.
const BATCH_SENTENCES: usize = 64;
/// Words that are parsed at once: a longer sentence is parsed in stretches, so that time stays linear.
const LONGEST_STRETCH: usize = 200;

/// Words of a sentence that are analysed: what is longer is no sentence but a table, a list or an attack, and its other
/// words stay without tags and hang on its root.
const LONGEST_SENTENCE: usize = 2000;

/// A language's weights and tables.
#[derive(Debug)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    name: String,
    language: String,
    licence: String,
    network: Network,
    lemmas: Lemmas,
}

impl Model {
    /// The English model that is built in.
    pub fn english() -> Result<Self, ModelError> {
        #[cfg(verbale_english)]
        return Self::from_static(include_bytes!("../../../models/en-1.bin"));
        #[cfg(not(verbale_english))]
        Err(ModelError::NotEmbedded)
    }

    /// Reads a model file.
    pub fn open(path: &Path) -> Result<Self, ModelError> {
        Self::from_bytes(std::fs::read(path)?)
    }

    /// Reads a model from memory.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, ModelError> {
        Self::build(Cow::Owned(bytes))
    }

    /// Reads a model from memory that stays, without copying it.
    pub fn from_static(bytes: &'static [u8]) -> Result<Self, ModelError> {
        Self::build(Cow::Borrowed(bytes))
    }

    fn build(bytes: Cow<'static, [u8]>) -> Result<Self, ModelError> {
        let file = ModelFile::read(bytes)?;
        let network = Network::read(&file)?;
        let lemmas = Lemmas::read(&file)?;
        let ModelFile { header, bytes, .. } = file;
        Ok(Self {
            bytes,
            name: header.name,
            language: header.language,
            licence: header.licence,
            network,
            lemmas,
        })
    }

    /// The model's name, such as `en-1`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The language, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// The licence of the weights.
    pub fn licence(&self) -> &str {
        &self.licence
    }

    #[cfg(test)]
    pub(crate) fn network(&self) -> &Network {
        &self.network
    }

    #[cfg(test)]
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// Buffers of the analysis: one for each thread, used again for each text.
#[derive(Debug, Default)]
pub struct Workspace {
    pieces: Vec<Piece>,
    spans: Vec<SentenceSpan>,
    stretches: Vec<Range<u32>>,
    lengths: Vec<usize>,
    types: Types,
    batch: Batch,
    scores: Vec<f32>,
    hidden: Vec<f32>,
    arcs: Arcs,
    names: Work,
    lower: String,
    key: String,
}

/// Buffers of the parser.
#[derive(Debug, Default)]
struct Arcs {
    dependents: Vec<f32>,
    products: Vec<f32>,
    heads: Vec<f32>,
    label_dependents: Vec<f32>,
    label_heads: Vec<f32>,
    matrix: Packed,
    rows: Vec<f32>,
    scores: Vec<f32>,
    best: Vec<u32>,
    seen: Vec<u32>,
    labels: Vec<f32>,
}

/// Analyses texts with a model. Share it between threads; give each thread a [`Workspace`].
pub struct Analyser {
    model: Model,
    viterbi: Viterbi,
}

impl Analyser {
    /// An analyser for a model.
    pub fn new(model: Model) -> Self {
        let viterbi = Viterbi::new(&model.network.labels.names);
        Self { model, viterbi }
    }

    /// The model.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// Analyses a text.
    pub fn analyse(&self, text: &str, workspace: &mut Workspace) -> Analysis {
        self.analyse_parts(text, std::slice::from_ref(&(0..text.len())), workspace)
    }

    /// Analyses parts of a text, and leaves out the rest. Offsets count in the whole text; each part begins a
    /// paragraph. Parts that overlap those before them, or that cut characters, are cut to what is left.
    pub fn analyse_parts(&self, text: &str, parts: &[Range<usize>], workspace: &mut Workspace) -> Analysis {
        let mut pieces = std::mem::take(&mut workspace.pieces);
        let mut spans = std::mem::take(&mut workspace.spans);
        pieces.clear();
        spans.clear();
        let mut reached = 0;
        for part in parts {
            let start = ceil_boundary(text, part.start.max(reached));
            let end = ceil_boundary(text, part.end);
            if start >= end {
                continue;
            }
            reached = end;
            let from = pieces.len();
            tokenise(text, start..end, &mut pieces);
            split(text, &pieces, from, &mut spans);
        }
        let analysis = self.analyse_pieces(text, &pieces, &spans, workspace);
        workspace.pieces = pieces;
        workspace.spans = spans;
        analysis
    }

    /// Analyses a text whose words and sentences are given: tags, trees, lemmas and names are the model's.
    pub fn analyse_tokens(&self, given: &Analysis, workspace: &mut Workspace) -> Analysis {
        let pieces: Vec<Piece> = given
            .tokens()
            .iter()
            .map(|token| Piece {
                start: token.start,
                end: token.end,
                space_before: token.space_before,
                contracted: token.contracted,
            })
            .collect();
        let spans: Vec<SentenceSpan> = given
            .sentences()
            .iter()
            .map(|sentence| SentenceSpan {
                first: sentence.first.0,
                end: sentence.end.0,
                paragraph_start: sentence.paragraph_start,
            })
            .collect();
        self.analyse_pieces(given.text(), &pieces, &spans, workspace)
    }

    /// Only the encoder, to be measured by itself; returns the number of words.
    #[doc(hidden)]
    pub fn encode_only(&self, given: &Analysis, workspace: &mut Workspace) -> usize {
        let Workspace { types, batch, .. } = workspace;
        let mut words = 0;
        for sentences in given.sentences().chunks(BATCH_SENTENCES) {
            let lengths: Vec<usize> = sentences.iter().map(|one| one.tokens().len()).collect();
            let form =
                |sentence: usize, word: usize| given.form(TokenId(sentences[sentence].first.0 + word as u32));
            batch.encode(&self.model.network, &self.model.bytes, types, &lengths, form);
            words += batch.rows;
        }
        words
    }

    fn analyse_pieces(
        &self,
        text: &str,
        pieces: &[Piece],
        spans: &[SentenceSpan],
        workspace: &mut Workspace,
    ) -> Analysis {
        let mut tokens: Vec<Token> = pieces.iter().map(blank).collect();
        for (number, span) in spans.iter().enumerate() {
            for token in &mut tokens[span.first as usize..span.end as usize] {
                token.sentence = number as u32;
            }
        }
        let mut tags = vec![NameTag::Outside; tokens.len()];
        workspace.stretches.clear();
        for span in spans {
            let mut first = span.first;
            let limit = span.end.min(first + LONGEST_SENTENCE as u32);
            while first < limit {
                let end = limit.min(first + LONGEST_STRETCH as u32);
                workspace.stretches.push(first..end);
                first = end;
            }
        }
        let stretches = std::mem::take(&mut workspace.stretches);
        let mut from = 0;
        while from < stretches.len() {
            let mut end = from;
            let mut words = 0;
            while end < stretches.len() && end - from < BATCH_SENTENCES && (words == 0 || words < BATCH_WORDS)
            {
                words += stretches[end].len();
                end += 1;
            }
            self.batch(
                text,
                pieces,
                &stretches[from..end],
                &mut tokens,
                &mut tags,
                workspace,
            );
            from = end;
        }
        workspace.stretches = stretches;
        let sentences: Vec<Sentence> = spans.iter().map(|span| sentence(span, &mut tokens)).collect();
        let names = names(&tags);
        let (pool, ends) = self.lemmas(text, &tokens, workspace);
        let starts = std::iter::once(0).chain(ends.iter().copied());
        let lemmas = starts.zip(&ends).map(|(start, &end)| &pool[start..end]);
        Analysis::new(text.to_owned(), tokens, lemmas, sentences, names)
    }

    fn batch(
        &self,
        text: &str,
        pieces: &[Piece],
        stretches: &[Range<u32>],
        tokens: &mut [Token],
        tags: &mut [NameTag],
        workspace: &mut Workspace,
    ) {
        let network = &self.model.network;
        let Workspace {
            types,
            batch,
            lengths,
            scores,
            hidden,
            arcs,
            names,
            ..
        } = workspace;
        lengths.clear();
        lengths.extend(stretches.iter().map(ExactSizeIterator::len));
        batch.encode(network, &self.model.bytes, types, lengths, |sentence, word| {
            pieces[stretches[sentence].start as usize + word].of(text)
        });
        let rows = batch.rows;
        let each = |apply: &mut dyn FnMut(usize, usize)| {
            for (sentence, stretch) in stretches.iter().enumerate() {
                for word in 0..stretch.len() {
                    apply(stretch.start as usize + word, batch.row(sentence, word));
                }
            }
        };
        let labels = &network.labels;
        let found = network.upos.apply(&batch.vectors, rows, scores);
        each(&mut |token, row| tokens[token].upos = labels.upos[best_of(found, row, labels.upos.len())]);
        let found = network.feats.apply(&batch.vectors, rows, scores);
        each(&mut |token, row| {
            tokens[token].features = labels.feats[best_of(found, row, labels.feats.len())];
        });
        let hidden = network.names_hidden.apply(&batch.vectors, rows, hidden);
        kernel::elu(hidden);
        let found = network.names.apply(hidden, rows, scores);
        for (sentence, stretch) in stretches.iter().enumerate() {
            self.viterbi
                .decode(|word| batch.row(sentence, word), stretch.len(), found, names);
            for (word, &tag) in names.path.iter().enumerate() {
                tags[stretch.start as usize + word] = labels.names[tag as usize];
            }
        }
        arcs.prepare(network, &batch.vectors, rows);
        for (sentence, stretch) in stretches.iter().enumerate() {
            arcs.parse(network, batch, sentence, stretch, tokens);
        }
    }

    /// All lemmas in one string, and where each ends.
    fn lemmas(&self, text: &str, tokens: &[Token], workspace: &mut Workspace) -> (String, Vec<usize>) {
        let mut pool = String::with_capacity(text.len());
        let mut ends = Vec::with_capacity(tokens.len());
        let Workspace { lower, key, .. } = workspace;
        for token in tokens {
            let form = &text[token.start as usize..token.end as usize];
            lower.clear();
            if form.is_ascii() {
                lower.push_str(form);
                lower.make_ascii_lowercase();
            } else {
                lower.push_str(&form.to_lowercase().replace(['’', '‘'], "'"));
            }
            self.model.lemmas.append(
                &self.model.bytes,
                (form, lower),
                token.upos,
                token.features,
                key,
                &mut pool,
            );
            ends.push(pool.len());
        }
        (pool, ends)
    }
}

fn best_of(scores: &[f32], row: usize, count: usize) -> usize {
    kernel::argmax(&scores[row * count..][..count])
}

fn ceil_boundary(text: &str, at: usize) -> usize {
    (at..text.len())
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(text.len())
}

fn blank(piece: &Piece) -> Token {
    Token {
        start: piece.start,
        end: piece.end,
        upos: Upos::X,
        features: crate::Features::default(),
        head: None,
        deprel: Deprel::Root,
        sentence: 0,
        space_before: piece.space_before,
        contracted: piece.contracted,
    }
}

/// A sentence over parsed tokens. The roots of its later stretches hang on the first one.
fn sentence(span: &SentenceSpan, tokens: &mut [Token]) -> Sentence {
    let mut root = None;
    for index in span.first..span.end {
        let token = &mut tokens[index as usize];
        if token.head.is_none() {
            if root.is_none() {
                root = Some(TokenId(index));
            } else {
                token.head = root;
                token.deprel = Deprel::Parataxis;
            }
        }
    }
    Sentence {
        first: TokenId(span.first),
        end: TokenId(span.end),
        root: root.unwrap_or(TokenId(span.first)),
        paragraph_start: span.paragraph_start,
    }
}

fn names(tags: &[NameTag]) -> Vec<Name> {
    let mut names = Vec::new();
    let mut first = TokenId(0);
    for (index, tag) in tags.iter().enumerate() {
        let token = TokenId(index as u32);
        match *tag {
            NameTag::Begin(_) => first = token,
            NameTag::Single(kind) => names.push(Name {
                first: token,
                end: token.next(),
                kind,
            }),
            NameTag::End(kind) => names.push(Name {
                first,
                end: token.next(),
                kind,
            }),
            NameTag::Outside | NameTag::Inside(_) => {}
        }
    }
    names
}

impl Arcs {
    /// The products for all rows of a batch.
    fn prepare(&mut self, network: &Network, vectors: &[u8], rows: usize) {
        let dependents = network.arc_dependent.apply(vectors, rows, &mut self.dependents);
        kernel::elu(dependents);
        network.arc_bilinear.apply(dependents, rows, &mut self.products);
        kernel::elu(network.arc_head.apply(vectors, rows, &mut self.heads));
        network
            .label_dependent
            .apply(vectors, rows, &mut self.label_dependents);
        network.label_head.apply(vectors, rows, &mut self.label_heads);
    }

    /// The tree of one stretch.
    fn parse(
        &mut self,
        network: &Network,
        batch: &Batch,
        sentence: usize,
        stretch: &Range<u32>,
        tokens: &mut [Token],
    ) {
        let length = stretch.len();
        let width = network.arc_root.len();
        self.matrix.reset(width, length + 1);
        self.rows.clear();
        for column in 0..=length {
            let head = match column.checked_sub(1) {
                None => &network.arc_root[..],
                Some(word) => {
                    let at = batch.row(sentence, word) * width;
                    self.rows.extend_from_slice(&self.products[at..at + width]);
                    &self.heads[at..at + width]
                }
            };
            let bias = head
                .iter()
                .zip(&network.arc_head_bias)
                .map(|(one, other)| one * other)
                .sum();
            self.matrix.set_column(column, head, bias);
        }
        let scores = self.matrix.apply(&self.rows, length, &mut self.scores);
        tree::best_tree(scores, length, &mut self.best, &mut self.seen);
        let width = network.label_root.len();
        self.rows.clear();
        for (word, &head) in self.best.iter().enumerate() {
            let at = batch.row(sentence, word) * width;
            let dependent = &self.label_dependents[at..at + width];
            let head = match head {
                tree::ROOT => &network.label_root[..],
                head => &self.label_heads[batch.row(sentence, head as usize) * width..][..width],
            };
            self.rows
                .extend(dependent.iter().zip(head).map(|(one, other)| one + other));
        }
        kernel::elu(&mut self.rows);
        let found = network.label_out.apply(&self.rows, length, &mut self.labels);
        let labels = &network.labels.deprels;
        for (word, &head) in self.best.iter().enumerate() {
            let token = &mut tokens[stretch.start as usize + word];
            if head == tree::ROOT {
                token.head = None;
                token.deprel = Deprel::Root;
                continue;
            }
            token.head = Some(TokenId(stretch.start + head));
            let scores = &found[word * labels.len()..][..labels.len()];
            let mut best: Option<usize> = None;
            for (index, &label) in labels.iter().enumerate() {
                if label != Deprel::Root && best.is_none_or(|best| scores[index] > scores[best]) {
                    best = Some(index);
                }
            }
            token.deprel = best.map_or(Deprel::Dep, |best| labels[best]);
        }
    }
}
