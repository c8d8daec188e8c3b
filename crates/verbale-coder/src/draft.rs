//! What the stages hand on: the values of a record while it is being made.
//!
//! Positions are bytes and tokens here, references are indices; [`crate::assemble`] turns them into the record's
//! code-point spans and ids.

use std::ops::Range;
use verbale_record::{
    ActorKind, CasualtyMeasure, CasualtyQualifier, ContestedRelation, EventDate, Factuality, IssueStatus,
    MentionForm, Outcome, PerpetratorBasis, PlacePrecision, Polarity, Rank, RelationKind, Stance,
    StatementForm, StatementKind, TalkFormat, TalkStatus, ThirdPartyRole, TimeKind, TrackBasis,
    ontology::EventType,
};
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

/// One mention of one or several actors (“the two sides”).
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// The tokens of the mention: the name with its title, the noun phrase without its clauses, the pronoun.
    pub tokens: Range<u32>,
    /// Its syntactic head.
    pub head: TokenId,
    /// How it names.
    pub form: MentionForm,
    /// Whom it denotes; empty where that is unknown.
    pub actors: Vec<ActorIndex>,
}

/// An actor of the report.
#[derive(Clone, Debug, PartialEq)]
pub struct Actor {
    /// Canonical name.
    pub name: String,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or `IGO`, `NGO`, …
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// CAMEO-style code.
    pub code: Option<String>,
    /// Office held on the report's date.
    pub office: Option<String>,
    /// Rank of that office.
    pub rank: Rank,
    /// The state, organisation or group it belongs to.
    pub member_of: Option<ActorIndex>,
    /// Whether a lexicon knows it.
    pub known: bool,
}

/// Who appears in the report, and where.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cast {
    /// All actors, in order of first mention.
    pub actors: Vec<Actor>,
    /// All mentions, in order of their heads; no two have the same head.
    pub mentions: Vec<Mention>,
    /// The other words of titles and names, in order of the text, each with the head of its mention: a parser may
    /// take any of them for the head.
    pub parts: Vec<(TokenId, TokenId)>,
}

impl Cast {
    /// The mention with this head, or the name with its title that this token is a word of.
    pub fn mention_headed_by(&self, head: TokenId) -> Option<&Mention> {
        self.mention_index(head).map(|index| &self.mentions[index])
    }

    /// The mentions whose heads lie in a run of tokens, in order.
    pub fn mentions_in(&self, tokens: Range<u32>) -> &[Mention] {
        let before = |limit: u32| self.mentions.partition_point(|mention| mention.head.0 < limit);
        let first = before(tokens.start);
        &self.mentions[first..before(tokens.end).max(first)]
    }

    fn mention_index(&self, head: TokenId) -> Option<usize> {
        let headed = |head: TokenId| self.mentions.binary_search_by_key(&head, |mention| mention.head);
        headed(head).ok().or_else(|| {
            let part = self.parts.binary_search_by_key(&head, |part| part.0).ok()?;
            headed(self.parts[part].1).ok()
        })
    }

    /// Whom the noun phrase with this head denotes, without what is coordinated to it.
    pub fn actors_at(&self, head: TokenId) -> &[ActorIndex] {
        self.mention_headed_by(head)
            .map_or(&[], |mention| &mention.actors)
    }

    /// Whom the noun phrase with this head denotes, with all that is coordinated to it (“Kyiv and Moscow”).
    pub fn actors_of_phrase(&self, analysis: &Analysis, head: TokenId) -> Vec<ActorIndex> {
        let mut found = Vec::new();
        let mut waiting = vec![head];
        // Later conjuncts may hang on the first word of a name or on each other.
        while let Some(next) = waiting.pop() {
            for &actor in self.actors_at(next) {
                if !found.contains(&actor) {
                    found.push(actor);
                }
            }
            let index = self.mention_index(next);
            let words = index.map_or(next.0..next.0 + 1, |index| self.mentions[index].tokens.clone());
            let own = words
                .map(TokenId)
                .filter(|&word| word == next || index.is_some() && self.mention_index(word) == index);
            let mut conjuncts: Vec<TokenId> = own
                .flat_map(|word| analysis.children_by(word, verbale_syntax::Deprel::Conj))
                .filter(|&conjunct| {
                    conjunct > next && (index.is_none() || self.mention_index(conjunct) != index)
                })
                .collect();
            conjuncts.reverse();
            waiting.append(&mut conjuncts);
        }
        found
    }

