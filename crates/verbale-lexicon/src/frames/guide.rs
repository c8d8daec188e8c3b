//! The frames as a guide for people: every row with its example, and sentences that look alike and are no such act.

use super::{Class, Frame, FrameError, FramePart, Frames, Role};
use crate::speech::rows;
use std::fmt::Write as _;
use verbale_record::ontology::EventType;

const NEAR_MISSES: &str = "data/frames/near-misses.tsv";

/// A sentence that has the word of a frame and is not its act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss {
    /// The type that it is not.
    pub event_type: EventType,
    /// The word.
    pub word: String,
    /// The sentence.
    pub sentence: String,
    /// Why it is not.
    pub why: String,
}

/// The near misses that come with Verbale.
pub fn near_misses() -> Result<Vec<NearMiss>, FrameError> {
    read_near_misses(include_str!("../../../../data/frames/near-misses.tsv"))
}

fn read_near_misses(text: &str) -> Result<Vec<NearMiss>, FrameError> {
    rows(text)
        .map(|(line, columns)| {
            let error = |message: String| FrameError {
                file: NEAR_MISSES,
                line,
                message,
            };
            let &[event_type, word, sentence, why] = columns.as_slice() else {
                return Err(error(format!("{} columns instead of 4", columns.len())));
            };
            let event_type = event_type
                .parse()
                .map_err(|_| error(format!("“{event_type}” is no type")))?;
            Ok(NearMiss {
                event_type,
                word: word.to_owned(),
                sentence: sentence.to_owned(),
                why: why.to_owned(),
            })
        })
        .collect()
}

/// All frames as Markdown, by type, a row of the tables an item: words, places of actor and recipient, what has to stand
/// beside them, CAMEO code, example, near misses. A row without an example of its own inherits that of its type and mode.
pub fn guide(frames: &Frames, near_misses: &[NearMiss]) -> String {
    let mut page = String::from(
        "# Frames\n\nThe words that name each act. Who does it > to whom; `with`: a word of the class has to stand beside it.\n",
    );
    for &event_type in EventType::ALL {
        let _ = writeln!(page, "\n## {event_type}\n");
        let of_type: Vec<&Frame> = frames
            .entries
            .iter()
            .filter(|frame| frame.event_type == event_type)
            .collect();
        for row in of_type.chunk_by(|one, other| one.id == other.id) {
            describe(&mut page, row, &of_type, near_misses);
        }
    }
    page
}

/// Writes one row.
fn describe(page: &mut String, row: &[&Frame], of_type: &[&Frame], near_misses: &[NearMiss]) {
    let Some(first) = row.first() else { return };
    let words: Vec<String> = row.iter().map(|frame| frame.words.join(" ")).collect();
    let part = match first.part {
        FramePart::Verb => "verb",
        FramePart::Noun => "noun",
        FramePart::Adjective => "adjective",
    };
    let mode = first
        .mode
        .map_or(String::new(), |mode| format!(" ({})", mode.as_str()));
    let _ = write!(
        page,
        "- {part}{mode}: {}\n  - {} > {}",
        words.join(", "),
        places(&first.actor),
        places(&first.recipient)
    );
    if !first.classes.is_empty() {
        let classes: Vec<&str> = first.classes.iter().map(Class::name).collect();
        let _ = write!(page, "; with: {}", classes.join(", "));
    }
    if let Some(code) = first.cameo {
        let _ = write!(page, "; CAMEO {}", code.as_str());
    }
    page.push('\n');
    let same_mode = || {
        of_type
            .iter()
            .find(|frame| frame.mode == first.mode && frame.example.is_some())
    };
    let inherited = || same_mode().or_else(|| of_type.iter().find(|frame| frame.example.is_some()));
    if let Some(example) = &first.example {
        let _ = writeln!(page, "  - “{example}”");
    } else if let Some(example) = inherited().and_then(|frame| frame.example.as_ref()) {
        let _ = writeln!(page, "  - as “{example}”");
    }
    for miss in near_misses
        .iter()
        .filter(|miss| miss.event_type == first.event_type && words.contains(&miss.word))
    {
        let _ = writeln!(page, "  - not: “{}” ({})", miss.sentence, miss.why);
    }
}

fn places(roles: &[Role]) -> String {
    let names: Vec<&str> = roles
        .iter()
        .map(|role| match role {
            Role::Subject => "subject",
            Role::Object => "object",
            Role::IndirectObject => "indirect object",
            Role::ClauseSubject => "subject of its clause",
            Role::Possessor => "possessor",
            Role::Preposition(name) => name,
        })
        .collect();
    if names.is_empty() {
        "nobody".to_owned()
    } else {
        names.join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_frames_and_a_near_miss() {
        let near_misses = near_misses().unwrap();
        let page = guide(Frames::builtin(), &near_misses);
        for &event_type in EventType::ALL {
            assert!(
                near_misses.iter().any(|miss| miss.event_type == event_type),
                "{event_type}"
            );
            assert!(page.contains(&format!("## {event_type}\n\n- ")), "{event_type}");
        }
    }

    #[test]
    fn a_broken_near_miss_is_named() {
        let error = read_near_misses("# fine\nACCUSE\tcharge\n").unwrap_err();
        assert_eq!((error.file, error.line), (NEAR_MISSES, 2));
    }
}
