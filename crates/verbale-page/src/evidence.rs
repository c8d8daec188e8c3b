//! Which day of a page is the day of its publication: the clues that speak for each day, weighed.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use jiff::civil::Date;
use serde_json::Value;

use crate::published::{DateCandidate, DateSource};
use crate::scan::Scan;
use crate::table::{TableError, problem, rows};

const TABLE: (&str, &str) = (
    "data/page/date-weights.tsv",
    include_str!("../../../data/page/date-weights.tsv"),
);

/// What is seen of a day: a feature and its value, as the table of weights names them.
pub type Clue = (&'static str, &'static str);

/// What is known of a page beside its days.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each holds or not, whatever the others do"
)]
pub(crate) struct PageFacts {
    /// Its metadata call it an article.
    pub(crate) article: bool,
    /// They call it a posting or a piece of news.
    pub(crate) posting: bool,
    /// It names an author.
    pub(crate) signed: bool,
    /// Its address is that of the site's first page.
    pub(crate) home: bool,
    /// Its address ends with a name of several words.
    pub(crate) named: bool,
}

impl PageFacts {
    pub(crate) fn of(page: &Scan, entries: &[&Value], signed: bool) -> Self {
        let meta = |name: &str| page.metas.iter().find(|(key, _)| key == name);
        let address = page
            .canonical
            .as_deref()
            .or(meta("og:url").map(|(_, value)| value.as_str()));
        let path = address.and_then(path_of);
        let kind_is = |kind: &Value| {
            let kind = kind.to_string();
            kind.contains("Posting") || kind.contains("NewsArticle")
        };
        let names = |name: &str| name.split(['-', '_']).count() > 3;
        Self {
            article: !entries.is_empty()
                || meta("og:type").is_some_and(|(_, kind)| kind.to_ascii_lowercase().contains("article")),
            posting: entries
                .iter()
                .any(|entry| entry.get("@type").is_some_and(kind_is)),
            signed,
            home: path.is_some_and(str::is_empty),
            named: path.and_then(|path| path.rsplit('/').next()).is_some_and(names),
        }
    }
}

/// The path of an address, without the slashes around it.
fn path_of(address: &str) -> Option<&str> {
    let (_, rest) = address.split_once("://")?;
    let rest = rest.split(['?', '#']).next().unwrap_or_default();
    let path = rest.split_once('/').map_or("", |(_, path)| path);
    Some(path.trim_end_matches('/'))
}

/// Every day that a page gives, each with the clues that speak for it and against it.
pub(crate) fn clues(candidates: &[DateCandidate], facts: PageFacts) -> BTreeMap<Date, Vec<Clue>> {
    let mut days: BTreeMap<Date, Vec<Clue>> = BTreeMap::new();
    let candidates = &*in_one_zone(candidates);
    for candidate in candidates {
        days.entry(candidate.date).or_default().extend(clue(candidate));
    }
    let page = PageDays::of(candidates);
    for (&date, clues) in &mut days {
        let shown = page.compare(date, clues);
        let bare = !facts.signed && !facts.named && !shown;
        let of_page = [
            (facts.article, "article"),
            (facts.posting, "posting"),
            (facts.signed, "signed"),
            (bare, "bare"),
            (facts.home, "home"),
            (facts.named, "named"),
            (page.printed_days > MANY_DAYS, "days"),
        ];
        clues.extend(holding("page", of_page));
        clues.sort_unstable();
        clues.dedup();
        // One tool writes both.
        if clues.contains(&("meta", "published")) {
            clues.retain(|clue| *clue != ("meta", "date"));
        }
    }
    days
}

