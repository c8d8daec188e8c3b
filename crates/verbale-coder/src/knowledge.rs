//! The tables that the stages read.

use verbale_lexicon::Lexicon;
use verbale_lexicon::frames::Frames;
use verbale_lexicon::incidents::IncidentWords;
use verbale_lexicon::places::Gazetteer;
use verbale_lexicon::positions::Commitments;
use verbale_lexicon::speech::SpeechCues;

/// Everything the coder knows about the world and the language of the field, beside the report itself.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge {
    /// Words that name acts.
    pub frames: &'static Frames,
    /// Words of speech and thought.
    pub speech: &'static SpeechCues,
    /// Words of commitment.
    pub commitments: &'static Commitments,
    /// Words of violence and its casualties.
    pub incidents: &'static IncidentWords,
    /// Countries, organisations, people with dated offices, roles.
    pub lexicon: &'static Lexicon,
    /// Places, where they are not the built-in ones only.
    pub own_places: Option<&'static Gazetteer>,
}

impl Knowledge {
    /// The tables that come with Verbale.
    pub fn builtin() -> Self {
        Self {
            frames: Frames::builtin(),
            speech: SpeechCues::builtin(),
            commitments: Commitments::builtin(),
            incidents: IncidentWords::builtin(),
            lexicon: Lexicon::builtin(),
            own_places: None,
        }
    }

    /// Places; the built-in ones are read at the first call.
    pub fn gazetteer(&self) -> &'static Gazetteer {
        self.own_places.unwrap_or_else(Gazetteer::builtin)
    }
}
