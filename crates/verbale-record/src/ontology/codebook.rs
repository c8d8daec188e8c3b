//! The codebook: definitions, examples and near misses, for people to read.

use super::table::{TableError, TableSource};
use super::{Context, EventType, Mode, Ontology, Quad};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::sync::OnceLock;

/// The definitions of all types, modes and contexts. Parsed only when asked for: coding does not need it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Codebook {
    /// The event types.
    #[serde(rename = "event")]
    pub events: BTreeMap<EventType, EventEntry>,
    /// The contexts.
    #[serde(rename = "context")]
    pub contexts: BTreeMap<Context, String>,
}

/// What the codebook says about an event type.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventEntry {
    /// Its quad.
    pub quad: Quad,
    /// Whether an event of this type must have a recipient.
    pub recipient: Recipient,
    /// What belongs here.
    pub codes: String,
    /// Why its borders are where they are.
    pub why: String,
    /// A sentence that is coded so.
    pub example: String,
    /// A sentence that looks alike and is not.
    pub near_miss: NearMiss,
    /// Its modes.
    #[serde(default)]
    pub modes: BTreeMap<Mode, String>,
}

/// Whether an event of a type must have a recipient.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recipient {
    /// It must.
    Required,
    /// It may.
    Optional,
}

/// A sentence that looks like an event type and is coded otherwise.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NearMiss {
    /// The sentence.
    pub text: String,
    /// How it is coded.
    pub coded: TypeAndMode,
    /// What decides.
    pub because: String,
}

/// A type with or without a mode, written `RETREAT release`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct TypeAndMode {
    /// The type.
    pub event_type: EventType,
    /// The mode.
    pub mode: Option<Mode>,
}

impl TryFrom<String> for TypeAndMode {
    type Error = super::ModeError;

    fn try_from(text: String) -> Result<Self, super::ModeError> {
        let (event_type, mode) = match text.split_once(' ') {
            Some((event_type, mode)) => (event_type.parse()?, Some(mode)),
            None => (text.parse()?, None),
        };
        Ok(TypeAndMode {
            event_type,
            mode: mode.map(|mode| Mode::of(event_type, mode)).transpose()?,
        })
    }
}

impl fmt::Display for TypeAndMode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.event_type.fmt(formatter)?;
        self.mode.map_or(Ok(()), |mode| write!(formatter, " {mode}"))
    }
}

impl Codebook {
    /// The built-in codebook.
    #[allow(clippy::missing_panics_doc, reason = "the built-in codebook is tested")]
    pub fn get() -> &'static Codebook {
        static BUILT_IN: OnceLock<Codebook> = OnceLock::new();
        let source = TableSource {
            file: "data/ontology/plover.toml",
            text: include_str!("../../../../data/ontology/plover.toml"),
        };
        BUILT_IN.get_or_init(|| Codebook::parse(source).expect("the built-in codebook is tested"))
    }

    /// A codebook from its TOML text. It must define every type, every mode of each type, and every context.
    pub fn parse(source: TableSource<'_>) -> Result<Codebook, TableError> {
        let codebook: Codebook = toml::from_str(source.text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            source.error(source.text[..start].matches('\n').count() + 1, error.message())
        })?;
        for event_type in EventType::ALL {
            let Some(entry) = codebook.events.get(event_type) else {
                return Err(source.lacks(&format!("{event_type} is not defined")));
            };
            if entry.quad != event_type.quad() {
                return Err(source.lacks(&format!("{event_type} belongs to quad {}", event_type.quad())));
            }
            let defined = |mode: &&Mode| entry.modes.contains_key(*mode);
            if let Some(mode) = event_type.modes().iter().find(|mode| !defined(mode)) {
                return Err(source.lacks(&format!("{event_type} {mode} is not defined")));
            }
            if let Some(mode) = entry.modes.keys().find(|mode| !event_type.allows(**mode)) {
                return Err(source.lacks(&format!("{event_type} has no mode {mode}")));
            }
        }
        match Context::ALL
            .iter()
            .find(|context| !codebook.contexts.contains_key(context))
        {
            Some(context) => Err(source.lacks(&format!("the context {context} is not defined"))),
            None => Ok(codebook),
        }
    }

    /// What it says about a type.
    pub fn event(&self, event_type: EventType) -> &EventEntry {
        &self.events[&event_type]
    }

    /// The definition of a type's mode; none where the type does not have it.
    pub fn mode(&self, event_type: EventType, mode: Mode) -> Option<&str> {
        self.event(event_type).modes.get(&mode).map(String::as_str)
    }

    /// The definition of a context.
    pub fn context(&self, context: Context) -> &str {
        &self.contexts[&context]
    }
}

