//! The tables that the stages read.

/// Everything the coder knows about the world and the language of the field, beside the report itself.
#[derive(Clone, Copy, Debug)]
pub struct Knowledge {}

impl Knowledge {
    /// The tables that come with Verbale.
    pub fn builtin() -> Self {
        Self {}
    }
}
