//! What the words around a name say for or against its being a place. The weights are added up; what is certain by
//! itself has about two.

use super::mentions::{Mention, Reader, starts_large};
use super::names::Names;
use verbale_lexicon::places::{PlaceEntry, PlaceKind, PlaceWord};
use verbale_lexicon::{Role, Sector};
use verbale_syntax::{Deprel, NameKind, TokenId, Upos};

/// What speaks for a place, beside its neighbours among the mentions.
pub(super) fn of(reader: &Reader<'_>, mention: &mut Mention, names: &Names<'_>) -> f32 {
    let entries = names.entries(mention.name);
    let text = reader.analysis.text_of(mention.tokens.clone());
    let state = entries.iter().any(|entry| {
        matches!(entry.kind, PlaceKind::Country) || entry.by_hand && entry.kind == PlaceKind::Region
    });
    let contained = mention.container.is_some();
    let unknown = entries.is_empty();
    let body = body(reader, mention);
    let mut evidence = size(entries) + tags(reader, mention, text) + before(reader, mention, unknown);
    // “in Churchill” is a place, whoever else bears the name.
    let inside = mention.located
        && entries
            .iter()
            .any(|entry| entry.by_hand || entry.population > 1_000);
    let sure = contained || state || inside;
    evidence += name_finder(reader, mention, sure, body) + after(reader, mention, body);
    if unknown
        && text
            .split(' ')
            .any(|word| reader.gazetteer.is_word(PlaceWord::Site, word))
    {
        evidence += 2.5;
    }
    if !mention.region && !entries.iter().any(|entry| entry.by_hand) && only_sides(reader, text) {
        evidence -= 3.0;
    }
    if reader.people.binary_search(&text).is_ok() && !state && !contained {
        evidence -= if inside { 1.5 } else { 4.0 };
    }
    let in_capitals = !text.chars().any(char::is_lowercase);
    if in_capitals && !state && text.len() < 5 {
        evidence -= 2.5;
    }
    mention.acts = agentive(reader, mention.head);
    if opens_report(reader, mention, in_capitals) {
        mention.located = true;
        return evidence + 4.0;
    }
    if reader
        .metonyms
        .iter()
        .any(|tokens| tokens.contains(&mention.head.0))
    {
        evidence -= 10.0;
    }
    evidence
}

/// “South-West”, “Eastern”: the name of some region, but mostly part of a phrase.
fn only_sides(reader: &Reader<'_>, text: &str) -> bool {
    text.split([' ', '-']).all(|word| {
        let classes = reader.gazetteer.classes(word);
        classes.has(PlaceWord::Side) || classes.has(PlaceWord::Direction)
    })
}

/// The dateline: what the page reader found, or a name in capitals before the first words.
fn opens_report(reader: &Reader<'_>, mention: &Mention, in_capitals: bool) -> bool {
    let bytes = reader.context.bytes(mention.tokens.clone());
    if reader
        .context
        .dateline_place
        .is_some_and(|place| place.overlaps(bytes))
    {
        return true;
    }
    let sentence = reader.analysis.sentence_of(mention.head);
    let starts = sentence.first.0 == mention.tokens.start && sentence.paragraph_start;
    starts && in_capitals && mention.tokens.end < sentence.end.0 && {
        let after = reader.form(mention.tokens.end);
        matches!(after, "," | "-" | "–" | "—" | "--" | "(" | "/")
            || starts_large(after) && after.chars().any(char::is_lowercase)
    }
}

fn name_finder(reader: &Reader<'_>, mention: &Mention, sure: bool, body: bool) -> f32 {
    let Some(name) = reader.analysis.name_at(mention.head) else {
        return 0.0;
    };
    let range = name.first.0..name.end.0;
    let inside = mention.tokens.start <= range.start && range.end <= mention.tokens.end;
    match name.kind {
        NameKind::Location if inside => 2.0,
        NameKind::Location => 1.0,
        _ if sure && inside => 0.0,
        NameKind::Person if inside => -1.5,
        NameKind::Person => -3.0,
        NameKind::Organisation if inside => -1.0,
        NameKind::Organisation if body => -0.3,
        NameKind::Organisation => -2.5,
        NameKind::Other => -0.5,
    }
}