    /// The one actor that a noun phrase denotes, looked for in this order: the mention with this head, the parts of
    /// the same name, the mention that covers the head.
    pub fn actor_for_phrase(&self, analysis: &Analysis, head: TokenId) -> Option<ActorIndex> {
        use verbale_syntax::Deprel::{Appos, Compound, Flat};
        let parts = analysis.children(head).iter().copied();
        let parts = parts.filter(|&child| matches!(analysis.token(child).deprel, Flat | Appos | Compound));
        let by_head = std::iter::once(head)
            .chain(parts)
            .find_map(|part| self.actors_at(part).first().copied());
        by_head.or_else(|| self.covering(analysis, head)?.actors.first().copied())
    }

    /// The first mention of the sentence that covers a token.
    fn covering(&self, analysis: &Analysis, token: TokenId) -> Option<&Mention> {
        let sentence = analysis.sentence_of(token);
        let near = self.mentions_in(sentence.first.0..sentence.end.0);
        near.iter().find(|mention| mention.tokens.contains(&token.0))
    }

    /// An actor.
    pub fn actor(&self, index: ActorIndex) -> &Actor {
        &self.actors[index.index()]
    }

    /// The state, organisation or group that an actor acts for in the end; itself where it belongs to none.
    pub fn side_of(&self, index: ActorIndex) -> ActorIndex {
        let mut side = index;
        // A chain longer than the cast would be a circle.
        for _ in 0..self.actors.len() {
            match self.actor(side).member_of {
                Some(above) => side = above,
                None => break,
            }
        }
        side
    }
}

/// A time expression, resolved.
#[derive(Clone, Debug, PartialEq)]
pub struct TimeExpression {
    /// ISO 8601 value, or a reference of TIMEX3.
    pub value: String,
    /// What kind of time.
    pub kind: TimeKind,
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its exact bytes (a time may be part of a token, “24-hour”).
    pub bytes: Bytes,
    /// The rule that read it.
    pub because: String,
}

/// A place on the map with its mentions.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Canonical name.
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// First-level region.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees.
    pub coordinates: Option<(f64, f64)>,
    /// `GeoNames` id.
    pub geonames: Option<u32>,
    /// How exactly it is known.
    pub precision: PlacePrecision,
    /// Token runs of its mentions, with their syntactic heads.
    pub mentions: Vec<(Range<u32>, TokenId)>,
}

/// An utterance.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Who speaks; `None` where the source is not stated.
    pub speaker: Option<ActorIndex>,
    /// Whom the speaker speaks for.
    pub on_behalf_of: Option<ActorIndex>,
    /// To whom.
    pub addressee: Option<ActorIndex>,
    /// What it does.
    pub kind: StatementKind,
    /// How it is given.
    pub form: StatementForm,
    /// What is said.
    pub content: Bytes,
    /// The words of speech, with the token that heads them.
    pub cue: Option<(Bytes, TokenId)>,
    /// About whom.
    pub target: Option<ActorIndex>,
    /// On which issue.
    pub issue: Option<String>,
    /// Under which condition.
    pub condition: Option<Bytes>,
    /// Hedged.
    pub hedged: bool,
    /// Affirms or denies.
    pub polarity: Polarity,
    /// The statement around it.
    pub nested_in: Option<StatementIndex>,
    /// When it was said, ISO 8601.
    pub date: Option<String>,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// An act: who did what to whom.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// CAMEO code.
    pub cameo: String,
    /// Who did it.
    pub actor: Vec<ActorIndex>,
    /// To whom.
    pub recipient: Vec<ActorIndex>,
    /// The token that names the act.
    pub predicate: TokenId,
    /// The words that name it.
    pub trigger: Bytes,
    /// The clause.
    pub clause: Bytes,
    /// Whether it happened.
    pub factuality: Factuality,
    /// Whose word it is.
    pub attributed_to: Option<ActorIndex>,
    /// The innermost statement that contains it.
    pub statement: Option<StatementIndex>,
    /// When.
    pub date: Option<EventDate>,
    /// Where.
    pub place: Option<PlaceIndex>,
    /// How often such an act is right, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A delegation at a meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct TalkParty {
    /// The party.
    pub actor: ActorIndex,
    /// Head of its delegation.
    pub head: Option<ActorIndex>,
    /// The delegation's rank.
    pub rank: Rank,
    /// Its size.
    pub size: Option<u32>,
}

