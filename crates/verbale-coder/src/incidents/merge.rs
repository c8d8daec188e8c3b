//! Several mentions of one incident made one.

use super::candidate::{Candidate, more_telling};
use crate::draft::{Draft, Place};
use verbale_record::PlacePrecision;

/// How many sentences back a figure without an incident of its own may belong.
const FIGURE_REACH: u32 = 6;

/// Puts together what tells of the same incident and drops what stands for none.
pub(super) fn merge(draft: &Draft, candidates: Vec<Candidate>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for candidate in candidates {
        let same = found.iter().rposition(|known| is_same(draft, known, &candidate));
        match same {
            Some(index) => absorb(&mut found[index], candidate),
            None if candidate.founds => found.push(candidate),
            None => {}
        }
    }
    found
}

fn is_same(draft: &Draft, known: &Candidate, candidate: &Candidate) -> bool {
    if known.war || candidate.war {
        return known.war && candidate.war;
    }
    let near = candidate.sentence - known.sentence <= FIGURE_REACH;
    let same_target = candidate
        .targets
        .iter()
        .any(|target| known.targets.contains(target));
    if !fits(known.kind, candidate.kind) || contradicts(draft, known, candidate, same_target && near) {
        return false;
    }
    let same_place_kind = known.kind == candidate.kind
        && known.place.is_some()
        && known.place == candidate.place
        && (candidate.date.is_none() || known.date == candidate.date);
    // Figures told of a place of their own belong to what happened there.
    let there =
        candidate.place.is_none() || candidate.place == known.place || candidate.sentence == known.sentence;
    let same_figure = there
        && candidate.figures.iter().any(|figure| {
            known.figures.iter().any(|other| {
                let (one, other) = (&figure.casualties, &other.casualties);
                one.measure == other.measure
                    && one.min == other.min
                    && one.min.is_some_and(|number| number > 2)
            })
        });
    let only_figures = candidate.kind.is_none() && near && there;
    // Words that stand for no incident of their own say nothing new of one of their kind.
    let weak = !candidate.founds && near && candidate.figures.is_empty() && known.kind == candidate.kind;
    same_target || same_place_kind || same_figure || only_figures || weak || (candidate.definite && near)
}

/// Whether the two cannot be one: another day (unless the same was hit), another place of the same exactness, another
/// side that did it.
fn contradicts(draft: &Draft, known: &Candidate, candidate: &Candidate, same_target: bool) -> bool {
    let days =
        !same_target && matches!((&known.date, &candidate.date), (Some(one), Some(other)) if one != other);
    let places = match (known.place, candidate.place) {
        (Some(one), Some(other)) if one != other => {
            let (one, other) = (&draft.places[one.index()], &draft.places[other.index()]);
            let exact = one.precision == PlacePrecision::Point && other.precision == PlacePrecision::Point;
            exact && !same_target && !are_near(one, other)
        }
        _ => false,
    };
    let sides = match (known.perpetrator, candidate.perpetrator) {
        (Some(one), Some(other)) => {
            draft.cast.side_of(one.actor) != draft.cast.side_of(other.actor)
                && known.kind != Some("clash")
                && candidate.kind != Some("clash")
        }
        _ => false,
    };
    days || places || sides
}

/// How far apart, in degrees of a great circle, two places are at most to be parts of one scene: some 30 km.
const SCENE: f64 = 0.3;

/// Whether two places may be one scene: a suburb and its city.
fn are_near(one: &Place, other: &Place) -> bool {
    let (Some((lat, lon)), Some((other_lat, other_lon))) = (one.coordinates, other.coordinates) else {
        return false;
    };
    let east = (lon - other_lon) * lat.to_radians().cos();
    (lat - other_lat).hypot(east) < SCENE
}

/// Kinds that may name the same thing.
fn fits(one: Option<&str>, other: Option<&str>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    let group = |kind: &str| match kind {
        "siege" => 1,
        "abduction" => 2,
        "clash" | "capture" => 3,
        "attack" => 0,
        _ => 4,
    };
    let (one, other) = (group(one), group(other));
    one == other || (one == 0 && other > 2) || (other == 0 && one > 2)
}

/// Adds what a later mention tells.
fn absorb(known: &mut Candidate, candidate: Candidate) {
    // The words that tell the figures are the best ones to show.
    if (known.figures.is_empty() || known.definite && known.war) && !candidate.figures.is_empty() {
        known.span = candidate.span;
        known.definite = candidate.definite;
    }
    if candidate.founds || candidate.definite {
        known.kind = more_telling(known.kind, candidate.kind);
    }
    known.sentence = candidate.sentence;
    known.perpetrator = known.perpetrator.or(candidate.perpetrator);
    known.target = known.target.or(candidate.target);
    known.targets.extend(candidate.targets);
    known.place = known.place.or(candidate.place);
    known.date = known.date.take().or(candidate.date);
    known.act = known.act.or(candidate.act);
    for figure in candidate.figures {
        let told = known.figures.iter().any(|other| {
            let (one, other) = (&figure.casualties, &other.casualties);
            one.measure == other.measure
                && one.min == other.min
                && one.max == other.max
                && (one.reported_by.is_none() || one.reported_by == other.reported_by)
        });
        if !told {
            known.figures.push(figure);
        }
    }
    known.because.extend(candidate.because);
}