fn tags(reader: &Reader<'_>, mention: &Mention, text: &str) -> f32 {
    let token = reader.analysis.token(mention.head);
    let evidence = match token.upos {
        Upos::Propn => 0.0,
        Upos::Noun | Upos::X if mention.tokens.len() > 1 => 0.0,
        _ if mention.tokens.len() > 1 => -0.7,
        _ => -1.5,
    };
    let long = mention.tokens.len() > 1 && text.contains([' ', '-']);
    evidence + if long { 0.7 } else { 0.0 }
}

/// The words before.
fn before(reader: &Reader<'_>, mention: &mut Mention, unknown: bool) -> f32 {
    let sentence = reader.analysis.sentence_of(TokenId(mention.tokens.start));
    let mut at = mention.tokens.start;
    let mut sided = false;
    // Articles and directions stand between a preposition and its place.
    while at > sentence.first.0 {
        let form = reader.form(at - 1);
        let article = ["the", "a", "an"]
            .iter()
            .any(|article| form.eq_ignore_ascii_case(article));
        if !article && (starts_large(form) || !reader.classes(at - 1).has(PlaceWord::Side)) {
            break;
        }
        sided |= !article;
        at -= 1;
    }
    let side = if sided { 0.7 } else { 0.0 };
    let Some(before) = at.checked_sub(1).filter(|&before| before >= sentence.first.0) else {
        return if sided { side } else { -0.5 };
    };
    let form = reader.form(before);
    let classes = reader.classes(before);
    let is = |class| classes.has(class);
    if is(PlaceWord::Inside) {
        mention.located = true;
        return side + 2.0;
    }
    if reader.introduced(at) {
        mention.located = true;
        return side + 2.5 + if unknown { 1.5 } else { 0.0 };
    }
    if is(PlaceWord::Toward) {
        let moves = reader.analysis.token(mention.head).head.is_some_and(|above| {
            reader
                .gazetteer
                .is_word(PlaceWord::Motion, reader.analysis.lemma(above))
        });
        mention.located |= matches!(form, "from" | "at" | "over") || form == "to" && moves;
        return side + 1.0;
    }
    if is(PlaceWord::Before) && !starts_large(form) {
        mention.located = true;
        return side + 2.0;
    }
    if is(PlaceWord::Title)
        || form.ends_with('.')
            && reader
                .gazetteer
                .is_word(PlaceWord::Title, form.trim_end_matches('.'))
    {
        return side - 3.0;
    }
    let joined = starts_large(form)
        && before + 1 == mention.tokens.start
        && !is(PlaceWord::Direction)
        && matches!(
            reader.analysis.token(TokenId(before)).upos,
            Upos::Propn | Upos::Noun
        );
    side - if joined { 2.5 } else { 0.0 }
}

/// The words after.
fn after(reader: &Reader<'_>, mention: &mut Mention, body: bool) -> f32 {
    let analysis = reader.analysis;
    let end = analysis.sentence_of(mention.head).end.0;
    let after = mention.tokens.end;
    if after >= end {
        return 0.0;
    }
    let form = reader.form(after);
    if matches!(form, "'s" | "’s") && after + 1 < end {
        // “St. Michael's Hospital”
        let name = starts_large(reader.form(after + 1)) && reader.classes(after + 1).has(PlaceWord::NotAfter);
        return if name { -3.0 } else { 0.0 };
    }
    let classes = reader.classes(after);
    mention.region |= classes.has(PlaceWord::RegionAfter);
    if classes.has(PlaceWord::After) {
        mention.located = true;
        return 1.5;
    }
    if body {
        return 0.0;
    }
    if classes.has(PlaceWord::NotAfter) {
        return if starts_large(form) { -3.0 } else { -0.3 };
    }
    let token = analysis.token(TokenId(after));
    let same_name = starts_large(form) && token.upos == Upos::Propn && token.space_before;
    match analysis.token(mention.head).deprel {
        Deprel::Amod if same_name => -0.5,
        _ if same_name => -2.5,
        _ => 0.0,
    }
}

