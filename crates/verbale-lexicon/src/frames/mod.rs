//! Frames: the words that name an act, their PLOVER type and mode, and where actor and recipient stand.

mod guide;

pub use guide::{NearMiss, guide, near_misses};

use crate::speech::rows;
use rustc_hash::{FxHashMap, FxHashSet};
use std::fmt;
use std::path::Path;
use std::sync::OnceLock;
use verbale_record::ontology::{CameoCode, EventType, Mode, Ontology};

/// The part of speech of a frame's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FramePart {
    /// “shelled”.
    Verb,
    /// “the shelling of”.
    Noun,
    /// “opposed to”.
    Adjective,
}

/// Where an argument stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    /// The subject of the active verb.
    Subject,
    /// The object of the active verb, the subject of the passive.
    Object,
    /// The indirect object.
    IndirectObject,
    /// The subject of a governed clause: “urged that they leave”.
    ClauseSubject,
    /// A possessor or another modifier that names the doer: “Moscow’s invasion”, “Russian shelling”.
    Possessor,
    /// The phrase of a preposition.
    Preposition(String),
}

/// One reading of a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// File and line, the frame's name in reasons.
    pub id: String,
    /// Part of speech.
    pub part: FramePart,
    /// The lemma, then particles or prepositions.
    pub words: Vec<String>,
    /// The type.
    pub event_type: EventType,
    /// The mode.
    pub mode: Option<Mode>,
    /// Where those who do it stand.
    pub actor: Vec<Role>,
    /// Where those to whom it is done stand.
    pub recipient: Vec<Role>,
    /// The classes of words one of which has to be near; empty where none has to.
    pub classes: Vec<Class>,
    /// The CAMEO code, where the words say more than type and mode do.
    pub cameo: Option<CameoCode>,
    /// A sentence in which the first of the row's words is this act.
    pub example: Option<String>,
}

/// What a frame asks of the words that its own word governs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Class {
    /// One of the words of a class.
    Words(String),
    /// One of the words of a class as subject: “farmers blocked the road”.
    Subject(String),
    /// A name or pronoun as object.
    Named,
    /// An act of cooperation: “ready to help”.
    Cooperation,
    /// An act of conflict: “ready to strike”.
    Conflict,
    /// A clause that says what has to be: “said that they must leave”.
    Obligation,
    /// A name after “to”, “in” or “at”, and no object: “arrived in Geneva”.
    Destination,
    /// An infinitive as complement: “willing to leave”.
    Infinitive,
    /// An object with an infinitive: “told them to leave”.
    ObjectInfinitive,
}

impl Class {
    /// Its name in the tables.
    pub fn name(&self) -> &str {
        match self {
            Self::Words(name) | Self::Subject(name) => name,
            Self::Named => "person",
            Self::Cooperation => "cooperation",
            Self::Conflict => "conflict",
            Self::Obligation => "obligation",
            Self::Destination => "destination",
            Self::Infinitive => "infinitive",
            Self::ObjectInfinitive => "object-infinitive",
        }
    }
}

/// What a governing word makes of the act below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// The governing word is the act; the one below is its content.
    Drop,
    /// It did not happen.
    Negated,
    /// It is to happen.
    Future,
    /// It may happen.
    Hypothetical,
    /// It is as it would be alone.
    Pass,
}

/// Why a table cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrameError {
    /// The file.
    pub file: &'static str,
    /// Line number from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl fmt::Display for FrameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}: {}", self.file, self.line, self.message)
    }
}

impl std::error::Error for FrameError {}

/// All frames with their word classes and governing words.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    entries: Vec<Frame>,
    by_lemma: FxHashMap<String, Vec<usize>>,
    classes: FxHashMap<String, FxHashSet<String>>,
    effects: FxHashMap<String, Effect>,
}

macro_rules! tables {
    ($($kind:ident = $name:literal),+ $(,)?) => {
        const BUILTIN: &[(EventType, &str, &str)] = &[$((
            EventType::$kind,
            concat!("data/frames/", $name, ".tsv"),
            include_str!(concat!("../../../../data/frames/", $name, ".tsv")),
        )),+];
    };
}

tables! {
    Agree = "agree", Consult = "consult", Support = "support", Concede = "concede", Cooperate = "cooperate",
    Aid = "aid", Retreat = "retreat", Request = "request", Accuse = "accuse", Reject = "reject",
    Threaten = "threaten", Protest = "protest", Sanction = "sanction", Mobilize = "mobilize", Coerce = "coerce",
    Assault = "assault",
}

