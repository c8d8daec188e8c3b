//! The walk through a page, as the scan writes it down once for all who read the page: its tags and texts in order.

use crate::purpose::Purpose;

/// What the name of an element tells of it: some of the constants below.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kind(u16);

impl Kind {
    /// Stands in a line with what is around it.
    pub(crate) const INLINE: Self = Self(1);
    /// Inline, but shown apart from its neighbours, whether white space stands between them or not.
    pub(crate) const APART: Self = Self(1 << 1);
    /// The first heading.
    pub(crate) const HEADING: Self = Self(1 << 2);
    /// A paragraph of prose of its own.
    pub(crate) const BLOCK: Self = Self(1 << 3);
    /// Holds no prose.
    pub(crate) const NO_PROSE: Self = Self(1 << 4);
    /// Inside a paragraph it parts words.
    pub(crate) const PARTING: Self = Self(1 << 5);
    /// `<article>`.
    pub(crate) const ARTICLE: Self = Self(1 << 6);
    /// `<main>`.
    pub(crate) const MAIN: Self = Self(1 << 7);
    /// `<a>`.
    pub(crate) const LINK: Self = Self(1 << 8);

    /// What the name tells.
    pub(crate) fn of(name: &str) -> Self {
        let all = |kinds: &[Self]| Self(kinds.iter().fold(0, |all, kind| all | kind.0));
        match name {
            "a" => all(&[Self::INLINE, Self::APART, Self::LINK]),
            "label" | "small" | "span" | "strong" | "time" => all(&[Self::INLINE, Self::APART]),
            "b" | "i" | "em" | "font" | "u" | "abbr" | "cite" | "code" | "mark" | "q" | "s" | "sub"
            | "sup" => Self::INLINE,
            "h1" => Self::HEADING,
            "p" | "li" | "td" => all(&[Self::BLOCK, Self::PARTING]),
            "h2" | "h3" | "h4" | "blockquote" | "pre" | "th" | "dd" | "dt" | "figcaption" => Self::BLOCK,
            "br" | "div" => Self::PARTING,
            "nav" | "aside" | "footer" | "form" | "header" | "button" => Self::NO_PROSE,
            "article" => Self::ARTICLE,
            "main" => Self::MAIN,
            _ => Self::default(),
        }
    }

    /// Whether it is of that kind.
    pub(crate) fn is(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }
}

/// What a step of the walk passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Text between two tags.
    Text,
    /// An element begins.
    Open {
        /// By its name.
        kind: Kind,
        /// By its classes.
        purpose: Purpose,
        /// Which of the page's machine-readable days it holds.
        day: Option<usize>,
    },
    /// An element without content.
    Void(Kind),
    /// The innermost open element ends.
    Close(Kind),
}

/// The steps, each with the end of its bytes in the page made harmless.
#[derive(Debug, Default)]
pub(crate) struct Walk(Vec<(usize, Step)>);

impl Walk {
    /// Add a step that ends there. Texts that follow each other are one.
    pub(crate) fn push(&mut self, end: usize, step: Step) {
        match self.0.last_mut() {
            Some((last, Step::Text)) if step == Step::Text => *last = end,
            _ => self.0.push((end, step)),
        }
    }

    /// The steps with their bytes' begin and end.
    pub(crate) fn steps(&self) -> impl Iterator<Item = (usize, usize, Step)> + '_ {
        let begins = std::iter::once(0).chain(self.0.iter().map(|(end, _)| *end));
        begins
            .zip(&self.0)
            .map(|(start, (end, step))| (start, *end, *step))
    }
}
