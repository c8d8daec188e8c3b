//! The draft to the record: ids in order of first mention, spans in code points.

use crate::draft::{self, ActorIndex, Bytes, Context, Draft, Evidence, PlaceIndex};
use verbale_record::ontology::{Mode, Ontology};
use verbale_record::{
    Actor, Casualties, Contested, ContestedSide, Event, Id, Incident, Issue, IssueStatus, Mention, Place,
    Position, Record, Relation, Report, Ruler, SCHEMA, Span, Statement, Talk, TalkParty, ThirdParty, Time,
    Track,
};

/// Makes the record of a report from its draft. `id` is the record's content hash, `engine` names the engine.
///
/// Actors, places, times, statements and acts keep the order in which the stages gave them, which is that of
/// first mention.
pub fn record(context: &Context<'_>, draft: &Draft, report: Report, id: String, engine: String) -> Record {
    let assembler = Assembler {
        context,
        draft,
        ruler: Ruler::new(context.analysis.text()),
    };
    Record {
        schema: SCHEMA.to_owned(),
        id,
        engine,
        actors: assembler.actors(),
        places: assembler.places(),
        times: assembler.times(),
        events: assembler.events(),
        statements: assembler.statements(),
        talks: assembler.talks(),
        tracks: assembler.tracks(),
        issues: assembler.issues(),
        contested: assembler.contested(),
        incidents: assembler.incidents(),
        relations: assembler.relations(),
        report,
    }
}

struct Assembler<'a> {
    context: &'a Context<'a>,
    draft: &'a Draft,
    ruler: Ruler<'a>,
}

fn numbered(letter: char, index: usize) -> Id {
    format!("{letter}{}", index + 1)
}

fn actor_id(index: ActorIndex) -> Id {
    numbered('a', index.index())
}

fn actor_ids(indices: &[ActorIndex]) -> Vec<Id> {
    indices.iter().copied().map(actor_id).collect()
}

fn place_id(index: PlaceIndex) -> Id {
    numbered('p', index.index())
}

/// Two decimals are all that a score is worth, and they keep the bytes of a record stable.
fn confidence(score: f32) -> f32 {
    (score.clamp(0.0, 1.0) * 100.0).round() / 100.0
}

/// The Goldstein value of the act's CAMEO code, else that of its type and mode.
fn intensity(act: &draft::Act) -> f32 {
    let ontology = Ontology::get();
    let of_code = act.cameo.parse().ok().and_then(|code| ontology.intensity(code));
    of_code.unwrap_or_else(|| {
        let mode = act.mode.as_deref().and_then(|mode| Mode::of(act.kind, mode).ok());
        ontology.default_intensity(act.kind, mode)
    })
}

