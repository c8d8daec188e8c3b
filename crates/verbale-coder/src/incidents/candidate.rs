//! What one sentence tells of an incident.

use super::casualties::{self, Figure};
use super::mentions::{self, Mention};
use super::slots::{self, Perpetrator};
use crate::draft::{ActIndex, Bytes, Context, Draft, Incident, PlaceIndex};
use std::collections::BTreeMap;
use verbale_lexicon::incidents::{IncidentPart, IncidentWords, Weight};
use verbale_lexicon::lower;
use verbale_record::{CasualtyMeasure, PerpetratorBasis, PlacePrecision};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// What one sentence, and later several, tell of one incident.
#[derive(Clone, Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "four independent questions about the words"
)]
pub(super) struct Candidate {
    /// The kind; `None` where only figures are told.
    pub(super) kind: Option<&'static str>,
    /// The totals of a whole war.
    pub(super) war: bool,
    /// Whether the words may stand for an incident of their own.
    pub(super) founds: bool,
    /// Whether only words that say little by themselves name it.
    pub(super) vague: bool,
    /// Whether they point back at one told before.
    pub(super) definite: bool,
    pub(super) sentence: u32,
    pub(super) perpetrator: Option<Perpetrator>,
    /// What was hit.
    pub(super) target: Option<Bytes>,
    /// The lemmas of all that was hit, as one mention or another calls it.
    pub(super) targets: Vec<String>,
    pub(super) place: Option<PlaceIndex>,
    pub(super) date: Option<String>,
    pub(super) act: Option<ActIndex>,
    pub(super) figures: Vec<Figure>,
    pub(super) span: Bytes,
    pub(super) because: Vec<String>,
}

impl Candidate {
    /// The finished incident.
    pub(super) fn into_incident(self) -> Incident {
        let score = 0.4
            + if self.figures.is_empty() { 0.0 } else { 0.25 }
            + if self.place.is_some() { 0.1 } else { 0.0 }
            + if self.perpetrator.is_some() { 0.1 } else { 0.0 };
        let clash = self.kind == Some("clash");
        // In a clash both sides fight: the words name no one who did it to the other.
        let perpetrator = self.perpetrator.filter(|_| !clash);
        Incident {
            kind: self.kind.unwrap_or("attack").to_owned(),
            place: self.place,
            date: self.date,
            perpetrator: perpetrator.map(|found| found.actor),
            perpetrator_basis: perpetrator.map_or(PerpetratorBasis::None, |found| found.basis),
            target: self.target.filter(|_| !clash),
            casualties: self.figures.into_iter().map(|figure| figure.casualties).collect(),
            act: self.act,
            span: self.span,
            score,
            because: self.because,
        }
    }
}

/// What each sentence tells, in text order.
pub(super) fn find(context: &Context<'_>, words: &'static IncidentWords, draft: &Draft) -> Vec<Candidate> {
    let mentions = mentions::find(context, words, &draft.cast);
    let mut figures_by_sentence: BTreeMap<TokenId, Vec<Figure>> = BTreeMap::new();
    for figure in casualties::find(context, words, draft) {
        let sentence = context.analysis.sentence_of(figure.word).first;
        figures_by_sentence.entry(sentence).or_default().push(figure);
    }
    let mut found = Vec::new();
    for sentence in context.analysis.sentences() {
        let before = |limit: TokenId| mentions.partition_point(|mention| mention.token < limit);
        let mentions = &mentions[before(sentence.first)..before(sentence.end)];
        let own = figures_by_sentence.remove(&sentence.first).unwrap_or_default();
        let (totals, figures): (Vec<Figure>, Vec<Figure>) = own
            .into_iter()
            .partition(|figure| is_total(context.analysis, words, figure.word));
        // Arrests since some day are no totals of a war.
        let of_war = |figure: &Figure| figure.casualties.measure != CasualtyMeasure::Detained;
        if let Some(first) = totals.first().filter(|_| totals.iter().any(of_war)) {
            found.push(war(context, words, draft, first.word, totals.clone()));
        }
        // In a sentence of totals, vague words (“operations”) sum up too.
        let sums_up = !totals.is_empty();
        let told = of_sentence(context, words, draft, mentions, figures);
        found.extend(
            told.into_iter()
                .filter(|one| !sums_up || !one.figures.is_empty() || !one.vague),
        );
    }
    found
}

fn war(
    context: &Context<'_>,
    words: &IncidentWords,
    draft: &Draft,
    word: TokenId,
    figures: Vec<Figure>,
) -> Candidate {
    let analysis = context.analysis;
    let named = analysis.sentence_of(word).tokens().any(|token| {
        let lemma = lower(analysis.lemma(token));
        let entries = words.incidents(IncidentPart::Noun, &lemma);
        entries.iter().any(|entry| entry.weight == Weight::War)
    });
    Candidate {
        kind: Some("clash"),
        war: true,
        founds: true,
        // “the fighting” points at the war that another sentence names.
        definite: !named,
        sentence: context.analysis.token(word).sentence,
        place: slots::place(context, draft, word).filter(|place| {
            let clause = slots::clause(context, word);
            let mentions = &draft.places[place.index()].mentions;
            mentions.iter().any(|(_, head)| clause.contains(&head.0))
        }),
        because: vec!["figures of a whole war".to_owned()],
        span: span(context, word, &figures),
        figures,
        ..Candidate::default()
    }
}