/// The candidates, a printed day that is one off the moment of publication in `<meta>` being that moment in another time
/// zone, unless something else confirms it.
fn in_one_zone(candidates: &[DateCandidate]) -> Cow<'_, [DateCandidate]> {
    let mut found = Cow::Borrowed(candidates);
    let mut told = candidates
        .iter()
        .filter(|candidate| candidate.source == DateSource::Meta && !candidate.is_change());
    let Some(told) = told.next().map(|candidate| candidate.date) else {
        return found;
    };
    let shown = |candidate: &DateCandidate| candidate.is_printed() || candidate.is_time();
    if candidates
        .iter()
        .any(|candidate| candidate.date == told && shown(candidate))
    {
        return found;
    }
    for day in [told.yesterday(), told.tomorrow()].into_iter().flatten() {
        let beside = |candidate: &DateCandidate| {
            shown(candidate) && candidate.date == day && candidate.source != DateSource::Changed
        };
        let mut of_day = candidates.iter().filter(|candidate| candidate.date == day);
        if candidates.iter().any(|candidate| candidate.date == day)
            && of_day.all(|candidate| beside(candidate) || candidate.is_change())
        {
            for candidate in found.to_mut().iter_mut().filter(|candidate| beside(candidate)) {
                candidate.date = told;
            }
        }
    }
    found
}

/// A page that prints more days than these is more than one article.
const MANY_DAYS: usize = 3;

/// The clues of a feature that hold.
fn holding<const N: usize>(
    feature: &'static str,
    values: [(bool, &'static str); N],
) -> impl Iterator<Item = Clue> {
    let holding = values.into_iter().filter(|(holds, _)| *holds);
    holding.map(move |(_, value)| (feature, value))
}

/// What all days of a page are compared with.
struct PageDays<'c> {
    printed: Vec<&'c DateCandidate>,
    printed_days: usize,
    /// The first of the surest printed days.
    first_printed: Option<Date>,
    /// Whether a day is printed beside the headline, and not as one of change.
    shown: bool,
    /// The first day that metadata call that of publication.
    told: Option<Date>,
    /// The first `<time>`, and whether all others are of the same day.
    time: Option<(Date, bool)>,
}

impl<'c> PageDays<'c> {
    fn of(candidates: &'c [DateCandidate]) -> Self {
        let days = |source: DateSource| {
            let of_source = candidates
                .iter()
                .filter(move |candidate| candidate.source == source && !candidate.is_change());
            of_source.map(|candidate| candidate.date)
        };
        let printed: Vec<&DateCandidate> = candidates
            .iter()
            .filter(|candidate| candidate.is_printed())
            .collect();
        let top = printed.iter().map(|candidate| candidate.grade()).max();
        let first = printed.iter().find(|candidate| Some(candidate.grade()) == top);
        let of_page = printed.iter().filter(|candidate| !candidate.signs.elsewhere);
        let mut all: Vec<Date> = of_page.map(|candidate| candidate.date).collect();
        all.sort_unstable();
        all.dedup();
        let time = days(DateSource::Time).next();
        Self {
            printed_days: all.len(),
            first_printed: first.map(|candidate| candidate.date),
            shown: printed.iter().any(|candidate| {
                let signs = candidate.signs;
                candidate.source != DateSource::Changed && signs.near && signs.alone && !signs.elsewhere
            }),
            printed,
            told: days(DateSource::JsonLd).chain(days(DateSource::Meta)).min(),
            time: time.map(|first| (first, days(DateSource::Time).all(|other| other == first))),
        }
    }

    /// Add the clues that one day shows beside the others; whether the page shows it as the day of its article.
    fn compare(&self, date: Date, clues: &mut Vec<Clue>) -> bool {
        let of_day = self.printed.iter().filter(|candidate| candidate.date == date);
        let best = of_day.max_by_key(|candidate| candidate.grade());
        if let Some(best) = best {
            let signs = [
                (best.source == DateSource::Published, "labelled"),
                (best.source == DateSource::Changed, "changed"),
                (best.signs.elsewhere, "elsewhere"),
                (best.signs.near, "near"),
                (best.signs.alone, "alone"),
                (best.signs.dated, "dated"),
                (best.signs.published, "published"),
            ];
            clues.extend(holding("sign", signs));
        }
        let print = match best {
            None if self.printed.is_empty() => "none",
            None if self.shown => "against",
            None => "other",
            Some(_) if self.first_printed == Some(date) => "first",
            Some(_) => "later",
        };
        clues.push(("print", print));
        let changed = best.is_some_and(|best| best.source == DateSource::Changed);
        if best.is_none() {
            clues.retain(|clue| *clue != ("json-ld", "changed"));
        }
        let time = self.time.filter(|(first, _)| *first == date && !changed);
        clues.extend(time.map(|(_, only)| ("time", if only { "only" } else { "first" })));
        let order = match self.told {
            Some(day) if date > day => Some("after"),
            Some(day) if date < day => Some("before"),
            Some(_) => None,
            None => Some("alone"),
        };
        clues.extend(order.map(|order| ("order", order)));
        best.is_some_and(|best| best.signs.near && !changed)
    }
}

/// The name of a candidate's kind in the table; for what is printed the signs around it tell.
fn clue(candidate: &DateCandidate) -> Option<Clue> {
    let changed = candidate.is_change();
    Some(match candidate.source {
        DateSource::Published | DateSource::Printed | DateSource::Changed => return None,
        DateSource::JsonLd => ("json-ld", if changed { "changed" } else { "published" }),
        DateSource::JsonLdPage => ("json-ld", if changed { "page-changed" } else { "page" }),
        DateSource::Meta if changed => ("meta", "changed"),
        DateSource::Meta if candidate.name.contains("pub") => ("meta", "published"),
        DateSource::Meta => ("meta", "date"),
        DateSource::MarkedTime => ("time", "marked"),
        DateSource::Time => ("time", "some"),
        DateSource::Address => ("address", "day"),
        DateSource::Script => ("script", "published"),
    })
}

/// The weights of the clues; only looked up, never walked.
#[derive(Debug, Default)]
struct Weights {
    /// The share of belief that the best day needs.
    threshold: f32,
    /// What speaks for any day.
    bias: f32,
    clues: HashMap<Clue, f32>,
}

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| load(TABLE.1).expect("the built-in table is loaded by a test"));