/// The whole codebook as Markdown: types, modes, contexts, sectors, and the CAMEO codes with what they become.
pub fn codebook_markdown() -> String {
    let (ontology, codebook) = (Ontology::get(), Codebook::get());
    let mut page = String::with_capacity(96 * 1024);
    // Writing to a string cannot fail.
    let _ = write_codebook(&mut page, ontology, codebook);
    page
}

fn write_codebook(page: &mut String, ontology: &Ontology, codebook: &Codebook) -> fmt::Result {
    writeln!(page, "# Codebook\n")?;
    writeln!(
        page,
        "What Verbale codes: the event types, modes and contexts of PLOVER 0.8, the sectors of actors, and the \
         codes of CAMEO 1.1b3. The definitions are Verbale's own. Intensities are Goldstein values, from -10 to 10.\n"
    )?;
    writeln!(page, "## Event types\n")?;
    writeln!(
        page,
        "| type | quad | CAMEO | intensity | modes |\n|---|---|---|---:|---|"
    )?;
    for event_type in EventType::ALL.iter().copied() {
        let modes: Vec<&str> = event_type.modes().iter().map(|mode| mode.as_str()).collect();
        writeln!(
            page,
            "| {event_type} | {} {} | {} | {:.1} | {} |",
            event_type.quad(),
            event_type.quad().name(),
            ontology.cameo_for(event_type, None),
            ontology.default_intensity(event_type, None),
            modes.join(", ")
        )?;
    }
    for event_type in EventType::ALL.iter().copied() {
        write_event(page, ontology, event_type, codebook.event(event_type))?;
    }
    writeln!(
        page,
        "\n## Contexts\n\nWhat an event is about; any type can take any of them, and several.\n"
    )?;
    for context in Context::ALL.iter().copied() {
        writeln!(page, "- **{context}**: {}", codebook.context(context))?;
    }
    writeln!(
        page,
        "\n## Sectors\n\nWhat part of society an actor belongs to.\n"
    )?;
    writeln!(page, "| code | name | scheme | definition |\n|---|---|---|---|")?;
    for sector in ontology.sectors() {
        let scheme = if sector.cameo_only { "CAMEO" } else { "PLOVER" };
        writeln!(
            page,
            "| {} | {} | {scheme} | {} |",
            sector.code, sector.name, sector.definition
        )?;
    }
    write_cameo(page, ontology)
}

fn write_event(
    page: &mut String,
    ontology: &Ontology,
    event_type: EventType,
    entry: &EventEntry,
) -> fmt::Result {
    writeln!(page, "\n### {event_type}\n")?;
    let recipient = match entry.recipient {
        Recipient::Required => "needs a recipient",
        Recipient::Optional => "may lack a recipient",
    };
    writeln!(
        page,
        "Quad {} ({}); {recipient}.\n",
        entry.quad,
        entry.quad.name()
    )?;
    writeln!(page, "**Codes.** {}\n\n**Why.** {}\n", entry.codes, entry.why)?;
    writeln!(page, "**Example.** “{}”\n", entry.example)?;
    let NearMiss { text, coded, because } = &entry.near_miss;
    writeln!(page, "**Near miss.** “{text}” is {coded}. {because}")?;
    if !entry.modes.is_empty() {
        writeln!(page, "\n| mode | CAMEO | intensity | codes |\n|---|---|---:|---|")?;
    }
    // The ontology's order, not the map's: both are fixed, this one is the reader's.
    for mode in event_type.modes().iter().copied() {
        let definition = entry.modes.get(&mode).map_or("", String::as_str);
        let (cameo, intensity) = (
            ontology.cameo_for(event_type, Some(mode)),
            ontology.default_intensity(event_type, Some(mode)),
        );
        writeln!(page, "| {mode} | {cameo} | {intensity:.1} | {definition} |")?;
    }
    Ok(())
}