/// Whether a figure sums up a war: its clause is about one, or it counts since a day.
fn is_total(analysis: &Analysis, words: &IncidentWords, word: TokenId) -> bool {
    let is_fighting = |id: TokenId| {
        let lemma = lower(analysis.lemma(id));
        words
            .incidents(IncidentPart::Noun, &lemma)
            .iter()
            .any(|entry| entry.weight == Weight::Weak && entry.needs.is_none())
    };
    let is_war = |id: TokenId| {
        let lemma = lower(analysis.lemma(id));
        words
            .incidents(IncidentPart::Noun, &lemma)
            .iter()
            .any(|entry| entry.weight == Weight::War)
    };
    let own = analysis.token(word);
    // “a conflict which has left … dead”: the verb above the word of harm is the one that has the war as subject.
    let verbs = std::iter::once(word).chain(own.head.filter(|&head| {
        analysis.token(head).upos == Upos::Verb && !matches!(own.deprel, Deprel::Ccomp | Deprel::Parataxis)
    }));
    verbs.into_iter().any(|verb| {
        let subject = crate::acts::arguments::subject(analysis, verb);
        let inside = analysis.children(verb).iter().any(|&child| {
            analysis.token(child).deprel == Deprel::Obl
                && is_war(child)
                && analysis
                    .children_by(child, Deprel::Case)
                    .any(|case| matches!(analysis.lemma(case), "in" | "during" | "since"))
        });
        let since = analysis
            .subtree(verb)
            .any(|id| analysis.form(TokenId(id)).eq_ignore_ascii_case("since"));
        let perfect = analysis
            .children_by(verb, Deprel::Aux)
            .any(|aux| analysis.lemma(aux) == "have");
        // “the fighting, which has killed hundreds”: all of it so far.
        let so_far = perfect && subject.is_some_and(is_fighting);
        subject.is_some_and(is_war) || inside || so_far || (since && perfect)
    })
}

fn of_sentence(
    context: &Context<'_>,
    words: &'static IncidentWords,
    draft: &Draft,
    mentions: &[Mention],
    figures: Vec<Figure>,
) -> Vec<Candidate> {
    let mut groups: Vec<(Vec<TokenId>, Candidate)> = Vec::new();
    for mention in mentions
        .iter()
        .filter(|mention| mention.word.weight != Weight::War)
    {
        let candidate = of_mention(context, words, draft, mention);
        match groups.last_mut() {
            Some((tokens, group)) if is_one(group, &candidate) => {
                tokens.push(mention.token);
                join(group, candidate);
            }
            _ => groups.push((vec![mention.token], candidate)),
        }
    }
    let mut alone: Vec<Figure> = Vec::new();
    for figure in figures {
        let distance = |tokens: &[TokenId]| tokens.iter().map(|token| token.0.abs_diff(figure.word.0)).min();
        match groups.iter_mut().min_by_key(|(tokens, _)| distance(tokens)) {
            Some((_, group)) => {
                group.founds = true;
                group.figures.push(figure);
            }
            None => alone.push(figure),
        }
    }
    for (tokens, group) in &mut groups {
        let anchor = group.figures.first().map_or(tokens[0], |figure| figure.word);
        group.span = span(context, anchor, &group.figures);
        let trigger = context.bytes(tokens[0].0..tokens[0].0 + 1);
        group.span.start = group.span.start.min(trigger.start);
        group.span.end = group.span.end.max(trigger.end);
    }
    let mut found: Vec<Candidate> = groups.into_iter().map(|(_, group)| group).collect();
    // Arrests and flight alone are no violence of their own; that nobody was harmed tells of none.
    alone.retain(|figure| {
        !matches!(
            figure.casualties.measure,
            CasualtyMeasure::Detained | CasualtyMeasure::Displaced
        ) && figure.casualties.max != Some(0)
    });
    if let Some(first) = alone.first() {
        found.push(Candidate {
            founds: alone
                .iter()
                .any(|figure| is_by_violence(context.analysis, words, figure)),
            sentence: context.analysis.token(first.word).sentence,
            place: slots::place(context, draft, first.word),
            date: slots::date(context, draft, first.word),
            span: span(context, first.word, &alone),
            because: vec![format!("figures: “{}”", context.analysis.form(first.word))],
            figures: alone,
            ..Candidate::default()
        });
    }
    found
}

/// So many dead in one figure, and nothing said of nature or sickness, are those of a war or a reign of terror.
const MASS_KILLING: u64 = 100_000;