fn load(text: &'static str) -> Result<Weights, TableError> {
    let mut found = Weights {
        threshold: 1.0,
        ..Weights::default()
    };
    for (line, row) in rows(text) {
        let [feature, value, weight] = row[..] else {
            return Err(problem(
                TABLE.0,
                line,
                "three columns wanted: feature, value, weight",
            ));
        };
        let weight: f32 = weight
            .parse()
            .map_err(|_| problem(TABLE.0, line, format!("{weight} is no number")))?;
        match feature {
            "threshold" => found.threshold = weight,
            "bias" => found.bias = weight,
            _ if found.clues.insert((feature, value), weight).is_some() => {
                return Err(problem(
                    TABLE.0,
                    line,
                    format!("{feature} {value} stands here twice"),
                ));
            }
            _ => {}
        }
    }
    Ok(found)
}

/// A day that a page gives, weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct WeighedDay {
    /// The day.
    pub date: Date,
    /// How surely it is the day of publication, from 0 to 1; what all days leave of 1 is that none of them is.
    pub belief: f32,
    /// What was weighed, as `data/page/date-weights.tsv` names it.
    pub clues: Vec<Clue>,
}

/// The days that a page gives, weighed, in their order.
pub(crate) fn weigh(candidates: &[DateCandidate], facts: PageFacts) -> Vec<WeighedDay> {
    let weights = &*WEIGHTS;
    let score = |clues: &[Clue]| -> f32 {
        weights.bias
            + clues
                .iter()
                .filter_map(|clue| weights.clues.get(clue))
                .sum::<f32>()
    };
    let mut days: Vec<WeighedDay> = clues(candidates, facts)
        .into_iter()
        .map(|(date, clues)| WeighedDay {
            date,
            belief: score(&clues).exp(),
            clues,
        })
        .collect();
    let all = 1.0 + days.iter().map(|day| day.belief).sum::<f32>();
    for day in &mut days {
        day.belief /= all;
    }
    days
}