impl Assembler<'_> {
    fn span(&self, bytes: Bytes) -> Span {
        self.ruler.span(bytes.range())
    }

    fn words(&self, bytes: Bytes) -> String {
        self.context.words(bytes).to_owned()
    }

    fn actors(&self) -> Vec<Actor> {
        let mut mentions: Vec<Vec<Mention>> = vec![Vec::new(); self.draft.cast.actors.len()];
        for mention in &self.draft.cast.mentions {
            let span = self.span(self.context.bytes(mention.tokens.clone()));
            for actor in &mention.actors {
                mentions[actor.index()].push(Mention {
                    span: span.clone(),
                    form: mention.form,
                });
            }
        }
        let actors = self.draft.cast.actors.iter().zip(mentions).enumerate();
        actors
            .map(|(index, (actor, mentions))| Self::actor(index, actor, mentions))
            .collect()
    }

    fn actor(index: usize, actor: &draft::Actor, mut mentions: Vec<Mention>) -> Actor {
        mentions.sort_by(|one, other| one.span.cmp(&other.span));
        Actor {
            id: numbered('a', index),
            name: actor.name.clone(),
            kind: actor.kind,
            country: actor.country.clone(),
            sectors: actor.sectors.clone(),
            code: actor.code.clone(),
            office: actor.office.clone(),
            rank: actor.rank,
            member_of: actor.member_of.map(actor_id),
            known: actor.known,
            mentions,
        }
    }

    fn places(&self) -> Vec<Place> {
        let places = self.draft.places.iter().enumerate();
        places
            .map(|(index, place)| Place {
                id: numbered('p', index),
                name: place.name.clone(),
                country: place.country.clone(),
                admin1: place.admin1.clone(),
                lat: place.coordinates.map(|(lat, _)| lat),
                lon: place.coordinates.map(|(_, lon)| lon),
                geonames: place.geonames,
                precision: place.precision,
                mentions: place
                    .mentions
                    .iter()
                    .map(|(tokens, _)| self.span(self.context.bytes(tokens.clone())))
                    .collect(),
            })
            .collect()
    }

    /// Mentions of the same value are one time.
    fn times(&self) -> Vec<Time> {
        let mut times: Vec<Time> = Vec::new();
        for time in &self.draft.times {
            let span = self.span(time.bytes);
            match times
                .iter_mut()
                .find(|known| known.value == time.value && known.kind == time.kind)
            {
                Some(known) => known.mentions.push(span),
                None => times.push(Time {
                    id: numbered('t', times.len()),
                    value: time.value.clone(),
                    kind: time.kind,
                    mentions: vec![span],
                }),
            }
        }
        times
    }

    fn events(&self) -> Vec<Event> {
        let acts = self.draft.acts.iter().enumerate();
        acts.map(|(index, act)| Event {
            id: numbered('e', index),
            kind: act.kind,
            mode: act.mode.clone(),
            contexts: act.contexts.clone(),
            cameo: act.cameo.clone(),
            quad: act.kind.quad(),
            intensity: intensity(act),
            actor: actor_ids(&act.actor),
            recipient: actor_ids(&act.recipient),
            date: act.date.clone(),
            place: act.place.map(place_id),
            factuality: act.factuality,
            attributed_to: act.attributed_to.map(actor_id),
            statement: act.statement.map(|statement| numbered('s', statement.index())),
            span: self.span(act.clause),
            trigger: self.span(act.trigger),
            confidence: confidence(act.score),
            because: act.because.clone(),
        })
        .collect()
    }

    fn statements(&self) -> Vec<Statement> {
        let statements = self.draft.statements.iter().enumerate();
        statements
            .map(|(index, statement)| Statement {
                id: numbered('s', index),
                speaker: statement.speaker.map(actor_id),
                on_behalf_of: statement.on_behalf_of.map(actor_id),
                addressee: statement.addressee.map(actor_id),
                kind: statement.kind,
                form: statement.form,
                content: self.span(statement.content),
                cue: statement.cue.map(|(bytes, _)| self.span(bytes)),
                target: statement.target.map(actor_id),
                issue: statement.issue.clone(),
                condition: statement.condition.map(|bytes| self.span(bytes)),
                hedged: statement.hedged,
                polarity: statement.polarity,
                nested_in: statement.nested_in.map(|outer| numbered('s', outer.index())),
                date: statement.date.clone(),
                events: self.events_in(index),
                confidence: confidence(statement.score),
                because: statement.because.clone(),
            })
            .collect()
    }

    fn events_in(&self, statement: usize) -> Vec<Id> {
        let acts = self.draft.acts.iter().enumerate();
        acts.filter(|(_, act)| act.statement.is_some_and(|inside| inside.index() == statement))
            .map(|(index, _)| numbered('e', index))
            .collect()
    }

    fn talks(&self) -> Vec<Talk> {
        let talks = self.draft.talks.iter().enumerate();
        talks
            .map(|(index, talk)| Talk {
                id: numbered('m', index),
                track: talk.track.map(|track| numbered('k', track)),
                format: talk.format,
                status: talk.status,
                parties: talk
                    .parties
                    .iter()
                    .map(|party| TalkParty {
                        actor: actor_id(party.actor),
                        head: party.head.map(actor_id),
                        rank: party.rank,
                        size: party.size,
                    })
                    .collect(),
                third_parties: talk
                    .third_parties
                    .iter()
                    .map(|&(actor, role)| ThirdParty {
                        actor: actor_id(actor),
                        role,
                    })
                    .collect(),
                venue: talk.venue.map(place_id),
                venue_note: talk.venue_note.map(|bytes| self.words(bytes)),
                date: talk.date.clone(),
                agenda: talk.agenda.clone(),
                outcome: talk.outcome,
                outcome_attributed_to: talk.outcome_attributed_to.map(actor_id),
                spans: talk.spans.iter().map(|&bytes| self.span(bytes)).collect(),
                confidence: confidence(talk.score),
                because: talk.because.clone(),
            })
            .collect()
    }

    fn tracks(&self) -> Vec<Track> {
        let tracks = self.draft.tracks.iter().enumerate();
        tracks
            .map(|(index, track)| Track {
                id: numbered('k', index),
                name: track.name.clone(),
                basis: track.basis,
                talks: track
                    .talks
                    .iter()
                    .map(|talk| numbered('m', talk.index()))
                    .collect(),
                rank: track.rank,
                preferred_by: actor_ids(&track.preferred_by),
                rejected_by: actor_ids(&track.rejected_by),
            })
            .collect()
    }

    /// Positions by issue, issues in order of their first position or state.
    fn issues(&self) -> Vec<Issue> {
        let mut issues: Vec<Issue> = Vec::new();
        for state in &self.draft.issues {
            issues.push(Issue {
                issue: state.issue.clone(),
                status: state.status,
                positions: Vec::new(),
            });
        }
        for position in &self.draft.positions {
            let index = issues
                .iter()
                .position(|issue| issue.issue == position.issue)
                .unwrap_or_else(|| {
                    let status = IssueStatus::Raised;
                    issues.push(Issue {
                        issue: position.issue.clone(),
                        status,
                        positions: Vec::new(),
                    });
                    issues.len() - 1
                });
            issues[index].positions.push(self.position(position));
        }
        issues
    }

    fn position(&self, position: &draft::Position) -> Position {
        Position {
            party: actor_id(position.party),
            stance: position.stance,
            content: self.span(position.content),
            condition: position.condition.map(|bytes| self.span(bytes)),
            spoken_by: position.spoken_by.map(actor_id),
            attributed_to: position.attributed_to.map(actor_id),
            evidence: position
                .evidence
                .iter()
                .map(|evidence| match evidence {
                    Evidence::Statement(statement) => numbered('s', statement.index()),
                    Evidence::Act(act) => numbered('e', act.index()),
                })
                .collect(),
            confidence: confidence(position.score),
            because: position.because.clone(),
        }
    }

    fn contested(&self) -> Vec<Contested> {
        let contested = self.draft.contested.iter();
        contested
            .map(|fact| Contested {
                about: fact.about.clone(),
                sides: fact
                    .sides
                    .iter()
                    .map(|side| ContestedSide {
                        by: side.by.map(actor_id),
                        statement: side.statement.map(|statement| numbered('s', statement.index())),
                        says: self.span(side.says),
                    })
                    .collect(),
                relation: fact.relation,
                resolved: fact.resolved,
                because: fact.because.clone(),
            })
            .collect()
    }

    fn incidents(&self) -> Vec<Incident> {
        let incidents = self.draft.incidents.iter().enumerate();
        incidents
            .map(|(index, incident)| Incident {
                id: numbered('i', index),
                kind: incident.kind.clone(),
                place: incident.place.map(place_id),
                date: incident.date.clone(),
                perpetrator: incident.perpetrator.map(actor_id),
                perpetrator_basis: incident.perpetrator_basis,
                target: incident.target.map(|bytes| self.words(bytes)),
                casualties: incident
                    .casualties
                    .iter()
                    .map(|figure| Casualties {
                        measure: figure.measure,
                        min: figure.min,
                        max: figure.max,
                        qualifier: figure.qualifier,
                        group: figure.group.map(|bytes| self.words(bytes)),
                        reported_by: figure.reported_by.map(actor_id),
                    })
                    .collect(),
                event: incident.act.map(|act| numbered('e', act.index())),
                span: self.span(incident.span),
                confidence: confidence(incident.score),
                because: incident.because.clone(),
            })
            .collect()
    }

    fn relations(&self) -> Vec<Relation> {
        let relations = self.draft.relations.iter();
        relations
            .map(|relation| Relation {
                a: actor_id(relation.a),
                relation: relation.kind,
                b: actor_id(relation.b),
                on: relation.on.clone(),
                span: self.span(relation.span),
            })
            .collect()
    }
}
