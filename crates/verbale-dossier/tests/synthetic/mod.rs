//! Records made up for tests and benchmarks: a few wars with their talks, positions, attacks and copies of stories.
#![allow(dead_code, unreachable_pub, clippy::wildcard_imports)] // each user of this module needs another part of it

use std::fmt::Write as _;
use verbale_record::ontology::EventType;
use verbale_record::*;

/// A small generator of numbers, the same on every machine.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x5851_f42d_4c95_7f2d)
    }

    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides
    }

    fn pick<'v, T>(&mut self, values: &'v [T]) -> &'v T {
        &values[self.roll(values.len())]
    }
}

const STATES: [(&str, &str); 12] = [
    ("Ostland", "OSA"),
    ("Westmark", "WMA"),
    ("Norvia", "NVA"),
    ("Sudria", "SDA"),
    ("Lakonia", "LKA"),
    ("Marenia", "MRA"),
    ("Tarsia", "TSA"),
    ("Velia", "VLA"),
    ("Karantania", "KTA"),
    ("Illyra", "ILA"),
    ("Bosporia", "BPA"),
    ("Thulia", "THA"),
];
const TOWNS: [&str; 16] = [
    "Alba", "Brana", "Corvo", "Dessa", "Elin", "Fara", "Gorna", "Hasel", "Ilva", "Jarmo", "Kesta", "Lomna",
    "Mirov", "Nesta", "Orlan", "Pravo",
];
const ISSUES: [&str; 6] = [
    "ceasefire",
    "prisoners",
    "withdrawal",
    "aid-access",
    "sanctions",
    "talks-format",
];
const WORDS: [&str; 40] = [
    "delegation",
    "morning",
    "border",
    "river",
    "convoy",
    "harbour",
    "village",
    "official",
    "statement",
    "question",
    "answer",
    "minister",
    "journalist",
    "window",
    "corridor",
    "hall",
    "table",
    "paper",
    "signature",
    "proposal",
    "evening",
    "garden",
    "bridge",
    "station",
    "mountain",
    "valley",
    "winter",
    "summer",
    "market",
    "school",
    "hospital",
    "army",
    "column",
    "rocket",
    "engine",
    "radio",
    "letter",
    "envelope",
    "witness",
    "memory",
];

/// So many records of reports over a year and a half, of which every eighth is a copy of the one before.
pub fn records(seed: u64, count: usize) -> Vec<Record> {
    let mut dice = Dice::new(seed);
    let mut records: Vec<Record> = Vec::with_capacity(count);
    for number in 0..count {
        let copied = (number % 8 == 7).then(|| records[number - 1].clone());
        records.push(match copied {
            Some(original) => copy(original, number),
            None => record(&mut dice, number, count),
        });
    }
    records
}

fn copy(mut record: Record, number: usize) -> Record {
    record.id = format!("copy-{number}");
    record.report.source = format!("copy-{number}.txt");
    record
        .report
        .text
        .push_str(" Our own correspondent added nothing.");
    record
}

fn day(dice: &mut Dice, count: usize) -> String {
    // About as many reports a day as a busy desk collects, whatever the number.
    let span = (count / 20).clamp(3, 540);
    let day = dice.roll(span);
    format!(
        "20{:02}-{:02}-{:02}",
        21 + day / 360,
        day % 360 / 30 + 1,
        day % 28 + 1
    )
}

struct Writer {
    text: String,
    offset: u32,
}

impl Writer {
    /// Writes a sentence and gives its span. Everything here is ASCII: bytes are code points.
    fn say(&mut self, sentence: &str) -> Span {
        let start = self.offset;
        self.text.push_str(sentence);
        self.text.push_str(". ");
        self.offset = self.text.len() as u32;
        Span {
            start: CodePoint(start),
            end: CodePoint(start + sentence.len() as u32),
            text: sentence.to_owned(),
        }
    }
}

