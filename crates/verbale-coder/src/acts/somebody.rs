//! Whether enough is said of an act to make it an event: who does it, to whom, and whether it is told at all.

use super::cues::{Cues, Stand};
use super::{Candidate, arguments, clauses, factuality, matching, whole};
use verbale_lexicon::frames::{Class, FramePart, Frames, Role};
use verbale_lexicon::lower;
use verbale_record::Factuality;
use verbale_record::ontology::{EventType, Quad};
use verbale_syntax::{Analysis, Deprel, TokenId, Upos};

impl Candidate<'_> {
    /// Whether enough is said of the act to make it an event. Without anyone the words are most often about something
    /// else; a noun with one party that is told of nowhere is a reference (“the Yemeni conflict”).
    pub(super) fn is_somebodys(&self, analysis: &Analysis) -> bool {
        let parties = usize::from(!self.actor.is_empty()) + usize::from(!self.recipient.is_empty());
        let stated = usize::from(self.actor.is_stated()) + usize::from(self.recipient.is_stated());
        let both_inferred = self.actor.inferred && self.recipient.inferred;
        if both_inferred && matches!(self.factuality, Factuality::Hypothetical | Factuality::Negated) {
            return false;
        }
        match self.found.frame.part {
            _ if self.is_condition(analysis) => stated == 2,
            _ if self.is_supposed(analysis) => false,
            // Nobody's “threat to health” is a danger.
            FramePart::Noun
                if self.kind == EventType::Threaten
                    && !self.actor.is_stated()
                    && self.statement.is_none() =>
            {
                false
            }
            FramePart::Noun if self.is_reference(analysis) || self.is_preposition(analysis) => false,
            FramePart::Verb if self.is_practice(analysis) || self.is_habit(analysis) => false,
            FramePart::Verb if self.is_aside(analysis) => stated == 2 && !self.mutual,
            FramePart::Verb if self.lacks_party(analysis) || self.is_opinion(analysis) => false,
            FramePart::Verb => stated > 0 || self.is_violence_of_the_nameless(analysis),
            FramePart::Adjective => self.actor.is_stated(),
            // “an agreement was reached” between the two sides of the report.
            FramePart::Noun if self.found.support.is_some() => {
                stated > 0 || parties == 2 && clauses::is_passive(analysis, self.verb())
            }
            FramePart::Noun if parties == 0 => self.is_violence_told(analysis),
            FramePart::Noun => {
                // Who brokers is all that “under UN mediation” has to say.
                let brokered = self
                    .found
                    .frame
                    .mode
                    .is_some_and(|mode| mode.as_str() == "third-party");
                // “despite Saudi condemnation”: words are as much an act where they are mentioned.
                let of_words = self.kind == EventType::Accuse && !self.is_reference(analysis);
                let described = !brokered
                    && !of_words
                    && (self.actor.how.starts_with("modifier") || self.actor.how.starts_with("possessor"));
                let whole = whole(analysis, self.found.predicate);
                let own = analysis.token(whole);
                let handed_on = own.deprel == Deprel::Obj
                    && own.head.is_some_and(|verb| {
                        Cues::builtin().of(Stand::Carries, analysis.lemma(verb)).is_some()
                    });
                let told = handed_on || matches!(own.deprel.universal(), "nsubj" | "root" | "conj");
                // A deal is a thing that sides have as well as an act; aid is told of as it is carried.
                let thing = self.kind == EventType::Agree;
                let carried = self.kind == EventType::Aid && own.deprel == Deprel::Obj;
                stated == 2 || parties > 0 && !thing && (told || carried || !described)
            }
        }
    }

    /// “three people were wounded in the attack”, “shells rained down on the market”: violence happens whoever it is
    /// done by and to, where a weapon or a fight does it.
    fn is_violence_of_the_nameless(&self, analysis: &Analysis) -> bool {
        if self.kind != EventType::Assault || !self.is_told_as_done() {
            return false;
        }
        let frames = Frames::builtin();
        let verb = self.verb();
        let weapon = |noun: TokenId| frames.in_class("shell", analysis.lemma(noun));
        let fight = |noun: TokenId| {
            weapon(noun)
                || frames
                    .of_lemma(analysis.lemma(noun))
                    .any(|frame| frame.part == FramePart::Noun && frame.event_type == EventType::Assault)
        };
        if clauses::is_passive(analysis, verb) {
            let within = ["in", "by", "during", "when"].into_iter();
            let mut phrases = within.flat_map(|name| clauses::with_preposition(analysis, verb, name));
            let agent = analysis.child_by(verb, Deprel::OblAgent);
            return phrases.any(fight) || agent.is_some_and(fight);
        }
        // “a volley of shells”.
        let subject = arguments::subject(analysis, verb);
        subject.is_some_and(|subject| {
            weapon(subject) || clauses::with_preposition(analysis, subject, "of").any(weapon)
        })
    }

    /// “shelling resumed”, “residents reported the resumption of shelling”: nobody's fight, told as news of its own.
    fn is_violence_told(&self, analysis: &Analysis) -> bool {
        if self.kind != EventType::Assault || !self.is_told_as_done() {
            return false;
        }
        let cues = Cues::builtin();
        let noun = self.found.predicate;
        let with_weapons = self.found.frame.mode.is_some_and(|mode| {
            matches!(
                mode.as_str(),
                "heavy-weapons" | "aerial" | "drone" | "suicide-attack" | "unconventional"
            )
        });
        // Wars and conflicts are what reports are about rather than what they tell.
        if !with_weapons && !Frames::builtin().in_class("outbreak", &lower(analysis.lemma(noun))) {
            return false;
        }
        let whole = whole(analysis, noun);
        let own = analysis.token(whole);
        let Some(verb) = own.head else {
            return false;
        };
        let occurs = |word: TokenId| cues.of(Stand::Occurs, analysis.lemma(word)).is_some();
        let told = |word: TokenId| cues.of(Stand::Reports, analysis.lemma(word)).is_some();
        match own.deprel.universal() {
            "nsubj" => {
                // “there were reports of shelling”.
                let exists =
                    analysis.child_by(verb, Deprel::Expl).is_some() && (whole == noun || told(whole));
                occurs(verb) || exists
            }
            "obj" => told(verb) && analysis.token(verb).upos == Upos::Verb,
            _ => false,
        }
    }

    fn is_told_as_done(&self) -> bool {
        matches!(self.factuality, Factuality::Asserted | Factuality::Historical)
    }

    /// Whether its words name a party.
    pub(super) fn is_stated(&self) -> bool {
        self.actor.is_stated() || self.recipient.is_stated()
    }

    /// “laws on bombing villages”: the gerund of nobody's act names a kind of acts. “…, killing two” tells of one.
    fn is_practice(&self, analysis: &Analysis) -> bool {
        let verb = self.verb();
        let own = analysis.token(verb);
        let tells = match own.deprel {
            Deprel::Advcl => analysis.child_by(verb, Deprel::Mark).is_none(),
            Deprel::Acl => true,
            _ => false,
        };
        let gerund = analysis.form(verb).ends_with("ing") && analysis.child_by(verb, Deprel::Aux).is_none();
        let yields = matches!(self.kind, EventType::Sanction | EventType::Retreat);
        gerund && !tells && !yields && self.actor.is_empty()
    }

    /// “groups that attack ships”: what all of a kind are in the habit of doing.
    fn is_habit(&self, analysis: &Analysis) -> bool {
        let verb = self.verb();
        let own = analysis.token(verb);
        let Some(noun) = own.head.filter(|_| own.deprel == Deprel::AclRelcl) else {
            return false;
        };
        let kind = analysis.token(noun).features.has("Number=Plur")
            && analysis.token(noun).upos == Upos::Noun
            && !analysis.children(noun).iter().any(|&child| {
                matches!(analysis.token(child).deprel.universal(), "nummod")
                    || analysis.token(child).deprel == Deprel::NmodPoss
                    || matches!(
                        analysis.lemma(child),
                        "the" | "these" | "some" | "several" | "many"
                    )
            });
        let subject = analysis
            .child_by(verb, Deprel::Nsubj)
            .is_some_and(|subject| matches!(analysis.lemma(subject), "who" | "that" | "which"));
        kind && subject
            && own.features.has("Tense=Pres")
            && own.features.has("VerbForm=Fin")
            && matches!(
                self.kind,
                EventType::Assault | EventType::Coerce | EventType::Threaten
            )
            && !matches!(analysis.lemma(verb), "hold" | "control" | "occupy" | "besiege")
    }

    /// “if they break the truce”: what is reckoned with rather than told.
    fn is_condition(&self, analysis: &Analysis) -> bool {
        let mut marks = analysis.children_by(self.verb(), Deprel::Mark);
        self.factuality == Factuality::Hypothetical
            && marks.any(|mark| matches!(analysis.lemma(mark), "if" | "unless" | "whether"))
    }

    /// What is only thought of, and not by the way of telling what somebody may do to whom: “it could help”, “talks in
    /// which they would meet”, “the best way to protect them”.
    fn is_supposed(&self, analysis: &Analysis) -> bool {
        if self.factuality != Factuality::Hypothetical {
            return false;
        }
        let verb = self.verb();
        let relative = matches!(analysis.token(verb).deprel, Deprel::AclRelcl | Deprel::Acl);
        let both = self.actor.is_stated() && self.recipient.is_stated();
        let undergone = clauses::is_passive(analysis, verb) && self.recipient.is_stated();
        relative || !(both || undergone)
    }

    /// “the delegation sent to those talks”: the talks are known from elsewhere.
    fn is_reference(&self, analysis: &Analysis) -> bool {
        let definite = analysis
            .children_by(self.found.predicate, Deprel::Det)
            .any(|det| matches!(analysis.lemma(det), "the" | "this" | "that" | "these" | "those"));
        definite && self.actor.how.starts_with(arguments::TOOK_PART) && !self.recipient.is_stated()
    }

    /// “in support of the premier”: the noun is part of a preposition.
    fn is_preposition(&self, analysis: &Analysis) -> bool {
        let noun = self.found.predicate;
        let bare = analysis.child_by(noun, Deprel::Det).is_none()
            && noun.previous().is_some_and(|before| {
                analysis.lemma(before) == "in" && analysis.token(before).deprel == Deprel::Case
            });
        bare && matches!(self.kind, EventType::Support | EventType::Reject | EventType::Aid)
            && clauses::with_preposition(analysis, noun, "of").next().is_some()
    }

    /// “flew in to mediate”, “soldiers guarding the base”: said by the way, as purpose or to tell who is meant.
    fn is_aside(&self, analysis: &Analysis) -> bool {
        let verb = self.verb();
        match analysis.token(verb).deprel {
            _ if self.cue == factuality::INFINITIVE => self.factuality == Factuality::Hypothetical,
            Deprel::Advcl => matching::is_infinitive(analysis, verb),
            Deprel::Acl => matching::is_infinitive(analysis, verb) || analysis.form(verb).ends_with("ing"),
            _ => false,
        }
    }

    /// Whether a party is unknown without which such words mostly tell of something else. Things and thoughts help,
    /// need and allow; what has killed and destroyed did it, whoever sent it.
    fn lacks_party(&self, analysis: &Analysis) -> bool {
        let verb = self.verb();
        let passive = clauses::is_passive(analysis, verb);
        let doer = !self.actor.is_empty();
        let target = self.recipient.is_stated();
        match self.kind {
            // “asked about the raid, he …” is a question of the press.
            EventType::Request if analysis.lemma(verb) == "ask" && self.asks_to_know(analysis) => true,
            EventType::Request => !doer || self.obliges_nobody(analysis),
            EventType::Aid | EventType::Support if analysis.child_by(verb, Deprel::Xcomp).is_some() => {
                !target
            }
            EventType::Consult if matches!(analysis.lemma(verb), "speak" | "chat") => !target,
            // Home, to work, on from somewhere: a visit is to somebody.
            EventType::Consult if matches!(analysis.lemma(verb), "return" | "leave" | "depart" | "go") => {
                self.recipient.is_empty() || !doer
            }
            kind => !doer && !passive && kind.quad() != Quad::MaterialConflict,
        }
    }

    /// “No one should expect miracles”, “we must know”: what has to be is asked of nobody.
    fn obliges_nobody(&self, analysis: &Analysis) -> bool {
        if !self.found.frame.classes.contains(&Class::Obligation) {
            return false;
        }
        let obliged = arguments::phrases(analysis, self.found, &[Role::ClauseSubject]);
        obliged.first().is_some_and(|&one| is_nobody(analysis, one))
    }

    /// Whether what is asked for is to be told something: “asked about”, “asked whether”.
    fn asks_to_know(&self, analysis: &Analysis) -> bool {
        let verb = self.verb();
        clauses::with_preposition(analysis, verb, "about")
            .next()
            .is_some()
            || analysis.children(verb).iter().any(|&child| {
                analysis.token(child).deprel == Deprel::Ccomp
                    && analysis.children(child).iter().any(|&word| {
                        matches!(analysis.lemma(word), "if" | "whether" | "why" | "how" | "what")
                    })
            })
    }

    /// “both agree that the talks were useless”: to share a view is no promise.
    fn is_opinion(&self, analysis: &Analysis) -> bool {
        let promises = |word: TokenId| {
            analysis.token(word).upos == Upos::Aux
                && matches!(
                    analysis.lemma(word),
                    "will" | "would" | "should" | "shall" | "must"
                )
        };
        self.kind == EventType::Agree
            && analysis.child_by(self.verb(), Deprel::Ccomp).is_some_and(|view| {
                analysis
                    .child_by(view, Deprel::Mark)
                    .is_none_or(|mark| analysis.lemma(mark) != "to")
                    && analysis.token(view).features.has("VerbForm=Fin")
                    && !analysis.children(view).iter().any(|&word| promises(word))
            })
    }
}

/// “no one”, “we”, “it”, “something”: whom nobody can ask to do anything.
pub(super) fn is_nobody(analysis: &Analysis, subject: TokenId) -> bool {
    super::participants::is_first_person(analysis, subject)
        || Frames::builtin().in_class("nobody", &lower(analysis.lemma(subject)))
}
