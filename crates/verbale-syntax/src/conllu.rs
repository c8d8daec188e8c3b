//! CoNLL-U: a tolerant reader and a writer.
//!
//! The reader keeps tokens, sentences, sentence ids and multiword tokens, and skips empty nodes. Columns that
//! hold `_` are filled with neutral values; trees that are none are repaired (see [`crate::Analysis`]).

mod write;

pub use write::{WriteOptions, write};

use crate::analysis::{Analysis, Name, NameKind, Sentence, Token, TokenId};
use crate::features::Features;
use crate::labels::{Deprel, Upos};
use crate::tree;
use std::io::{self, BufRead};

/// A document of a CoNLL-U file: what stands between two `# newdoc` lines, cut after a number of sentences.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// The id after `# newdoc id =`, in the first part of the document.
    pub id: Option<String>,
    /// Text and annotation. The text is put together from the forms.
    pub analysis: Analysis,
    /// The `# sent_id` of each sentence, empty where there is none.
    pub sentence_ids: Vec<String>,
}

/// Why CoNLL-U could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The source failed, or is not UTF-8.
    #[error("line {line}: {source}")]
    Io {
        /// Line number from 1.
        line: usize,
        /// The cause.
        source: io::Error,
    },
    /// A token line has too few columns.
    #[error("line {line}: {found} columns instead of 10")]
    Columns {
        /// Line number from 1.
        line: usize,
        /// How many there are.
        found: usize,
    },
    /// The first column is no number, no range, or out of order.
    #[error("line {line}: token id “{id}” where {expected} is next")]
    Id {
        /// Line number from 1.
        line: usize,
        /// The column.
        id: String,
        /// The number that was to follow.
        expected: usize,
    },
    /// The head is no number, or outside the sentence.
    #[error("line {line}: head “{head}” is no token of the sentence")]
    Head {
        /// Line number from 1.
        line: usize,
        /// The column.
        head: String,
    },
}

/// Sentences after which a document is cut, so that a file without `# newdoc` streams.
const LONGEST_DOCUMENT: usize = 512;

/// Reads a whole text.
///
/// ```
/// let text = "1\tTalks\ttalk\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tfailed\tfail\tVERB\t_\t_\t0\troot\t_\t_\n\n";
/// let documents = verbale_syntax::conllu::read(text)?;
/// assert_eq!(documents[0].analysis.text(), "Talks failed");
/// # Ok::<(), verbale_syntax::conllu::ReadError>(())
/// ```
pub fn read(text: &str) -> Result<Vec<Document>, ReadError> {
    Documents::new(text.as_bytes()).collect()
}

/// Reads documents one after the other.
pub struct Documents<R> {
    source: R,
    line: usize,
    /// A sentence that was read, but belongs to the next document.
    waiting: Option<Block>,
    failed: bool,
}

impl<R: BufRead> Documents<R> {
    /// A reader over a source.
    pub fn new(source: R) -> Self {
        Self {
            source,
            line: 0,
            waiting: None,
            failed: false,
        }
    }

    fn document(&mut self) -> Result<Option<Document>, ReadError> {
        let mut builder = Builder::default();
        while let Some(block) = self.block()? {
            if builder.sentences.len() >= LONGEST_DOCUMENT
                || (block.new_document && !builder.sentences.is_empty())
            {
                self.waiting = Some(block);
                break;
            }
            builder.add(block);
        }
        Ok((!builder.sentences.is_empty()).then(|| builder.finish()))
    }

    /// The lines up to the next blank line, as a sentence.
    fn block(&mut self) -> Result<Option<Block>, ReadError> {
        if let Some(block) = self.waiting.take() {
            return Ok(Some(block));
        }
        let mut block = Block::default();
        let mut buffer = String::new();
        loop {
            buffer.clear();
            self.line += 1;
            let line = self.line;
            let read = self
                .source
                .read_line(&mut buffer)
                .map_err(|source| ReadError::Io { line, source })?;
            let row = buffer.trim_end_matches(['\r', '\n']);
            let row = row.strip_prefix('\u{feff}').unwrap_or(row);
            if row.trim().is_empty() {
                if block.words.is_empty() && read > 0 {
                    continue;
                }
                block.check_heads()?;
                return Ok((!block.words.is_empty()).then_some(block));
            }
            match row.strip_prefix('#') {
                Some(comment) => block.comment(comment.trim()),
                None => block.row(row, line)?,
            }
        }
    }
}