/// A meeting, round, call or proposed meeting.
#[derive(Clone, Debug, PartialEq)]
pub struct Talk {
    /// Index into the report's tracks.
    pub track: Option<usize>,
    /// How it is set up.
    pub format: TalkFormat,
    /// How far it has come.
    pub status: TalkStatus,
    /// Negotiating parties.
    pub parties: Vec<TalkParty>,
    /// Third parties.
    pub third_parties: Vec<(ActorIndex, ThirdPartyRole)>,
    /// Where.
    pub venue: Option<PlaceIndex>,
    /// “on the sidelines of …”.
    pub venue_note: Option<Bytes>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// Issues on the table.
    pub agenda: Vec<String>,
    /// What came of it.
    pub outcome: Outcome,
    /// Who says so.
    pub outcome_attributed_to: Option<ActorIndex>,
    /// The words it rests on.
    pub spans: Vec<Bytes>,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A line of talks.
#[derive(Clone, Debug, PartialEq)]
pub struct Track {
    /// Its name.
    pub name: String,
    /// What tells it from others.
    pub basis: TrackBasis,
    /// Its meetings.
    pub talks: Vec<TalkIndex>,
    /// Highest rank.
    pub rank: Rank,
    /// Who prefers it.
    pub preferred_by: Vec<ActorIndex>,
    /// Who rejects it.
    pub rejected_by: Vec<ActorIndex>,
}

/// What a position rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Evidence {
    /// A statement.
    Statement(StatementIndex),
    /// An act.
    Act(ActIndex),
}

/// A party's position on an issue.
#[derive(Clone, Debug, PartialEq)]
pub struct Position {
    /// The issue.
    pub issue: String,
    /// The party.
    pub party: ActorIndex,
    /// What it does.
    pub stance: Stance,
    /// The words.
    pub content: Bytes,
    /// On which condition.
    pub condition: Option<Bytes>,
    /// Who voices it for the party.
    pub spoken_by: Option<ActorIndex>,
    /// Who tells it, if not the party.
    pub attributed_to: Option<ActorIndex>,
    /// What it rests on.
    pub evidence: Vec<Evidence>,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// Where an issue stands.
#[derive(Clone, Debug, PartialEq)]
pub struct IssueState {
    /// The issue.
    pub issue: String,
    /// Its status.
    pub status: IssueStatus,
}

/// A side of a contested fact.
#[derive(Clone, Debug, PartialEq)]
pub struct ContestedSide {
    /// Who holds it.
    pub by: Option<ActorIndex>,
    /// The statement in which they do.
    pub statement: Option<StatementIndex>,
    /// Their words.
    pub says: Bytes,
}

/// A contested fact.
#[derive(Clone, Debug, PartialEq)]
pub struct Contested {
    /// What it is about.
    pub about: String,
    /// The sides.
    pub sides: Vec<ContestedSide>,
    /// How they relate.
    pub relation: ContestedRelation,
    /// Whether the text settles it.
    pub resolved: bool,
    /// Why.
    pub because: Vec<String>,
}

/// A casualty figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Casualties {
    /// What happened to them.
    pub measure: CasualtyMeasure,
    /// Least number.
    pub min: Option<u64>,
    /// Greatest number.
    pub max: Option<u64>,
    /// How it is meant.
    pub qualifier: CasualtyQualifier,
    /// Who they were.
    pub group: Option<Bytes>,
    /// Who says so.
    pub reported_by: Option<ActorIndex>,
}

/// A violent incident.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// `attack`, `shelling`, …
    pub kind: String,
    /// Where.
    pub place: Option<PlaceIndex>,
    /// When, ISO 8601.
    pub date: Option<String>,
    /// Who did it.
    pub perpetrator: Option<ActorIndex>,
    /// Why that one is named.
    pub perpetrator_basis: PerpetratorBasis,
    /// What was hit.
    pub target: Option<Bytes>,
    /// Figures.
    pub casualties: Vec<Casualties>,
    /// The act it is.
    pub act: Option<ActIndex>,
    /// The words.
    pub span: Bytes,
    /// Uncalibrated, 0 to 1.
    pub score: f32,
    /// Why.
    pub because: Vec<String>,
}

/// A lasting relation.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// First actor.
    pub a: ActorIndex,
    /// How bound.
    pub kind: RelationKind,
    /// Second actor.
    pub b: ActorIndex,
    /// Goods or ground.
    pub on: Option<String>,
    /// The words.
    pub span: Bytes,
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
