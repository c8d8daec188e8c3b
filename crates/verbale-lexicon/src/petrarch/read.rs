//! The lines of a dictionary: names, codes and their periods, words that stand for several.

use crate::date::{Date, Period};
use crate::table::Context;
use rustc_hash::FxHashMap;

/// One code of an entry: `XYZGOV 990101-041231`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) written: String,
    pub(super) period: Period,
}

/// The names of one actor or agent, and their codes.
#[derive(Debug, Default)]
pub(super) struct Entry<'t> {
    pub(super) names: Vec<&'t str>,
    pub(super) codes: Vec<Code>,
    pub(super) line: u32,
    /// A code was given, readable or not: the next name is another's.
    pub(super) closed: bool,
}

pub(super) fn entries<'t>(context: &mut Context<'_>, text: &'t str) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> = Vec::new();
    for (line, number) in text.lines().zip(1u32..) {
        let line = line.split([';', '#']).next().unwrap_or("").trim();
        if line.is_empty() || line.starts_with('<') || line.starts_with('!') && line.contains('=') {
            continue;
        }
        let (name, code) = match line.find('[') {
            Some(at) => (line[..at].trim(), Some(&line[at + 1..])),
            None => (line, None),
        };
        if !name.is_empty() {
            let open = entries.last().is_some_and(|entry| !entry.closed);
            let more = name.strip_prefix('+');
            match entries.last_mut() {
                Some(entry) if more.is_some() || open => entry.names.push(more.unwrap_or(name)),
                _ if more.is_some() => {
                    context.fault(
                        number,
                        "name",
                        "another name of nothing",
                        "write the first name before it",
                    );
                }
                _ => entries.push(Entry {
                    names: vec![name],
                    codes: Vec::new(),
                    line: number,
                    closed: false,
                }),
            }
        }
        let Some(code) = code else { continue };
        if let Some(entry) = entries.last_mut() {
            entry.closed = true;
        }
        let Some((code, _)) = code.split_once(']') else {
            context.fault(number, "code", "the bracket is not closed", "end the code with ]");
            continue;
        };
        match (read_code(code), entries.last_mut()) {
            (Ok(code), Some(entry)) => entry.codes.push(code),
            (Err(problem), _) => context.fault(
                number,
                "code",
                problem,
                "write [CODE], [CODE >YYMMDD] or [CODE YYMMDD-YYMMDD]",
            ),
            (Ok(_), None) => context.fault(number, "code", "a code of nothing", "write a name before it"),
        }
    }
    for entry in entries.iter().filter(|entry| !entry.closed) {
        context.fault(
            entry.line,
            "code",
            format!("{} has no code", entry.names[0]),
            "write one in brackets",
        );
    }
    entries.retain(|entry| !entry.codes.is_empty());
    entries
}

fn read_code(code: &str) -> Result<Code, String> {
    let code = code.trim();
    let (written, dates) = code.split_once(' ').unwrap_or((code, ""));
    let letters = written.trim_start_matches('~');
    if letters.len() < 3
        || !letters
            .bytes()
            .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
    {
        return Err(format!("`{written}` is not a code"));
    }
    Ok(Code {
        written: letters.to_owned(),
        period: read_period(dates.trim())?,
    })
}

fn read_period(dates: &str) -> Result<Period, String> {
    let day = |text: &str| read_day(text.trim()).ok_or_else(|| format!("`{text}` is not a day"));
    if dates.is_empty() {
        return Ok(Period::default());
    }
    if let Some(from) = dates.strip_prefix('>') {
        return Ok(Period {
            from: Some(day(from)?),
            to: None,
        });
    }
    if let Some(to) = dates.strip_prefix('<') {
        return Ok(Period {
            from: None,
            to: Some(day(to)?),
        });
    }
    let Some((from, to)) = dates.split_once('-') else {
        return Err(format!("`{dates}` is not a time"));
    };
    let period = Period {
        from: Some(day(from)?),
        to: Some(day(to)?),
    };
    if period.is_reversed() {
        return Err(format!("`{dates}` ends before it begins"));
    }
    Ok(period)
}

/// `YYMMDD` or `YYYYMMDD`; two figures below 30 are of this century. A day or month that does not exist leaves the
/// month or the year.
fn read_day(text: &str) -> Option<Date> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        6 => {
            let year: i16 = text[..2].parse().ok()?;
            (if year < 30 { 2000 + year } else { 1900 + year }, &text[2..])
        }
        8 => (text[..4].parse().ok()?, &text[4..]),
        _ => return None,
    };
    let (month, day): (u8, u8) = (rest[..2].parse().ok()?, rest[2..].parse().ok()?);
    Date::new(year, month, day).or_else(|| Some(Date::year_only(year)))
}

/// `!PERSON! = MAN, MEN, WOMAN`
pub(super) fn macros(text: &str) -> FxHashMap<&str, Vec<&str>> {
    let definitions = text.lines().filter_map(|line| {
        let (name, words) = line.trim().strip_prefix('!')?.split_once("! =")?;
        Some((name.trim(), words.split(',').map(str::trim).collect()))
    });
    definitions.collect()
}
