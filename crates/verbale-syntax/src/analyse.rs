//! The whole way: text, or given tokens, to an [`Analysis`].

use crate::activation::{argmax, elu};
use crate::aligned::Aligned;
use crate::analysis::{Analysis, Name, Sentence, Token, TokenId};
use crate::encode::{Batch, Types};
use crate::labels::{Deprel, Upos};
use crate::lemma::Lemmas;
use crate::model::{ModelError, ModelFile};
use crate::names::{Viterbi, Work};
use crate::network::{NameTag, Network};
use crate::parse::Arcs;
use crate::split::{SentenceSpan, split};
use crate::tokenise::{Piece, tokenise};
use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

/// Words of a batch, as long as its sentences leave it a choice.
const BATCH_WORDS: usize = 1024;
/// Sentences of a batch at most.
const BATCH_SENTENCES: usize = 64;
/// Words that the heads work on at once, rounded up to whole sentences: few enough that their scores stay near.
const HEAD_WORDS: usize = 96;
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
    heads: Heads,
    lower: String,
    key: String,
}

/// Buffers of the network's heads.
#[derive(Debug, Default)]
struct Heads {
    /// The encoder's vectors of some sentences, word by word.
    vectors: Aligned<u8>,
    scores: Aligned<f32>,
    hidden: Aligned<f32>,
    arcs: Arcs,
    names: Work,
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
        let Workspace {
            types,
            batch,
            lengths,
            heads,
            ..
        } = workspace;
        lengths.clear();
        lengths.extend(stretches.iter().map(ExactSizeIterator::len));
        let model = &self.model;
        batch.encode(&model.network, &model.bytes, types, lengths, |sentence, word| {
            pieces[stretches[sentence].start as usize + word].of(text)
        });
        let mut from = 0;
        while from < stretches.len() {
            heads.vectors.clear();
            let mut end = from;
            let mut words = 0;
            while end < stretches.len() && words < HEAD_WORDS {
                words += lengths[end];
                batch.append_sentence(end, lengths[end], &mut heads.vectors);
                end += 1;
            }
            self.heads(&stretches[from..end], tokens, tags, heads);
            from = end;
        }
    }

    /// Tags, names and trees of stretches whose vectors stand one after the other.
    fn heads(
        &self,
        stretches: &[Range<u32>],
        tokens: &mut [Token],
        tags: &mut [NameTag],
        buffers: &mut Heads,
    ) {
        let network = &self.model.network;
        let labels = &network.labels;
        let Heads {
            vectors,
            scores,
            hidden,
            arcs,
            names,
        } = buffers;
        let rows = stretches.iter().map(ExactSizeIterator::len).sum();
        let words = || {
            stretches
                .iter()
                .flat_map(|stretch| stretch.start as usize..stretch.end as usize)
        };
        let found = network.upos.apply(vectors, rows, scores);
        for (token, scores) in words().zip(found.chunks_exact(labels.upos.len())) {
            tokens[token].upos = labels.upos[argmax(scores)];
        }
        let found = network.feats.apply(vectors, rows, scores);
        for (token, scores) in words().zip(found.chunks_exact(labels.feats.len())) {
            tokens[token].features = labels.feats[argmax(scores)];
        }
        let hidden = network.names_hidden.apply(vectors, rows, hidden);
        elu(hidden);
        let found = network.names.apply(hidden, rows, scores);
        let mut from = 0;
        for stretch in stretches {
            self.viterbi
                .decode(|word| from + word, stretch.len(), found, names);
            for (word, &tag) in names.path.iter().enumerate() {
                tags[stretch.start as usize + word] = labels.names[tag as usize];
            }
            from += stretch.len();
        }
        arcs.parse(network, vectors, stretches, tokens);
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
