//! Where what a verb of saying brings begins and ends, by the order of words.
//!
//! What somebody said begins after the verb, the time, the place and whom it was told, and runs to the end of the
//! sentence unless another act of speech ends it. Trees of long sentences break inside content; its bounds seldom
//! move, so they are read off the words, with the tree as guide.

use super::found::trim;
use crate::draft::TimeExpression;
use std::ops::Range;
use verbale_lexicon::speech::{CuePart, SpeechCues};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

/// What the reading of bounds needs.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    /// The text with its syntax.
    pub analysis: &'a Analysis,
    /// The words of speech.
    pub cues: &'a SpeechCues,
    /// The times of the report.
    pub times: &'a [TimeExpression],
}

impl Reader<'_> {
    /// The content after a verb of saying whose words end at `from`; `root` is the clause that the tree gives.
    pub(super) fn after(self, verb: TokenId, from: u32, root: Option<TokenId>) -> Option<Range<u32>> {
        let start = self.start(verb, from, root);
        if start < self.analysis.sentence_of(verb).end.0 && self.is_participle_of_speech(start) {
            return None;
        }
        let end = self.end(verb, start, root);
        trim(self.analysis, start..end.max(start))
    }

    fn is_participle_of_speech(self, token: u32) -> bool {
        self.is_cue(token) && self.analysis.form(TokenId(token)).ends_with("ing")
    }

    /// The content from a given token on.
    pub(super) fn from(self, verb: TokenId, start: u32, root: Option<TokenId>) -> Option<Range<u32>> {
        let end = self.end(verb, start, root);
        let infinitive = start < end && self.analysis.form(TokenId(start)).eq_ignore_ascii_case("to");
        // “… to leave, but was held”: what is finite again is told, not asked for.
        let told = (start + 1..end).find(|&token| {
            infinitive && self.upos(token) == Upos::Cconj && self.is_finite_after(token + 1, end)
        });
        trim(self.analysis, start..told.unwrap_or(end).max(start))
    }

    /// Whether a finite verb comes next, past adverbs.
    fn is_finite_after(self, from: u32, end: u32) -> bool {
        let next = (from..end).find(|&token| !matches!(self.upos(token), Upos::Adv | Upos::Part));
        next.is_some_and(|token| self.is_finite(token))
    }

    /// “Saying the road was closed, the envoy left”: the content, and the one who says it.
    pub(super) fn opening(self, verb: TokenId, from: u32) -> Option<(Range<u32>, TokenId)> {
        let sentence = self.analysis.sentence_of(verb);
        if verb != sentence.first || !self.analysis.form(verb).ends_with("ing") {
            return None;
        }
        let comma = |token: &u32| self.analysis.form(TokenId(*token)) == ",";
        let (comma, speaker) = (from..sentence.end.0)
            .filter(comma)
            .find_map(|comma| Some((comma, self.subject(comma + 1, sentence.end.0)?)))?;
        let run = trim(self.analysis, self.start(verb, from, None)..comma)?;
        Some((run, speaker))
    }

    /// The head of the noun phrase that begins here, if a finite verb follows it.
    fn subject(self, from: u32, end: u32) -> Option<TokenId> {
        let mut nouns = Vec::new();
        for token in from..end.min(from + 12) {
            match self.upos(token) {
                Upos::Noun | Upos::Propn | Upos::Pron => nouns.push(TokenId(token)),
                Upos::Det | Upos::Adj | Upos::Part | Upos::Num => {}
                Upos::Verb | Upos::Aux if self.is_finite(token) => {
                    // The head of a name is its first word, that of another noun phrase its last.
                    let head = nouns.iter().copied().find(|&noun| {
                        let above = self.analysis.token(noun).head;
                        above.is_none_or(|above| !(from..token).contains(&above.0))
                    });
                    return head;
                }
                Upos::Punct if self.analysis.form(TokenId(token)) != "," => {}
                _ => return None,
            }
        }
        None
    }

    fn upos(self, token: u32) -> Upos {
        self.analysis.token(TokenId(token)).upos
    }

    fn is_finite(self, token: u32) -> bool {
        self.analysis.token(TokenId(token)).features.has("VerbForm=Fin")
    }

    /// Whether a token is a verb of speech or thought.
    pub(super) fn is_cue(self, token: u32) -> bool {
        let mut classes = self
            .cues
            .classes(CuePart::Verb, self.analysis.lemma(TokenId(token)));
        self.upos(token) == Upos::Verb && classes.next().is_some_and(|class| class.name != "never")
    }

    /// Whether a token is a verb of saying: one that can stand in a parenthesis.
    pub(super) fn is_saying(self, token: u32) -> bool {
        let mut classes = self
            .cues
            .classes(CuePart::Verb, self.analysis.lemma(TokenId(token)));
        self.upos(token) == Upos::Verb && classes.any(|class| class.takes("parataxis"))
    }

    /// Past adverbs, times, places and addressees of the verb, and the conjunction.
    fn start(self, verb: TokenId, from: u32, root: Option<TokenId>) -> u32 {
        /// As far as a colon may stand from the verb.
        const NEAR: u32 = 14;
        let analysis = self.analysis;
        let sentence_end = analysis.sentence_of(verb).end.0;
        let tells = self
            .cues
            .classes(CuePart::Verb, analysis.lemma(verb))
            .any(|class| class.takes("told"));
        let mut at = from;
        while at < sentence_end {
            let token = analysis.token(TokenId(at));
            if analysis.form(TokenId(at)).eq_ignore_ascii_case("that") && self.upos(at) == Upos::Sconj {
                return at + 1;
            }
            let prepositioned = self.upos(at) == Upos::Adp;
            if let Some(time) = self
                .times
                .iter()
                .find(|time| time.tokens.start == at || (prepositioned && time.tokens.start == at + 1))
                && self.upos(time.tokens.end.min(sentence_end - 1)) != Upos::Part
            {
                at = time.tokens.end;
                continue;
            }
            let beside = analysis.children(verb).iter().copied().find(|&child| {
                let relation = analysis.token(child).deprel;
                let told = tells && matches!(relation, Deprel::Obj | Deprel::Iobj);
                let circumstance = matches!(
                    relation,
                    Deprel::Advmod | Deprel::Obl | Deprel::OblUnmarked | Deprel::Iobj | Deprel::CompoundPrt
                );
                (told || circumstance) && analysis.subtree(child).start == at && Some(child) != root
            });
            let past = beside.map(|child| self.phrase_end(child));
            match past.filter(|&past| past < sentence_end) {
                Some(past) if past > at => at = past,
                _ if token.upos == Upos::Punct => at += 1,
                _ => break,
            }
        }
        // “telling reporters on the plane: …”
        let colon = (at..sentence_end.min(at + NEAR)).find(|&token| analysis.form(TokenId(token)) == ":");
        if let Some(colon) = colon.filter(|&colon| !(at..colon).any(|token| self.is_finite(token))) {
            return colon + 1;
        }
        // The tree may know of a conjunction further on (“said in a letter to the mayor that”).
        let marked = root.and_then(|root| {
            let mut marks = analysis.children_by(root, Deprel::Mark);
            marks.find(|&mark| mark.0 >= at && analysis.form(mark).eq_ignore_ascii_case("that"))
        });
        match marked {
            Some(mark) if !(at..mark.0).any(|token| self.is_finite(token)) => mark.0 + 1,
            _ => at.min(root.map_or(at, |root| root.0.max(from))),
        }
    }

    /// The end of a phrase beside the verb, before any clause in it.
    fn phrase_end(self, phrase: TokenId) -> u32 {
        let whole = self.analysis.subtree(phrase);
        let mut clause = whole.clone().filter(|&token| {
            let that = self.analysis.form(TokenId(token)).eq_ignore_ascii_case("that");
            (that && self.upos(token) == Upos::Sconj) || (token > phrase.0 && self.is_finite(token))
        });
        match clause.next() {
            Some(token) if token > phrase.0 => token.min(whole.end),
            _ => whole.end,
        }
    }

    /// Where content that begins at `start` ends.
    fn end(self, verb: TokenId, start: u32, root: Option<TokenId>) -> u32 {
        let limit = self.limit(verb, root);
        let perfect = self
            .analysis
            .children_by(verb, Deprel::Aux)
            .any(|aux| aux < verb && self.analysis.lemma(aux) == "have");
        (start + 1..limit)
            .find(|&token| self.stops(token, limit, perfect) || self.joins(token, verb))
            .unwrap_or(limit)
    }

    /// “…, and accused the union”, “…, but the president has called”: after a comma, a conjunction of a verb that the
    /// tree puts beside the cue.
    fn joins(self, token: u32, cue: TokenId) -> bool {
        let analysis = self.analysis;
        let own = analysis.token(TokenId(token));
        let finite = |head: TokenId| self.is_finite(head.0) || analysis.child_by(head, Deprel::Aux).is_some();
        let beside = |head: TokenId| {
            let verb = analysis.token(head);
            verb.upos == Upos::Verb && verb.deprel == Deprel::Conj && verb.head == Some(cue) && finite(head)
        };
        let parted = analysis.form(TokenId(token - 1)) == ",";
        // “says … and has accused the union of”: another act of speech of the same subject needs no comma.
        let accuses = |head: TokenId| {
            let object = analysis
                .children_by(head, Deprel::Obj)
                .any(|object| object > head);
            object && self.is_cue(head.0) && analysis.child_by(head, Deprel::Nsubj).is_none()
        };
        own.upos == Upos::Cconj
            && own
                .head
                .is_some_and(|head| beside(head) && (parted || accuses(head)))
    }

    /// The end of the sentence, or of the clause of a verb that has its sentence go on around it.
    fn limit(self, verb: TokenId, root: Option<TokenId>) -> u32 {
        let analysis = self.analysis;
        let first = analysis.sentence_of(verb).first.0;
        // “The envoy left, insisting that …”: nothing is missing before the participle.
        let complete = self.is_participle_of_speech(verb.0)
            && verb.0 > first
            && analysis.form(TokenId(verb.0 - 1)) == ","
            && (first..verb.0).any(|token| self.is_finite(token));
        if complete {
            return analysis.sentence_of(verb).end.0;
        }
        let mut at = verb;
        let goes_on = loop {
            match analysis.token(at).head {
                None => break false,
                Some(head) if head > at => break true,
                Some(head) => at = head,
            }
        };
        if goes_on {
            let own = analysis.subtree(verb).end;
            root.map_or(own, |root| own.max(analysis.subtree(root).end))
        } else {
            analysis.sentence_of(verb).end.0
        }
    }

    /// Whether another act of speech begins here.
    fn stops(self, token: u32, limit: u32, perfect: bool) -> bool {
        match self.upos(token) {
            Upos::Cconj => self.next_speech(token + 1, limit, perfect),
            // “…, although the mine is closed”: the reporter's word against it.
            Upos::Sconj => {
                let form = self.analysis.form(TokenId(token)).to_ascii_lowercase();
                matches!(form.as_str(), "although" | "though")
                    && self.analysis.form(TokenId(token - 1)) == ","
            }
            // “…; the envoy said that”: a clause of its own.
            Upos::Punct if self.analysis.form(TokenId(token)) == ";" => {
                self.somebody_speaks(token + 1, limit)
            }
            Upos::Punct if self.analysis.form(TokenId(token)) == "," => {
                let next = token + 1;
                let participle =
                    next < limit && self.is_cue(next) && self.analysis.form(TokenId(next)).ends_with("ing");
                participle || self.is_parenthesis(next, limit)
            }
            _ => false,
        }
    }

    /// “… and claimed that”, “… but the envoy replied”. What “had replied” stands inside what “said” brings, and
    /// beside what another “had replied” does.
    fn next_speech(self, from: u32, limit: u32, perfect: bool) -> bool {
        let mut nominal = false;
        for token in from..limit.min(from + 7) {
            match self.upos(token) {
                Upos::Aux if nominal && !perfect && self.analysis.lemma(TokenId(token)) == "have" => {
                    return false;
                }
                Upos::Adv | Upos::Aux if token > from || self.upos(token) == Upos::Adv => {}
                Upos::Verb => {
                    let that = token + 1 < limit && self.analysis.form(TokenId(token + 1)) == "that";
                    let speaks = self.is_saying(token) || that && self.is_cue(token);
                    let said = speaks && self.is_past_or_finite(token);
                    let clause = token + 1 < limit && self.opens_clause(token + 1);
                    return said && (clause || !nominal);
                }
                Upos::Noun | Upos::Propn | Upos::Pron => nominal = true,
                Upos::Det | Upos::Adj | Upos::Part => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether a subject and its verb of speech or thought come first.
    fn somebody_speaks(self, from: u32, limit: u32) -> bool {
        /// As far as the verb may stand from the start of its clause.
        const REACH: u32 = 12;
        let verb = (from..limit.min(from + REACH)).find(|&token| self.is_finite(token));
        let named = |verb: u32| {
            (from..verb).any(|token| matches!(self.upos(token), Upos::Noun | Upos::Propn | Upos::Pron))
        };
        verb.is_some_and(|verb| self.is_cue(verb) && named(verb))
    }

    fn is_past_or_finite(self, token: u32) -> bool {
        self.is_finite(token) || self.analysis.form(TokenId(token)).ends_with("ed")
    }

    /// Whether a clause can begin here: a conjunction, a subject, a quotation.
    fn opens_clause(self, token: u32) -> bool {
        let pronoun = matches!(
            self.analysis.form(TokenId(token)).to_ascii_lowercase().as_str(),
            "i" | "we" | "he" | "she" | "they" | "it" | "there"
        );
        pronoun
            || matches!(self.upos(token), Upos::Sconj | Upos::Punct)
            || (self.upos(token) == Upos::Verb && self.analysis.form(TokenId(token)).ends_with("ing"))
            || self.upos(token) == Upos::Part
    }

    /// “…, the envoy said.” and “…, according to the mayor.”: words that end the sentence with their source.
    fn is_parenthesis(self, from: u32, limit: u32) -> bool {
        let form = |token: u32| self.analysis.form(TokenId(token));
        if from + 1 < limit && form(from).eq_ignore_ascii_case("according") && form(from + 1) == "to" {
            return true;
        }
        let mut nominal = false;
        for token in from..limit.min(from + 10) {
            match self.upos(token) {
                Upos::Verb => return nominal && self.is_saying(token) && self.closes(token + 1, limit),
                Upos::Noun | Upos::Propn | Upos::Pron => nominal = true,
                Upos::Det | Upos::Adj | Upos::Part | Upos::Aux | Upos::Adv => {}
                Upos::Punct if form(token) != "," => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether nothing but a time or a place follows until the end or a comma.
    fn closes(self, from: u32, limit: u32) -> bool {
        for token in from..limit.min(from + 8) {
            match self.upos(token) {
                Upos::Punct => return true,
                Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Pron => return false,
                _ => {}
            }
        }
        from >= limit
    }
}

/// Parts of content that stand beside each other as clauses with subjects of their own (“…, but the road is closed”).
pub(super) fn parts(
    analysis: &Analysis,
    run: Range<u32>,
    quoted: impl Fn(TokenId) -> bool,
) -> Vec<Range<u32>> {
    const LEAST: usize = 4;
    let mut parts = Vec::new();
    let mut start = run.start;
    for token in run.clone() {
        let at = analysis.token(TokenId(token));
        if at.upos != Upos::Cconj || (token - start) < LEAST as u32 || run.end - token <= LEAST as u32 {
            continue;
        }
        if quoted(TokenId(token)) {
            continue;
        }
        let but = analysis.form(TokenId(token)).eq_ignore_ascii_case("but");
        let comma = token > start && analysis.form(TokenId(token - 1)) == ",";
        let name = token + 1 < run.end && analysis.token(TokenId(token + 1)).upos == Upos::Propn;
        let had_verb =
            (start..token).any(|token| analysis.token(TokenId(token)).features.has("VerbForm=Fin"));
        if (but || comma || name) && had_verb && is_clause(analysis, token + 1, run.end) {
            parts.extend(trim(analysis, start..token));
            start = token + 1;
        }
    }
    parts.extend(trim(analysis, start..run.end));
    parts
}

/// Whether a subject with a finite verb of its own begins here.
fn is_clause(analysis: &Analysis, from: u32, end: u32) -> bool {
    let mut subject = false;
    for token in (from..end.min(from + 9)).map(TokenId) {
        let at = analysis.token(token);
        if at.features.has("VerbForm=Fin") || (at.upos == Upos::Aux && subject) {
            return subject;
        }
        match at.upos {
            Upos::Noun | Upos::Propn | Upos::Pron => subject = true,
            Upos::Verb => return false,
            Upos::Punct if analysis.form(token) == "," => return false,
            _ => {}
        }
    }
    false
}
