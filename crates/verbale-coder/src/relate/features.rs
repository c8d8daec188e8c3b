//! What a learned model sees of two marked words: the acts that frames propose, the way between them in the tree,
//! and the words around it.

use super::Candidate;
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// What the model sees.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Features {
    /// Names of the features that hold, each once, in order.
    pub names: Vec<String>,
    /// Words whose vectors are averaged, by group.
    pub words: [Vec<String>; GROUPS],
    /// The best score of each type that a frame proposes.
    pub scores: Vec<(usize, f32)>,
}

/// Groups of words: the way from source to target, the verbs above either, the dependents of those, source and
/// target, what stands between the two, the whole sentence.
pub const GROUPS: usize = 6;

/// The features of a pair.
pub fn of(
    analysis: &Analysis,
    found: &[Candidate],
    source: Option<TokenId>,
    target: Option<TokenId>,
) -> Features {
    let mut features = Features::default();
    acts(analysis, found, &mut features);
    let way = way(analysis, source, target);
    path(analysis, &way, &mut features);
    ends(analysis, source, target, &mut features);
    bag(analysis, source, target, &mut features);
    features.names.sort_unstable();
    features.names.dedup();
    features
}

fn acts(analysis: &Analysis, found: &[Candidate], features: &mut Features) {
    let mut ranked: Vec<&Candidate> = found.iter().collect();
    ranked.sort_by(|left, right| right.score.total_cmp(&left.score));
    for candidate in found {
        let kind = candidate.kind as usize;
        match features.scores.iter_mut().find(|(known, _)| *known == kind) {
            Some(entry) => entry.1 = entry.1.max(candidate.score),
            None => features.scores.push((kind, candidate.score)),
        }
    }
    features.scores.sort_by_key(|&(kind, _)| kind);
    for (rank, candidate) in ranked.iter().take(2).enumerate() {
        let act = &candidate.act;
        let kind = candidate.kind.as_str();
        let mode = act.frame.mode.map_or("-", |mode| mode.as_str());
        let mut add = |text: String| features.names.push(format!("{rank}{text}"));
        add(format!("type={kind}"));
        add(format!("own={}", act.frame.event_type.as_str()));
        add(format!("mode={kind}/{mode}"));
        add(format!("word={}/{kind}", analysis.lemma(act.predicate)));
        add(format!("words={}", act.frame.words.join("_")));
        add(format!(
            "told={kind}/{}",
            candidate.told.map_or("-", |told| told.as_str())
        ));
        add(format!(
            "args={}{}{}",
            u8::from(candidate.actor),
            u8::from(candidate.recipient),
            u8::from(candidate.on_path)
        ));
        for class in &act.frame.classes {
            add(format!("class={kind}/{}", class.name()));
        }
        if let Some(code) = act.frame.cameo {
            add(format!("cameo={}", code.as_str()));
        }
    }
    let kinds: Vec<&str> = ranked.iter().take(2).map(|one| one.kind.as_str()).collect();
    features.names.push(format!("types={}", kinds.join("+")));
}

/// The words from source up to the lowest word above both, and down to the target; ends left out.
fn way(
    analysis: &Analysis,
    source: Option<TokenId>,
    target: Option<TokenId>,
) -> (Vec<TokenId>, Option<TokenId>, Vec<TokenId>) {
    let (Some(source), Some(target)) = (source, target) else {
        return (Vec::new(), source.or(target), Vec::new());
    };
    let up: Vec<TokenId> = std::iter::once(source)
        .chain(analysis.ancestors(source))
        .collect();
    let down: Vec<TokenId> = std::iter::once(target)
        .chain(analysis.ancestors(target))
        .collect();
    let top = up.iter().copied().find(|word| down.contains(word));
    let until = |words: Vec<TokenId>| -> Vec<TokenId> {
        words
            .into_iter()
            .skip(1)
            .take_while(|&word| Some(word) != top)
            .collect()
    };
    (until(up), top, until(down))
}

