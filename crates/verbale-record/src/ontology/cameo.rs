//! CAMEO codes: digits that are text, because their leading zeros count.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;

/// A CAMEO event code, two to four digits. `05` and `5` are not the same, nor are `010` and `10`.
///
/// The shape is checked here; whether CAMEO 1.1b3 has the code, [`Ontology::cameo`](super::Ontology::cameo) tells.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CameoCode {
    /// Unused places at the end are 0, so that codes order as their text does.
    digits: [u8; 4],
    length: u8,
}

/// A text that cannot be a CAMEO code.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no CAMEO code: a code has two to four digits, leading zeros included")]
pub struct InvalidCameoCode(pub String);

impl CameoCode {
    /// The digits.
    pub fn as_str(&self) -> &str {
        // Always ASCII by construction.
        std::str::from_utf8(&self.digits[..usize::from(self.length)]).unwrap_or_default()
    }

    /// The first two digits.
    #[must_use]
    pub fn root(self) -> CameoCode {
        self.truncated(2)
    }

    /// The code one digit shorter; none for a root.
    pub fn parent(self) -> Option<CameoCode> {
        (self.length > 2).then(|| self.truncated(self.length - 1))
    }

    fn truncated(self, length: u8) -> CameoCode {
        let mut digits = [0; 4];
        digits[..usize::from(length)].copy_from_slice(&self.digits[..usize::from(length)]);
        CameoCode { digits, length }
    }
}

impl std::str::FromStr for CameoCode {
    type Err = InvalidCameoCode;

    fn from_str(text: &str) -> Result<Self, InvalidCameoCode> {
        if !(2..=4).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(InvalidCameoCode(text.to_owned()));
        }
        let mut digits = [0; 4];
        digits[..text.len()].copy_from_slice(text.as_bytes());
        Ok(CameoCode {
            digits,
            length: text.len() as u8,
        })
    }
}

impl fmt::Display for CameoCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl fmt::Debug for CameoCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CameoCode({})", self.as_str())
    }
}

impl Serialize for CameoCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CameoCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

impl JsonSchema for CameoCode {
    fn schema_name() -> Cow<'static, str> {
        "CameoCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string", "pattern": "^[0-9]{2,4}$",
            "description": "CAMEO 1.1b3 event code; a string, leading zeros kept"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn code(text: &str) -> CameoCode {
        text.parse().unwrap()
    }

    #[test]
    fn leading_zeros_are_kept() {
        assert_eq!(serde_json::to_string(&code("0256")).unwrap(), "\"0256\"");
        assert_ne!(code("010"), code("10"));
        assert!(
            serde_json::from_str::<CameoCode>("57").is_err(),
            "a number has lost its zeros"
        );
    }

    #[test]
    fn parents_are_shorter() {
        assert_eq!(code("1056").parent(), Some(code("105")));
        assert_eq!(code("1056").root(), code("10"));
        assert_eq!(code("10").parent(), None);
    }

    #[test]
    fn other_texts_are_refused() {
        for text in ["", "5", "05712", "5a", " 57", "５７", "-57"] {
            assert!(text.parse::<CameoCode>().is_err(), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn codes_order_as_their_text(left in "[0-9]{2,4}", right in "[0-9]{2,4}") {
            prop_assert_eq!(code(&left).cmp(&code(&right)), left.cmp(&right));
            prop_assert_eq!(code(&left).to_string(), left);
        }
    }
}