impl<R: BufRead> Iterator for Documents<R> {
    type Item = Result<Document, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.failed {
            return None;
        }
        let document = self.document();
        self.failed = document.is_err();
        document.transpose()
    }
}

/// A sentence as it stands in the file.
#[derive(Default)]
struct Block {
    id: String,
    document_id: Option<String>,
    new_document: bool,
    new_paragraph: bool,
    words: Vec<Word>,
    /// The multiword token that is being read: last word, form, space after.
    multiword: Option<Multiword>,
}

struct Multiword {
    last: usize,
    /// The part of the form that its words have not used up.
    rest: String,
    space_after: bool,
    begun: bool,
}

struct Word {
    form: String,
    lemma: String,
    upos: Upos,
    features: Features,
    head: Option<usize>,
    head_column: String,
    line: usize,
    deprel: Deprel,
    space_after: bool,
    contracted: bool,
    entity: Option<(bool, NameKind)>,
}

impl Block {
    fn comment(&mut self, comment: &str) {
        let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
        let value = value.trim().to_owned();
        match key.trim() {
            "sent_id" => self.id = value,
            "newdoc" | "newdoc id" => {
                self.new_document = true;
                self.new_paragraph = true;
                self.document_id = Some(value).filter(|id| !id.is_empty());
            }
            "newpar" | "newpar id" => self.new_paragraph = true,
            _ => {}
        }
    }

    fn row(&mut self, row: &str, line: usize) -> Result<(), ReadError> {
        let mut columns = [""; 10];
        let mut found = 0;
        for column in row.split('\t') {
            if found < columns.len() {
                columns[found] = column;
            }
            found += 1;
        }
        if found < columns.len() {
            return Err(ReadError::Columns { line, found });
        }
        let expected = self.words.len() + 1;
        let bad_id = || ReadError::Id {
            line,
            id: columns[0].to_owned(),
            expected,
        };
        if columns[0].contains('.') {
            return Ok(());
        }
        let space_after = !columns[9].split('|').any(|item| item == "SpaceAfter=No");
        if let Some((first, last)) = columns[0].split_once('-') {
            let (first, last) = (first.parse::<usize>(), last.parse::<usize>());
            let (Ok(first), Ok(last)) = (first, last) else {
                return Err(bad_id());
            };
            if first != expected || last < first || last > first + 1000 {
                return Err(bad_id());
            }
            self.multiword = Some(Multiword {
                last,
                rest: columns[1].to_owned(),
                space_after,
                begun: false,
            });
            return Ok(());
        }
        if columns[0].parse() != Ok(expected) {
            return Err(bad_id());
        }
        let mut word = read_word(&columns, line, space_after);
        self.fit_into_multiword(&mut word, expected);
        self.words.push(word);
        Ok(())
    }

    /// Gives a word of a multiword token its share of the token's form.
    fn fit_into_multiword(&mut self, word: &mut Word, number: usize) {
        let Some(multiword) = &mut self.multiword else {
            return;
        };
        let is_last = number >= multiword.last;
        let share = if is_last {
            multiword.rest.len()
        } else if multiword.rest.starts_with(&word.form) {
            word.form.len()
        } else {
            let characters = word.form.chars().count();
            multiword
                .rest
                .char_indices()
                .nth(characters)
                .map_or(multiword.rest.len(), |(at, _)| at)
        };
        word.form = multiword.rest.drain(..share).collect();
        word.contracted = multiword.begun;
        word.space_after = is_last && multiword.space_after;
        multiword.begun = true;
        if is_last {
            self.multiword = None;
        }
    }

    fn check_heads(&self) -> Result<(), ReadError> {
        match self
            .words
            .iter()
            .find(|word| word.head.is_some_and(|head| head > self.words.len()))
        {
            Some(word) => Err(ReadError::Head {
                line: word.line,
                head: word.head_column.clone(),
            }),
            None => self
                .words
                .iter()
                .find(|word| word.head.is_none() && word.head_column != "_")
                .map_or(Ok(()), |word| {
                    Err(ReadError::Head {
                        line: word.line,
                        head: word.head_column.clone(),
                    })
                }),
        }
    }
}

fn read_word(columns: &[&str; 10], line: usize, space_after: bool) -> Word {
    let features = columns[5].parse::<Features>().unwrap_or_default();
    Word {
        form: columns[1].to_owned(),
        lemma: columns[2].to_owned(),
        upos: columns[3].parse().unwrap_or(Upos::X),
        features,
        head: columns[6].parse().ok(),
        head_column: columns[6].to_owned(),
        line,
        deprel: relation(columns[7]),
        space_after,
        contracted: false,
        entity: columns[9]
            .split('|')
            .find_map(|item| entity(item.strip_prefix("Entity=")?)),
    }
}