impl Frames {
    /// The frames that come with Verbale.
    ///
    /// # Panics
    /// Never, unless a built-in table is broken, which its test would show.
    pub fn builtin() -> &'static Self {
        static FRAMES: OnceLock<Frames> = OnceLock::new();
        FRAMES.get_or_init(|| match Self::load() {
            Ok(frames) => frames,
            // The table is embedded, and tests load it: it cannot fail on a user's machine.
            Err(error) => panic!("{error}"),
        })
    }

    fn load() -> Result<Self, FrameError> {
        let mut frames = Self::default();
        frames.read_classes(include_str!("../../../../data/frames/classes.tsv"))?;
        frames.read_effects(include_str!("../../../../data/frames/complements.tsv"))?;
        for &(event_type, file, text) in BUILTIN {
            frames.read(event_type, file, text)?;
        }
        Ok(frames)
    }

    /// The frames of a folder that has the built-in tables’ file names, for those who write their own.
    pub fn from_folder(folder: &Path) -> Result<Self, FrameError> {
        let text = |file: &'static str| {
            let path = folder.join(file.rsplit('/').next().unwrap_or(file));
            std::fs::read_to_string(&path).map_err(|error| FrameError {
                file,
                line: 0,
                message: error.to_string(),
            })
        };
        let mut frames = Self::default();
        frames.read_classes(&text("data/frames/classes.tsv")?)?;
        frames.read_effects(&text("data/frames/complements.tsv")?)?;
        for &(event_type, file, _) in BUILTIN {
            frames.read(event_type, file, &text(file)?)?;
        }
        Ok(frames)
    }

    /// The file names of the tables, one for each type of event.
    pub(crate) fn table_names() -> Vec<&'static str> {
        let name = |file: &'static str| file.rsplit('/').next().unwrap_or(file);
        BUILTIN.iter().map(|&(_, file, _)| name(file)).collect()
    }

    /// Adds a user's table; its file name says of which type its frames are.
    pub(crate) fn add(&mut self, file: &'static str, text: &str) -> Result<(), FrameError> {
        let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
        let same = BUILTIN
            .iter()
            .find(|(_, builtin, _)| builtin.ends_with(&format!("/{name}")));
        match same {
            Some(&(event_type, ..)) => self.read(event_type, file, text),
            None => Ok(()),
        }
    }

    /// Adds a table of frames of one type.
    pub fn read(&mut self, event_type: EventType, file: &'static str, text: &str) -> Result<(), FrameError> {
        for (line, columns) in rows(text) {
            let error = |message: String| FrameError { file, line, message };
            let (&[part, words, mode, arguments, class], more) = columns
                .split_first_chunk::<5>()
                .ok_or_else(|| error(format!("{} columns instead of 5 to 7", columns.len())))?;
            if more.len() > 2 {
                return Err(error(format!("{} columns instead of 5 to 7", columns.len())));
            }
            let cameo = match more.first() {
                None | Some(&"-") => None,
                Some(code) => Some(known_code(code).map_err(&error)?),
            };
            let example = more
                .get(1)
                .filter(|text| **text != "-")
                .map(|text| (*text).to_owned());
            let part = match part {
                "verb" => FramePart::Verb,
                "noun" => FramePart::Noun,
                "adjective" => FramePart::Adjective,
                other => return Err(error(format!("“{other}” is no part of speech of frames"))),
            };
            let mode = match mode {
                "-" => None,
                name => Some(Mode::of(event_type, name).map_err(|found| error(found.to_string()))?),
            };
            let (actor, recipient) = arguments
                .split_once('>')
                .ok_or_else(|| error("no “>” between actor and recipient".to_owned()))?;
            let classes = class
                .split('+')
                .filter(|name| *name != "-")
                .map(|name| self.condition(name.trim_start_matches('@')))
                .collect::<Result<Vec<Class>, String>>()
                .map_err(&error)?;
            for entry in words.split('|') {
                let words: Vec<String> = entry.split_whitespace().map(str::to_owned).collect();
                // The head of a nominal compound (“air strike”) is its last word.
                let key = if part == FramePart::Noun {
                    words.last()
                } else {
                    words.first()
                };
                let key = key.ok_or_else(|| error("an empty word".to_owned()))?.clone();
                self.by_lemma.entry(key).or_default().push(self.entries.len());
                self.entries.push(Frame {
                    id: format!("{}:{line}", file.trim_start_matches("data/")),
                    part,
                    words,
                    event_type,
                    mode,
                    actor: roles(actor),
                    recipient: roles(recipient),
                    classes: classes.clone(),
                    cameo,
                    example: example.clone(),
                });
            }
        }
        Ok(())
    }

    fn condition(&self, name: &str) -> Result<Class, String> {
        match name {
            "person" => Ok(Class::Named),
            "cooperation" => Ok(Class::Cooperation),
            "conflict" => Ok(Class::Conflict),
            "obligation" => Ok(Class::Obligation),
            "destination" => Ok(Class::Destination),
            "infinitive" => Ok(Class::Infinitive),
            "object-infinitive" => Ok(Class::ObjectInfinitive),
            name => {
                let subject = name.strip_prefix("by-");
                let class = subject.unwrap_or(name).to_owned();
                match (self.classes.contains_key(&class), subject) {
                    (true, None) => Ok(Class::Words(class)),
                    (true, Some(_)) => Ok(Class::Subject(class)),
                    (false, _) => Err(format!("no class “{class}” in classes.tsv")),
                }
            }
        }
    }

    fn read_classes(&mut self, text: &str) -> Result<(), FrameError> {
        for (line, columns) in rows(text) {
            let &[name, words] = columns.as_slice() else {
                let message = format!("{} columns instead of 2", columns.len());
                return Err(FrameError {
                    file: "data/frames/classes.tsv",
                    line,
                    message,
                });
            };
            let words = words.split('|').map(str::to_owned).collect();
            self.classes.insert(name.to_owned(), words);
        }
        Ok(())
    }

    fn read_effects(&mut self, text: &str) -> Result<(), FrameError> {
        for (line, columns) in rows(text) {
            let error = |message: String| FrameError {
                file: "data/frames/complements.tsv",
                line,
                message,
            };
            let &[words, effect] = columns.as_slice() else {
                return Err(error(format!("{} columns instead of 2", columns.len())));
            };
            let effect = match effect {
                "drop" => Effect::Drop,
                "negated" => Effect::Negated,
                "future" => Effect::Future,
                "hypothetical" => Effect::Hypothetical,
                "pass" => Effect::Pass,
                other => return Err(error(format!("“{other}” is no effect"))),
            };
            for word in words.split('|') {
                self.effects.insert(word.to_owned(), effect);
            }
        }
        Ok(())
    }

    /// The frames whose head word has this lemma, in the order of the tables.
    pub fn of_lemma<'a>(&'a self, lemma: &str) -> impl Iterator<Item = &'a Frame> + use<'a> {
        let indices = self.by_lemma.get(lemma).map_or(&[][..], Vec::as_slice);
        indices.iter().map(|&index| &self.entries[index])
    }

    /// All frames, in the order of the tables.
    pub fn all(&self) -> std::slice::Iter<'_, Frame> {
        self.entries.iter()
    }

    /// Whether a class holds a word.
    pub fn in_class(&self, class: &str, lemma: &str) -> bool {
        self.classes.get(class).is_some_and(|words| words.contains(lemma))
    }

    /// The words of a class, to look up several at once.
    pub fn class(&self, class: &str) -> Option<&FxHashSet<String>> {
        self.classes.get(class)
    }

    /// What a governing word makes of the act below it.
    pub fn effect(&self, lemma: &str) -> Option<Effect> {
        self.effects.get(lemma).copied()
    }

    /// How many frames there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn known_code(text: &str) -> Result<CameoCode, String> {
    let code: CameoCode = text.parse().map_err(|error| format!("{error}"))?;
    match Ontology::get().cameo(code) {
        Some(_) => Ok(code),
        None => Err(format!("CAMEO has no code {text}")),
    }
}

fn roles(text: &str) -> Vec<Role> {
    let names = text
        .split(',')
        .map(str::trim)
        .filter(|name| !matches!(*name, "" | "-"));
    names
        .map(|name| match name {
            "subj" => Role::Subject,
            "obj" => Role::Object,
            "iobj" => Role::IndirectObject,
            "that" => Role::ClauseSubject,
            "poss" => Role::Possessor,
            preposition => Role::Preposition(preposition.to_owned()),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_builtin_tables_are_sound() {
        let frames = Frames::load().unwrap();
        assert!(frames.len() > 4000, "only {} frames", frames.len());
        let strike = frames.of_lemma("strike").any(|frame| frame.words.len() == 2);
        assert!(strike, "a compound is found by its head");
        assert_eq!(frames.effect("refuse"), Some(Effect::Drop));
        assert!(frames.in_class("curb", "embargo"));
    }

    #[test]
    fn a_mode_of_another_type_is_refused_with_its_line() {
        let text = "# a comment\nverb\tpraise\tdrone\tsubj > obj\t-\n";
        let error = Frames::default()
            .read(EventType::Support, "x.tsv", text)
            .unwrap_err();
        assert_eq!((error.file, error.line), ("x.tsv", 2));
    }
}