/// The surest day, if it is sure enough; of equals the earliest.
pub(crate) fn choose(days: &[WeighedDay]) -> Option<Date> {
    let sure = days.iter().filter(|day| day.belief >= WEIGHTS.threshold);
    sure.rev()
        .max_by(|a, b| a.belief.total_cmp(&b.belief))
        .map(|day| day.date)
}

/// The belief from which a day is taken.
pub fn least_belief() -> f32 {
    WEIGHTS.threshold
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::printed::Signs;
    use jiff::civil::date;

    fn candidate(day: i8, source: DateSource, name: &str, signs: Signs) -> DateCandidate {
        DateCandidate {
            date: date(2031, 3, day),
            source,
            name: name.to_owned(),
            signs,
        }
    }

    const ARTICLE: PageFacts = PageFacts {
        article: true,
        posting: false,
        signed: true,
        home: false,
        named: true,
    };
    const SHOWN: Signs = Signs {
        near: true,
        alone: true,
        dated: true,
        published: false,
        elsewhere: false,
    };

    fn chosen(candidates: &[DateCandidate]) -> Option<i8> {
        choose(&weigh(candidates, ARTICLE)).map(Date::day)
    }

    #[test]
    fn the_built_in_table_loads() {
        let weights = load(TABLE.1).expect("table");
        assert!(weights.clues.len() > 20 && weights.threshold > 0.5);
        assert!(load("sign\tnear\tmuch\n").is_err());
        assert!(load("sign\tnear\t1\nsign\tnear\t2\n").is_err());
    }

    #[test]
    fn what_print_and_metadata_agree_on_is_taken() {
        let printed = candidate(10, DateSource::Printed, "", SHOWN);
        let told = candidate(10, DateSource::JsonLd, "datePublished", Signs::default());
        let meta = candidate(10, DateSource::Meta, "article:published_time", Signs::default());
        let changed = candidate(14, DateSource::JsonLd, "dateModified", Signs::default());
        assert_eq!(chosen(&[printed, told, meta, changed.clone()]), Some(10));
        // A day of change alone is none of publication, nor is one beside another article.
        assert_eq!(chosen(&[changed]), None);
        let elsewhere = Signs {
            elsewhere: true,
            ..Signs::default()
        };
        assert_eq!(chosen(&[candidate(3, DateSource::Printed, "", elsewhere)]), None);
        assert_eq!(chosen(&[]), None);
    }

    #[test]
    fn json_ld_alone_is_too_little_and_gives_way_to_what_is_shown() {
        let told = candidate(10, DateSource::JsonLd, "datePublished", Signs::default());
        assert_eq!(chosen(std::slice::from_ref(&told)), None);
        let printed = candidate(24, DateSource::Printed, "", SHOWN);
        assert_eq!(chosen(&[printed, told]), Some(24));
    }

    #[test]
    fn a_day_of_another_time_zone_is_the_same() {
        let printed = candidate(9, DateSource::Printed, "", SHOWN);
        let meta = candidate(10, DateSource::Meta, "article:published_time", Signs::default());
        assert_eq!(chosen(&[printed.clone(), meta.clone()]), Some(10));
        let address = candidate(9, DateSource::Address, "", Signs::default());
        assert_eq!(chosen(&[printed, meta, address]), Some(9));
    }

    #[test]
    fn beliefs_and_no_day_share_one() {
        let days = [
            candidate(10, DateSource::Printed, "", SHOWN),
            candidate(12, DateSource::Changed, "", SHOWN),
        ];
        let days = weigh(&days, ARTICLE);
        let all: f32 = days.iter().map(|day| day.belief).sum();
        assert!(days.len() == 2 && all > 0.5 && all < 1.0, "{days:?}");
    }
}