/// Whether the name is that of a local body's place: “Glasgow Police”, “Metcalfe County Sheriff”, “Aleppo Mayor”.
fn body(reader: &Reader<'_>, mention: &Mention) -> bool {
    let end = reader.analysis.sentence_of(mention.head).end.0;
    let after = mention.tokens.end..end.min(mention.tokens.end + 2);
    after
        .take_while(|&token| reader.analysis.token(TokenId(token)).upos != Upos::Punct)
        .any(|token| reader.classes(token).has(PlaceWord::Body))
}

/// Whether a name stands where an actor does: subject, object, owner of acts and offices, “by”, “between”.
fn agentive(reader: &Reader<'_>, head: TokenId) -> bool {
    let analysis = reader.analysis;
    let mut first = head;
    while matches!(analysis.token(first).deprel, Deprel::Conj | Deprel::Appos) {
        match analysis.token(first).head {
            Some(above) => first = above,
            None => break,
        }
    }
    let case = |class| {
        let mut children = analysis.children(first).iter();
        children.any(|&case| reader.classes(case.0).has(class))
    };
    match analysis.token(first).deprel {
        Deprel::Nsubj
        | Deprel::NsubjPass
        | Deprel::Obj
        | Deprel::Iobj
        | Deprel::OblAgent
        | Deprel::Root
        | Deprel::Vocative => true,
        Deprel::NmodPoss | Deprel::Compound | Deprel::Amod => !is_of_the_land(reader, first),
        Deprel::Obl => case(PlaceWord::Agent),
        Deprel::Nmod => case(PlaceWord::Agent) || of_a_state(reader, first),
        _ => false,
    }
}

/// “Yemen's Houthis”, “Syria's capital”: what belongs to the land, not to its government.
fn is_of_the_land(reader: &Reader<'_>, owner: TokenId) -> bool {
    let analysis = reader.analysis;
    let Some(owned) = analysis.token(owner).head else {
        return false;
    };
    let classes = reader.classes(owned.0);
    if classes.has(PlaceWord::Before) || classes.has(PlaceWord::After) {
        return true;
    }
    if let Some(role) = reader.lexicon.role_of(&[analysis.lemma(owned)]) {
        return !is_governing(role);
    }
    let person = analysis
        .name_at(owned)
        .is_some_and(|name| name.kind == NameKind::Person);
    analysis.token(owned).upos == Upos::Propn && !person
}

/// “the foreign minister of Oman”, “the army of Chad”.
fn of_a_state(reader: &Reader<'_>, name: TokenId) -> bool {
    let analysis = reader.analysis;
    let of = analysis
        .children_by(name, Deprel::Case)
        .any(|case| analysis.form(case) == "of");
    let above = analysis.token(name).head;
    of && above.is_some_and(|above| {
        let role = reader.lexicon.role_of(&[analysis.lemma(above)]);
        role.is_some_and(is_governing)
    })
}

fn is_governing(role: &Role) -> bool {
    role.sectors.is_empty()
        || role
            .sectors
            .iter()
            .any(|&sector| sector == Sector::GOV || sector == Sector::MIL)
}

/// What the size of the places of a name says.
fn size(entries: &[PlaceEntry]) -> f32 {
    let of = |entry: &PlaceEntry| {
        let size = match entry.kind {
            PlaceKind::Country => 3.0,
            PlaceKind::District if entry.name.ends_with("County") => 2.0,
            PlaceKind::District => -0.7,
            PlaceKind::Region if !entry.by_hand => 1.0,
            PlaceKind::Town if !entry.by_hand => match entry.population {
                1_000_000.. => 2.0,
                200_000.. => 1.3,
                50_000.. => 0.6,
                10_000.. => 0.1,
                1_000.. => -0.3,
                _ => -0.7,
            },
            _ => 2.0,
        };
        size - if entry.other_name { 0.7 } else { 0.0 }
    };
    entries.iter().map(of).fold(-2.0, f32::max)
}