fn write_cameo(page: &mut String, ontology: &Ontology) -> fmt::Result {
    writeln!(
        page,
        "\n## CAMEO codes\n\nWith their Goldstein values (*: inherited from the code above, the published scale has \
         none) and what they become in PLOVER (-: PLOVER drops them).\n"
    )?;
    writeln!(
        page,
        "| code | name | intensity | PLOVER | contexts |\n|---|---|---:|---|---|"
    )?;
    for entry in ontology.cameo_codes() {
        let mark = if entry.goldstein_inherited { "*" } else { "" };
        let (plover, contexts) = match &entry.plover {
            Some(coding) => {
                let contexts: Vec<&str> = coding.contexts.iter().map(|context| context.as_str()).collect();
                let plover = TypeAndMode {
                    event_type: coding.event_type,
                    mode: coding.mode,
                };
                (plover.to_string(), contexts.join(", "))
            }
            None => ("-".to_owned(), String::new()),
        };
        let (code, name, goldstein) = (entry.code, &entry.name, entry.goldstein);
        writeln!(
            page,
            "| {code} | {name} | {goldstein:.1}{mark} | {plover} | {contexts} |"
        )?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_codebook_is_whole() {
        let codebook = Codebook::get();
        assert_eq!((codebook.events.len(), codebook.contexts.len()), (16, 37));
        for (event_type, entry) in &codebook.events {
            assert_ne!(
                entry.near_miss.coded.event_type, *event_type,
                "the near miss of {event_type} hits"
            );
            for text in [&entry.codes, &entry.why, &entry.example, &entry.near_miss.text] {
                assert!(text.ends_with('.') && text.len() > 40, "{event_type}: {text:?}");
            }
        }
    }

    #[test]
    fn a_malformed_codebook_names_file_and_line() {
        let whole = include_str!("../../../../data/ontology/plover.toml");
        let complaint = |text: &str| {
            let error = Codebook::parse(TableSource {
                file: "my.toml",
                text,
            })
            .unwrap_err();
            (error.line, error.to_string())
        };
        let misspelt = whole.replacen("phone = ", "fone = ", 1);
        let line = misspelt
            .lines()
            .position(|line| line.starts_with("fone"))
            .unwrap()
            + 1;
        let (told, message) = complaint(&misspelt);
        assert_eq!(told, line, "{message}");
        assert!(
            message.starts_with(&format!("my.toml:{line}: ")) && message.contains("fone"),
            "{message}"
        );

        let (_, message) = complaint(&whole.replacen("phone = ", "# phone = ", 1));
        assert!(message.ends_with("CONSULT phone is not defined"), "{message}");
        let (_, message) = complaint(&whole.replacen("coded = \"AID\"", "coded = \"AID visit\"", 1));
        assert!(message.contains("AID has no mode “visit”"), "{message}");
        let (_, message) = complaint("[event");
        assert!(message.starts_with("my.toml:1: "), "{message}");
    }

    #[test]
    fn the_page_shows_every_entry_and_is_the_same_twice() {
        let page = codebook_markdown();
        assert_eq!(page, codebook_markdown());
        for event_type in EventType::ALL {
            assert!(page.contains(&format!("\n### {event_type}\n")));
        }
        for code in Ontology::get().cameo_codes() {
            assert!(
                page.contains(&format!("\n| {} | {} |", code.code, code.name)),
                "{code:?}"
            );
        }
        for line in page.lines().filter(|line| line.starts_with("| ")) {
            assert!(line.ends_with(" |") || line.ends_with("|  |"), "{line}");
        }
    }
}