/// A relation, its universal part where the subtype is unknown, and `dep` where that is, too.
fn relation(column: &str) -> Deprel {
    let universal = || column.split(':').next().unwrap_or_default().parse();
    column.parse().or_else(|_| universal()).unwrap_or(Deprel::Dep)
}

fn entity(label: &str) -> Option<(bool, NameKind)> {
    let (position, kind) = label.split_once('-')?;
    let kind = NameKind::from_label(kind)?;
    matches!(position, "B" | "I").then_some((position == "B", kind))
}

impl NameKind {
    /// The label in names annotation: `PER`, `LOC`, `ORG`, `MISC`.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "PER",
            Self::Location => "LOC",
            Self::Organisation => "ORG",
            Self::Other => "MISC",
        }
    }

    /// The kind for a label.
    pub fn from_label(label: &str) -> Option<Self> {
        Some(match label {
            "PER" => Self::Person,
            "LOC" => Self::Location,
            "ORG" => Self::Organisation,
            "MISC" => Self::Other,
            _ => return None,
        })
    }
}

/// Puts sentences together to an analysis.
#[derive(Default)]
struct Builder {
    id: Option<String>,
    text: String,
    tokens: Vec<Token>,
    lemmas: Vec<String>,
    sentences: Vec<Sentence>,
    names: Vec<Name>,
    sentence_ids: Vec<String>,
    space: bool,
}

impl Builder {
    fn add(&mut self, block: Block) {
        let first = self.tokens.len() as u32;
        let number = self.sentences.len() as u32;
        let paragraph_start = block.new_paragraph || number == 0;
        if number > 0 && (self.space || block.new_paragraph) {
            self.text.push(if block.new_paragraph { '\n' } else { ' ' });
        }
        let mut heads: Vec<u32> = block
            .words
            .iter()
            .map(|word| head_in_sentence(word.head))
            .collect();
        let root = TokenId(first + tree::repair(&mut heads));
        for (position, (word, &head)) in block.words.into_iter().zip(&heads).enumerate() {
            let space_before = if position == 0 {
                number == 0 || self.space || paragraph_start
            } else {
                self.space
            };
            if position > 0 && space_before {
                self.text.push(' ');
            }
            self.entity(word.entity);
            let start = self.text.len() as u32;
            self.text.push_str(&word.form);
            let is_root = head == tree::ROOT;
            let deprel = match word.deprel {
                Deprel::Root if !is_root => Deprel::Parataxis,
                _ if is_root => Deprel::Root,
                other => other,
            };
            self.tokens.push(Token {
                start,
                end: self.text.len() as u32,
                upos: word.upos,
                features: word.features,
                head: (!is_root).then(|| TokenId(first + head)),
                deprel,
                sentence: number,
                space_before,
                contracted: word.contracted,
            });
            self.lemmas.push(word.lemma);
            self.space = word.space_after;
        }
        let end = TokenId(self.tokens.len() as u32);
        self.sentences.push(Sentence {
            first: TokenId(first),
            end,
            root,
            paragraph_start,
        });
        self.sentence_ids.push(block.id);
        if self.id.is_none() {
            self.id = block.document_id;
        }
    }

    /// Begins a name with the next token, or goes on with the one before.
    fn entity(&mut self, entity: Option<(bool, NameKind)>) {
        let Some((begins, kind)) = entity else { return };
        let token = TokenId(self.tokens.len() as u32);
        match self.names.last_mut() {
            Some(name) if !begins && name.end == token && name.kind == kind => name.end = token.next(),
            _ => self.names.push(Name {
                first: token,
                end: token.next(),
                kind,
            }),
        }
    }

    fn finish(self) -> Document {
        let lemmas = self.lemmas.iter().map(String::as_str);
        let analysis = Analysis::new(self.text, self.tokens, lemmas, self.sentences, self.names);
        Document {
            id: self.id,
            analysis,
            sentence_ids: self.sentence_ids,
        }
    }
}

fn head_in_sentence(head: Option<usize>) -> u32 {
    match head {
        Some(head) if head > 0 => head as u32 - 1,
        _ => tree::ROOT,
    }
}

#[cfg(test)]
mod tests;
