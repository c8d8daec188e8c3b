//! What the stages hand on: the values of a record while it is being made.
//!
//! Positions are bytes and tokens here, references are indices; [`crate::assemble`] turns them into the record's
//! code-point spans and ids.

mod cast;
mod found;

pub use cast::{Actor, Cast, Mention};
pub use found::{
    Act, Casualties, Contested, ContestedSide, Evidence, Incident, IssueState, Place, Position, Relation,
    Statement, Talk, TalkParty, TimeExpression, Track,
};

use std::ops::Range;
use verbale_syntax::{Analysis, TokenId};

macro_rules! indices {
    ($($(#[$meta:meta])* $name:ident),+ $(,)?) => {
        $($(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The index as a `usize`.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        })+
    };
}

indices! {
    /// Index into [`Cast::actors`].
    ActorIndex,
    /// Index into the places of a report.
    PlaceIndex,
    /// Index into the times of a report.
    TimeIndex,
    /// Index into the acts of a report.
    ActIndex,
    /// Index into the statements of a report.
    StatementIndex,
    /// Index into the talks of a report.
    TalkIndex,
}

/// A stretch of the report's text in bytes, half open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Bytes {
    /// First byte.
    pub start: u32,
    /// Byte after the last one.
    pub end: u32,
}

impl Bytes {
    /// The bytes as a range to index text with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether two stretches share a byte.
    pub fn overlaps(self, other: Bytes) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Bytes) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

impl From<Range<usize>> for Bytes {
    fn from(range: Range<usize>) -> Self {
        Self {
            start: range.start as u32,
            end: range.end as u32,
        }
    }
}

/// The report as every stage sees it.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The text with its syntax. Furniture has no tokens.
    pub analysis: &'a Analysis,
    /// Day of publication, if known.
    pub published: Option<jiff::civil::Date>,
    /// The headline, if there is one.
    pub title: Option<Bytes>,
    /// The place of the dateline, if there is one.
    pub dateline_place: Option<Bytes>,
}

impl<'a> Context<'a> {
    /// The words at a place.
    pub fn words(&self, bytes: Bytes) -> &'a str {
        &self.analysis.text()[bytes.range()]
    }

    /// The bytes of a run of tokens.
    pub fn bytes(&self, tokens: Range<u32>) -> Bytes {
        self.analysis.bytes(tokens).into()
    }

    /// Whether a token stands in the headline.
    pub fn in_title(&self, token: TokenId) -> bool {
        self.title
            .is_some_and(|title| self.analysis.token(token).start < title.end)
    }
}

/// All that the stages found in one report.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Who.
    pub cast: Cast,
    /// Where.
    pub places: Vec<Place>,
    /// When.
    pub times: Vec<TimeExpression>,
    /// Said.
    pub statements: Vec<Statement>,
    /// Done.
    pub acts: Vec<Act>,
    /// Meetings.
    pub talks: Vec<Talk>,
    /// Lines of meetings.
    pub tracks: Vec<Track>,
    /// Positions.
    pub positions: Vec<Position>,
    /// Issues.
    pub issues: Vec<IssueState>,
    /// Disputed facts.
    pub contested: Vec<Contested>,
    /// Violence.
    pub incidents: Vec<Incident>,
    /// Bonds.
    pub relations: Vec<Relation>,
}

impl Draft {
    /// The times that begin in a run of tokens, in order.
    pub fn times_in(&self, tokens: Range<u32>) -> &[TimeExpression] {
        debug_assert!(self.times.is_sorted_by_key(|time| time.tokens.start));
        let before = |limit: u32| self.times.partition_point(|time| time.tokens.start < limit);
        let first = before(tokens.start);
        &self.times[first..before(tokens.end).max(first)]
    }

    /// The innermost statement whose content holds these words.
    pub fn innermost_statement(&self, words: Bytes) -> Option<StatementIndex> {
        let statements = self.statements.iter().enumerate();
        statements
            .filter(|(_, said)| said.content.contains(words))
            .min_by_key(|(_, said)| said.content.end - said.content.start)
            .map(|(index, _)| StatementIndex(index as u32))
    }

    /// Whose words these are: the speaker of the innermost statement that holds them.
    pub fn speaker_of(&self, words: Bytes) -> Option<ActorIndex> {
        let index = self.innermost_statement(words)?;
        self.statements[index.index()].speaker
    }
}