fn record(dice: &mut Dice, number: usize, count: usize) -> Record {
    let published = day(dice, count);
    let war = dice.roll(STATES.len() / 2);
    let (one, other) = (STATES[2 * war], STATES[2 * war + 1]);
    let host = *dice.pick(&STATES);
    let mut actors = vec![state("a1", one), state("a2", other)];
    if host.1 != one.1 && host.1 != other.1 {
        actors.push(state("a3", host));
    }
    let third = actors.len() > 2;
    let town = *dice.pick(&TOWNS);
    let mut writer = Writer {
        text: String::new(),
        offset: 0,
    };
    let title = writer.say(&format!("{} and {} on day {number}", one.0, other.0));
    filler(dice, &mut writer);
    let mut events = Vec::new();
    for index in 0..4 + dice.roll(6) {
        let kind = *dice.pick(EventType::ALL);
        let (by, to) = if dice.roll(2) == 0 {
            ("a1", "a2")
        } else {
            ("a2", "a1")
        };
        let span = writer.say(&format!(
            "{} {} {} near {town} with {}",
            one.0,
            kind.as_str().to_lowercase(),
            other.0,
            dice.pick(&WORDS)
        ));
        events.push(event(
            index,
            kind,
            by,
            to,
            span,
            (dice.roll(3) > 0).then(|| published.clone()),
            dice,
        ));
        filler(dice, &mut writer);
    }
    let talk_span = writer.say(&format!(
        "Envoys of {} and {} met in {town} over the {}",
        one.0,
        other.0,
        dice.pick(&WORDS)
    ));
    let incident_span = writer.say(&format!("Shells hit the {} of {town}", dice.pick(&WORDS)));
    let position_span = writer.say(&format!(
        "{} would think of the {} and the {}",
        one.0,
        dice.pick(&WORDS),
        dice.pick(&WORDS)
    ));
    let statements = statements(dice, &mut writer, town, (one.0, other.0));
    filler(dice, &mut writer);
    let talk_day = (dice.roll(2) == 0).then(|| published.clone());
    let killed = 1 + dice.roll(9) as u64;
    Record {
        schema: SCHEMA.to_owned(),
        id: format!("report-{number}"),
        engine: "synthetic".to_owned(),
        talks: vec![talk(talk_span, dice, third, talk_day)],
        tracks: Vec::new(),
        issues: vec![Issue {
            issue: (*dice.pick(&ISSUES)).to_owned(),
            status: IssueStatus::Raised,
            positions: positions(dice, &position_span),
        }],
        contested: Vec::new(),
        incidents: vec![Incident {
            id: "i1".to_owned(),
            kind: if dice.roll(2) == 0 { "shelling" } else { "attack" }.to_owned(),
            place: Some("p1".to_owned()),
            date: (dice.roll(2) == 0).then(|| published.clone()),
            perpetrator: (dice.roll(2) == 0).then(|| "a2".to_owned()),
            perpetrator_basis: PerpetratorBasis::Stated,
            target: None,
            casualties: vec![Casualties {
                measure: CasualtyMeasure::Killed,
                min: Some(killed),
                max: Some(killed),
                qualifier: CasualtyQualifier::Exact,
                group: None,
                reported_by: Some("a1".to_owned()),
            }],
            event: None,
            span: incident_span,
            confidence: 0.8,
            because: Vec::new(),
        }],
        relations: Vec::new(),
        places: vec![Place {
            id: "p1".to_owned(),
            name: town.to_owned(),
            country: Some(one.1.to_owned()),
            admin1: None,
            lat: None,
            lon: None,
            geonames: None,
            precision: PlacePrecision::Point,
            mentions: Vec::new(),
        }],
        times: Vec::new(),
        statements,
        events,
        actors,
        report: Report {
            source: format!("report-{number}.txt"),
            title: Some(title),
            language: "en".to_owned(),
            published: (number % 13 != 12).then_some(published),
            text: writer.text,
            ..Report::default()
        },
    }
}

/// The position of one party or of both, in the same words.
fn positions(dice: &mut Dice, content: &Span) -> Vec<Position> {
    let stance = *dice.pick(Stance::ALL);
    let attributed_to = (dice.roll(4) == 0).then(|| "a2".to_owned());
    let position = |party: &str| Position {
        party: party.to_owned(),
        stance,
        content: content.clone(),
        condition: None,
        spoken_by: None,
        attributed_to: attributed_to.clone(),
        evidence: vec!["e1".to_owned()],
        confidence: 0.8,
        because: Vec::new(),
    };
    let parties = 1 + usize::from(dice.roll(4) == 0);
    ["a1", "a2"].into_iter().take(parties).map(position).collect()
}