/// Whether a figure alone tells of violence: people were killed or wounded, and not by accident or disease.
fn is_by_violence(analysis: &Analysis, words: &IncidentWords, figure: &Figure) -> bool {
    let told = &figure.casualties;
    let many = told.measure == CasualtyMeasure::Killed
        && told.min.or(told.max).is_some_and(|number| number >= MASS_KILLING);
    let beside = |class: &str| {
        let mut tokens = analysis.sentence_of(figure.word).tokens();
        tokens.any(|token| words.in_class(class, &lower(analysis.lemma(token))))
    };
    (many || beside("violent")) && !beside("accident")
}

fn of_mention(
    context: &Context<'_>,
    words: &'static IncidentWords,
    draft: &Draft,
    mention: &Mention,
) -> Candidate {
    let analysis = context.analysis;
    let token = mention.token;
    let target = slots::target(context, token);
    let hit = target.and_then(|head| slots::place_headed_by(draft, head));
    let place = hit
        .or_else(|| slots::affected_place(analysis, draft, token))
        .or_else(|| slots::place(context, draft, token));
    let date = slots::date(context, draft, token);
    let vague = mention.word.weight == Weight::Weak;
    let perpetrator = slots::perpetrator(context, words, draft, token);
    // “violence goes on in the country”: fighting in general is background unless it is told when, where or whose.
    let exact =
        |place: PlaceIndex| !vague || draft.places[place.index()].precision != PlacePrecision::Country;
    let dated = date
        .as_ref()
        .is_some_and(|date| !vague || date.len() > "2020".len());
    let anchored = dated || perpetrator.is_some() || target.is_some() && !vague || place.is_some_and(exact);
    Candidate {
        kind: Some(&mention.word.kind),
        war: false,
        // “territory they have seized” is background unless it is told when or where.
        vague,
        founds: mention.founds()
            && anchored
            && (analysis.token(token).deprel != Deprel::AclRelcl || date.is_some() || place.is_some()),
        definite: mention.definite && target.is_none(),
        sentence: analysis.token(token).sentence,
        perpetrator,
        target: target.map(|head| slots::words_of(context, head)),
        targets: target
            .map(|head| analysis.lemma(head).to_lowercase())
            .into_iter()
            .collect(),
        place,
        date,
        act: slots::act(draft, token),
        because: vec![format!(
            "“{}” ({}, {})",
            analysis.form(token),
            mention.word.kind,
            mention.word.id
        )],
        ..Candidate::default()
    }
}

/// Whether two mentions of one sentence tell of one incident: nothing that both tell differs.
fn is_one(one: &Candidate, other: &Candidate) -> bool {
    let differs = match (one.perpetrator, other.perpetrator) {
        (Some(one), Some(other)) => one.actor != other.actor,
        _ => false,
    };
    let elsewhere = one.place.is_some() && other.place.is_some() && one.place != other.place;
    // One bombed a market, the other a port.
    let another = |target: &String| !other.targets.contains(target);
    let hits_else = one.act != other.act
        && !other.targets.is_empty()
        && !one.targets.is_empty()
        && one.targets.iter().all(another);
    !differs && !elsewhere && !hits_else
}

/// Kinds from the most to the least telling: of two words for one incident the more telling one names it.
const TELLING: &[&str] = &[
    "air-strike",
    "shelling",
    "abduction",
    "siege",
    "bombing",
    "attack",
    "capture",
    "clash",
];

/// Adds what another mention of the same sentence tells.
fn join(group: &mut Candidate, other: Candidate) {
    group.kind = more_telling(group.kind, other.kind);
    group.founds |= other.founds;
    group.definite &= other.definite;
    group.vague &= other.vague;
    group.perpetrator = group.perpetrator.or(other.perpetrator);
    group.target = group.target.or(other.target);
    group.targets.extend(other.targets);
    group.place = group.place.or(other.place);
    group.date = group.date.take().or(other.date);
    group.act = group.act.or(other.act);
    group.because.extend(other.because);
}

/// The more telling of two kinds.
pub(super) fn more_telling(one: Option<&'static str>, other: Option<&'static str>) -> Option<&'static str> {
    let rank = |kind: Option<&str>| {
        kind.map_or(usize::MAX, |kind| {
            TELLING
                .iter()
                .position(|known| *known == kind)
                .unwrap_or(TELLING.len())
        })
    };
    if rank(other) < rank(one) { other } else { one }
}

/// The clause of a word of violence, stretched over the figures told of it.
fn span(context: &Context<'_>, anchor: TokenId, figures: &[Figure]) -> Bytes {
    let mut run = slots::clause(context, anchor);
    for figure in figures {
        run.start = run.start.min(figure.number.start).min(figure.word.0);
        run.end = run.end.max(figure.number.end).max(figure.word.0 + 1);
    }
    context.bytes(run)
}
