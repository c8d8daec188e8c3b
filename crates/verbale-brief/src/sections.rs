//! What a brief shows of each layer of the record.

use crate::brief::{Group, Line, Quote, Section};
use crate::wording::{self, Words, listed, plain};
use verbale_record::{Actor, Event, Incident, PublishedBasis, Rank, Record, Statement, Talk, Track};

pub(crate) fn title(record: &Record) -> String {
    match &record.report.title {
        Some(title) => title.text.split_whitespace().collect::<Vec<_>>().join(" "),
        None => record.report.source.clone(),
    }
}

pub(crate) fn facts(record: &Record) -> Vec<String> {
    let report = &record.report;
    let published = report
        .published
        .as_ref()
        .map(|date| match report.published_basis {
            Some(PublishedBasis::Inferred) => format!("published {date} (inferred from the text)"),
            Some(PublishedBasis::Dateline) => format!("published {date} (dateline)"),
            Some(PublishedBasis::Metadata) => format!("published {date} (page metadata)"),
            Some(PublishedBasis::Given) | None => format!("published {date}"),
        });
    let left_out = (!report.furniture.is_empty()).then(|| match report.furniture.len() {
        1 => "1 block of page furniture left out".to_owned(),
        count => format!("{count} blocks of page furniture left out"),
    });
    [
        Some(published.unwrap_or_else(|| "publication date unknown".to_owned())),
        report.byline.as_ref().map(|byline| format!("by {byline}")),
        report.publisher.clone(),
        Some(report.source.clone()),
        left_out,
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub(crate) fn all(record: &Record) -> Vec<Section> {
    let words = Words::of(record);
    let sections = [
        ("Talks", talks(record, &words)),
        ("Positions", positions(record, &words)),
        ("Said", statements(record, &words)),
        ("Happened", events(record, &words)),
        ("Contested", contested(record, &words)),
        ("Incidents", incidents(record, &words)),
        ("Relations", relations(record, &words)),
        ("Who", actors(record, &words)),
        ("Where", places(record)),
    ];
    sections
        .into_iter()
        .map(|(heading, groups)| Section {
            heading,
            groups: groups
                .into_iter()
                .filter(|group| !group.lines.is_empty())
                .collect(),
        })
        .filter(|section| !section.groups.is_empty())
        .collect()
}

fn group(lines: Vec<Line>) -> Vec<Group> {
    vec![Group { heading: None, lines }]
}

/// Talks by track where there are several tracks.
fn talks(record: &Record, words: &Words<'_>) -> Vec<Group> {
    if record.tracks.len() < 2 {
        return group(record.talks.iter().map(|one| talk(one, words)).collect());
    }
    let mut groups: Vec<Group> = record
        .tracks
        .iter()
        .map(|track| track_group(track, record, words))
        .collect();
    let others = record.talks.iter().filter(|talk| talk.track.is_none());
    let lines: Vec<Line> = others.map(|one| talk(one, words)).collect();
    groups.push(Group {
        heading: Some("Outside these tracks".to_owned()),
        lines,
    });
    groups
}

fn track_group(track: &Track, record: &Record, words: &Words<'_>) -> Group {
    let by = |verb: &str, actors: &[String]| {
        (!actors.is_empty()).then(|| format!("{verb} by {}", words.names(actors)))
    };
    let heading = [
        Some(format!("Track: {}", track.name)),
        wording::rank(track.rank).map(str::to_owned),
        by("preferred", &track.preferred_by),
        by("rejected", &track.rejected_by),
    ];
    let heading = heading.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let lines = record.talks.iter().filter(|talk| track.talks.contains(&talk.id));
    Group {
        heading: Some(heading),
        lines: lines.map(|one| talk(one, words)).collect(),
    }
}

fn talk(talk: &Talk, words: &Words<'_>) -> Line {
    let parties: Vec<String> = talk
        .parties
        .iter()
        .map(|party| match &party.head {
            Some(head) if *head != party.actor => {
                format!("{} ({})", words.name(&party.actor), words.name(head))
            }
            _ => words.name(&party.actor).to_owned(),
        })
        .collect();
    let lead = if parties.is_empty() {
        "Parties not named".to_owned()
    } else {
        parties.join(" – ")
    };
    let highest = talk
        .parties
        .iter()
        .map(|party| party.rank)
        .min()
        .unwrap_or(Rank::Unspecified);
    let rest = [
        Some(plain(talk.format.as_str())).filter(|format| format != "unspecified"),
        Some(plain(talk.status.as_str())),
        talk.venue
            .as_ref()
            .and_then(|venue| words.place(venue))
            .map(str::to_owned),
        talk.date.clone(),
        wording::rank(highest).map(|rank| format!("at the level of {rank}")),
    ];
    let third_parties: Vec<String> = talk
        .third_parties
        .iter()
        .map(|third| format!("{}: {}", third.role, words.name(&third.actor)))
        .collect();
    let outcome = wording::outcome(talk.outcome).map(|outcome| match &talk.outcome_attributed_to {
        Some(by) => format!("outcome, according to {}: {outcome}", words.name(by)),
        None => format!("outcome: {outcome}"),
    });
    let agenda: Vec<String> = talk.agenda.iter().map(|issue| plain(issue)).collect();
    let details = [
        (!third_parties.is_empty()).then(|| third_parties.join(", ")),
        talk.venue_note.clone(),
        (!agenda.is_empty()).then(|| format!("on {}", listed(&agenda))),
        outcome,
    ];
    Line {
        id: Some(talk.id.clone()),
        lead,
        rest: rest.into_iter().flatten().collect::<Vec<_>>().join(", "),
        details: details.into_iter().flatten().collect(),
        quotes: talk.spans.iter().map(Quote::from).collect(),
    }
}

fn positions(record: &Record, words: &Words<'_>) -> Vec<Group> {
    let issues = record.issues.iter().filter(|issue| !issue.positions.is_empty());
    issues
        .map(|issue| Group {
            heading: Some(format!(
                "{} ({})",
                plain(&issue.issue),
                plain(issue.status.as_str())
            )),
            lines: issue
                .positions
                .iter()
                .map(|position| {
                    let told = position
                        .attributed_to
                        .as_ref()
                        .map(|by| format!(", told by {}", words.name(by)));
                    let condition = position
                        .condition
                        .as_ref()
                        .map(|span| format!("condition: {}", span.text));
                    Line {
                        id: position.evidence.first().cloned(),
                        lead: words.name(&position.party).to_owned(),
                        rest: format!("{}{}", wording::stance(position.stance), told.unwrap_or_default()),
                        details: condition.into_iter().collect(),
                        quotes: vec![Quote::from(&position.content)],
                    }
                })
                .collect(),
        })
        .collect()
}

fn statements(record: &Record, words: &Words<'_>) -> Vec<Group> {
    group(
        record
            .statements
            .iter()
            .map(|one| statement(one, words))
            .collect(),
    )
}

fn statement(statement: &Statement, words: &Words<'_>) -> Line {
    let speaker = statement
        .speaker
        .as_ref()
        .map_or("source not stated", |speaker| words.name(speaker));
    let rest = [
        Some(wording::says(statement.kind).to_owned()),
        statement
            .addressee
            .as_ref()
            .map(|addressee| format!("to {}", words.name(addressee))),
        statement
            .on_behalf_of
            .as_ref()
            .map(|behalf| format!("for {}", words.name(behalf))),
    ];
    let details = [
        statement
            .nested_in
            .as_ref()
            .map(|outer| format!("as told in {outer}")),
        statement
            .issue
            .as_ref()
            .map(|issue| format!("on {}", plain(issue))),
        statement
            .condition
            .as_ref()
            .map(|condition| format!("condition: {}", condition.text)),
        statement.hedged.then(|| "hedged".to_owned()),
    ];
    Line {
        id: Some(statement.id.clone()),
        lead: speaker.to_owned(),
        rest: rest.into_iter().flatten().collect::<Vec<_>>().join(", "),
        details: details.into_iter().flatten().collect(),
        quotes: vec![Quote::from(&statement.content)],
    }
}

fn events(record: &Record, words: &Words<'_>) -> Vec<Group> {
    group(record.events.iter().map(|one| event(one, words)).collect())
}

fn event(event: &Event, words: &Words<'_>) -> Line {
    let lead = if event.actor.is_empty() {
        "Someone".to_owned()
    } else {
        words.names(&event.actor)
    };
    let rest = wording::act(
        event.kind,
        &event.cameo,
        event.factuality,
        &words.names(&event.recipient),
    );
    let place = event.place.as_ref().and_then(|place| words.place(place));
    let mode = event
        .mode
        .as_ref()
        .map(|mode| format!("/{mode}"))
        .unwrap_or_default();
    let details = [
        Some(format!("{}{mode}, CAMEO {}", event.kind, event.cameo)),
        event.date.as_ref().map(|date| date.value.clone()),
        place.map(str::to_owned),
        event
            .attributed_to
            .as_ref()
            .map(|by| format!("according to {}", words.name(by))),
    ];
    Line {
        id: Some(event.id.clone()),
        lead,
        rest,
        details: vec![details.into_iter().flatten().collect::<Vec<_>>().join(", ")],
        quotes: vec![Quote::from(&event.span)],
    }
}

fn contested(record: &Record, words: &Words<'_>) -> Vec<Group> {
    let facts = record.contested.iter();
    facts
        .map(|fact| Group {
            heading: Some(format!("{} ({})", fact.about, fact.relation)),
            lines: fact
                .sides
                .iter()
                .map(|side| Line {
                    id: side.statement.clone(),
                    lead: side
                        .by
                        .as_ref()
                        .map_or("the report", |by| words.name(by))
                        .to_owned(),
                    rest: String::new(),
                    details: Vec::new(),
                    quotes: vec![Quote::from(&side.says)],
                })
                .collect(),
        })
        .collect()
}

fn incidents(record: &Record, words: &Words<'_>) -> Vec<Group> {
    group(record.incidents.iter().map(|one| incident(one, words)).collect())
}

fn incident(incident: &Incident, words: &Words<'_>) -> Line {
    let place = incident
        .place
        .as_ref()
        .and_then(|place| words.place(place))
        .map(str::to_owned);
    let perpetrator = incident
        .perpetrator
        .as_ref()
        .map(|by| format!("by {}", words.name(by)));
    let rest = [place, incident.date.clone(), perpetrator];
    let figures = incident
        .casualties
        .iter()
        .map(|figure| match &figure.reported_by {
            Some(by) => format!("{}, according to {}", wording::casualties(figure), words.name(by)),
            None => wording::casualties(figure),
        });
    Line {
        id: Some(incident.id.clone()),
        lead: plain(&incident.kind),
        rest: rest.into_iter().flatten().collect::<Vec<_>>().join(", "),
        details: figures.collect(),
        quotes: vec![Quote::from(&incident.span)],
    }
}

fn relations(record: &Record, words: &Words<'_>) -> Vec<Group> {
    let lines = record.relations.iter().map(|relation| Line {
        id: None,
        lead: words.name(&relation.a).to_owned(),
        rest: format!(
            "{} {}",
            plain(relation.relation.as_str()),
            words.name(&relation.b)
        ),
        details: relation.on.iter().cloned().collect(),
        quotes: vec![Quote::from(&relation.span)],
    });
    group(lines.collect())
}

fn actors(record: &Record, words: &Words<'_>) -> Vec<Group> {
    group(record.actors.iter().map(|one| actor(one, words)).collect())
}

fn actor(actor: &Actor, words: &Words<'_>) -> Line {
    let side = actor.member_of.as_ref().map(|side| words.name(side).to_owned());
    let rest = [
        actor.office.clone().or_else(|| Some(plain(actor.kind.as_str()))),
        side.or_else(|| {
            actor
                .country
                .clone()
                .filter(|_| actor.kind != verbale_record::ActorKind::State)
        }),
        (!actor.sectors.is_empty()).then(|| actor.sectors.join("/")),
        Some(match actor.mentions.len() {
            1 => "1 mention".to_owned(),
            count => format!("{count} mentions"),
        }),
    ];
    Line {
        id: Some(actor.id.clone()),
        lead: actor.name.clone(),
        rest: rest.into_iter().flatten().collect::<Vec<_>>().join(", "),
        details: Vec::new(),
        quotes: Vec::new(),
    }
}

fn places(record: &Record) -> Vec<Group> {
    let lines = record.places.iter().map(|place| {
        let coordinates = place
            .lat
            .zip(place.lon)
            .map(|(lat, lon)| format!("{lat:.2}, {lon:.2}"));
        let rest = [place.admin1.clone(), place.country.clone(), coordinates];
        Line {
            id: Some(place.id.clone()),
            lead: place.name.clone(),
            rest: rest.into_iter().flatten().collect::<Vec<_>>().join(", "),
            details: Vec::new(),
            quotes: Vec::new(),
        }
    });
    group(lines.collect())
}