fn path(
    analysis: &Analysis,
    (up, top, down): &(Vec<TokenId>, Option<TokenId>, Vec<TokenId>),
    features: &mut Features,
) {
    let lemma = |word: TokenId| analysis.lemma(word).to_lowercase();
    let relation = |word: &TokenId| analysis.token(*word).deprel.as_str();
    let steps = |words: &[TokenId]| words.iter().map(relation).collect::<Vec<_>>().join(">");
    features.names.push(format!("up={}", steps(up)));
    features.names.push(format!("down={}", steps(down)));
    for &word in up.iter().chain(down) {
        features.names.push(format!("path={}", lemma(word)));
        features.words[0].push(lemma(word));
    }
    for &word in up {
        features.names.push(format!("up:{}", lemma(word)));
    }
    for &word in down {
        features.names.push(format!("down:{}", lemma(word)));
    }
    let Some(top) = *top else { return };
    features.names.push(format!("top={}", lemma(top)));
    features.words[0].push(lemma(top));
    features.words[1].push(lemma(top));
    for &child in analysis.children(top) {
        let relation = analysis.token(child).deprel.as_str();
        features.names.push(format!("top:{relation}={}", lemma(child)));
        if matches!(
            relation,
            "obj" | "xcomp" | "ccomp" | "obl" | "nsubj:pass" | "advcl" | "compound:prt"
        ) {
            features.words[2].push(lemma(child));
            features
                .names
                .push(format!("top={}/{}", lemma(top), lemma(child)));
            for &below in analysis.children(child) {
                let relation = analysis.token(below).deprel.as_str();
                if matches!(
                    relation,
                    "compound" | "amod" | "obj" | "nmod" | "xcomp" | "aux" | "mark"
                ) {
                    features.names.push(format!("topp:{relation}={}", lemma(below)));
                    features.words[2].push(lemma(below));
                }
            }
        }
    }
}

fn ends(analysis: &Analysis, source: Option<TokenId>, target: Option<TokenId>, features: &mut Features) {
    for (name, end) in [("source", source), ("target", target)] {
        let Some(end) = end else {
            features.names.push(format!("no {name}"));
            continue;
        };
        let own = analysis.token(end);
        features
            .names
            .push(format!("{name}={}", analysis.lemma(end).to_lowercase()));
        features.names.push(format!("{name} is {}", own.deprel.as_str()));
        if let Some(found) = analysis.name_at(end) {
            features.names.push(format!("{name} names {}", found.kind as u8));
        }
        for &child in analysis.children(end) {
            let below = analysis.token(child);
            if below.deprel == Deprel::Case {
                features
                    .names
                    .push(format!("{name} case={}", analysis.lemma(child)));
            } else if matches!(
                below.deprel.as_str(),
                "compound" | "amod" | "nmod" | "flat" | "nmod:poss"
            ) {
                features
                    .names
                    .push(format!("{name}:{}", analysis.lemma(child).to_lowercase()));
            }
        }
        features.words[3].push(analysis.lemma(end).to_lowercase());
        if let Some(head) = own.head {
            features
                .names
                .push(format!("{name} of {}", analysis.lemma(head).to_lowercase()));
            if matches!(analysis.token(head).upos, Upos::Verb | Upos::Noun) {
                features.words[1].push(analysis.lemma(head).to_lowercase());
            }
        }
    }
    if let (Some(source), Some(target)) = (source, target) {
        features.names.push(format!(
            "source {} target",
            if source < target { "before" } else { "after" }
        ));
    }
}

fn bag(analysis: &Analysis, source: Option<TokenId>, target: Option<TokenId>, features: &mut Features) {
    let near = source.or(target).map(|word| analysis.sentence_of(word));
    for word in analysis.token_ids() {
        if near.is_some_and(|sentence| !sentence.contains(word)) {
            continue;
        }
        let upos = analysis.token(word).upos;
        let lemma = analysis.lemma(word).to_lowercase();
        let between = matches!((source, target), (Some(source), Some(target))
            if (source.min(target)..source.max(target)).contains(&word));
        if matches!(upos, Upos::Verb | Upos::Noun | Upos::Adj) {
            features.words[5].push(lemma.clone());
            if between {
                features.words[4].push(lemma.clone());
            }
        }
        if between && !matches!(upos, Upos::Propn | Upos::Punct | Upos::Num) {
            features.names.push(format!("between {lemma}"));
        }
        if matches!(
            upos,
            Upos::Verb | Upos::Noun | Upos::Adj | Upos::Adv | Upos::Aux | Upos::Propn | Upos::Adp
        ) {
            features.names.push(format!("has {lemma}"));
        }
    }
}