/// Accusations, denials and claims about who hit what.
fn statements(
    dice: &mut Dice,
    writer: &mut Writer,
    town: &str,
    (one, other): (&str, &str),
) -> Vec<Statement> {
    const KINDS: [StatementKind; 4] = [
        StatementKind::Accusation,
        StatementKind::Denial,
        StatementKind::Claim,
        StatementKind::Hope,
    ];
    (1..=dice.roll(4))
        .map(|number| {
            let kind = *dice.pick(&KINDS);
            let (by, against) = if dice.roll(2) == 0 {
                ("a1", "a2")
            } else {
                ("a2", "a1")
            };
            let (thing, deed) = (
                *dice.pick(&WORDS),
                *dice.pick(&["shelling", "seizure", "bombing"]),
            );
            let content = writer.say(&format!(
                "the {deed} of the {thing} of {town} by {other} or {one}"
            ));
            Statement {
                id: format!("s{number}"),
                speaker: Some(by.to_owned()),
                on_behalf_of: None,
                addressee: None,
                kind,
                form: StatementForm::Indirect,
                content,
                cue: None,
                target: (dice.roll(2) == 0).then(|| against.to_owned()),
                issue: None,
                condition: None,
                hedged: false,
                polarity: Polarity::Positive,
                nested_in: None,
                date: None,
                events: (dice.roll(2) == 0).then(|| "e1".to_owned()).into_iter().collect(),
                confidence: 0.8,
                because: Vec::new(),
            }
        })
        .collect()
}

fn filler(dice: &mut Dice, writer: &mut Writer) {
    for _ in 0..3 {
        let mut sentence = "The".to_owned();
        for _ in 0..12 {
            let _ = write!(sentence, " {}", dice.pick(&WORDS));
        }
        writer.say(&sentence);
    }
}

fn state(id: &str, (name, country): (&str, &str)) -> Actor {
    Actor {
        id: id.to_owned(),
        name: name.to_owned(),
        kind: ActorKind::State,
        country: Some(country.to_owned()),
        sectors: vec!["GOV".to_owned()],
        code: None,
        office: None,
        rank: Rank::Unspecified,
        member_of: None,
        known: true,
        mentions: Vec::new(),
    }
}

fn event(
    index: usize,
    kind: EventType,
    by: &str,
    to: &str,
    span: Span,
    date: Option<String>,
    dice: &mut Dice,
) -> Event {
    Event {
        id: format!("e{}", index + 1),
        kind,
        mode: None,
        contexts: Vec::new(),
        cameo: "010".to_owned(),
        quad: kind.quad(),
        intensity: 0.0,
        actor: vec![by.to_owned()],
        recipient: vec![to.to_owned()],
        date: date.map(|value| EventDate {
            value,
            precision: DatePrecision::Day,
            basis: DateBasis::Stated,
        }),
        place: (dice.roll(2) == 0).then(|| "p1".to_owned()),
        factuality: Factuality::Asserted,
        attributed_to: (dice.roll(3) == 0).then(|| "a1".to_owned()),
        statement: None,
        trigger: span.clone(),
        span,
        confidence: 0.8,
        because: Vec::new(),
    }
}

fn talk(span: Span, dice: &mut Dice, third: bool, date: Option<String>) -> Talk {
    let party = |actor: &str| TalkParty {
        actor: actor.to_owned(),
        head: None,
        rank: Rank::Envoy,
        size: None,
    };
    Talk {
        id: "m1".to_owned(),
        track: None,
        format: TalkFormat::Unspecified,
        status: *dice.pick(TalkStatus::ALL),
        parties: vec![party("a1"), party("a2")],
        third_parties: if third {
            vec![ThirdParty {
                actor: "a3".to_owned(),
                role: ThirdPartyRole::Host,
            }]
        } else {
            Vec::new()
        },
        venue: (dice.roll(2) == 0).then(|| "p1".to_owned()),
        venue_note: None,
        date,
        agenda: vec![(*dice.pick(&ISSUES)).to_owned()],
        outcome: *dice.pick(Outcome::ALL),
        outcome_attributed_to: None,
        spans: vec![span],
        confidence: 0.8,
        because: Vec::new(),
    }
}
