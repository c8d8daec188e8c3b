//! A share of the reports, for one machine of several.

use std::str::FromStr;

/// One share of several: `2/8` is the second of eight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shard {
    index: u64,
    count: u64,
}

impl Shard {
    /// The only share.
    pub const WHOLE: Self = Self { index: 0, count: 1 };

    /// Whether the report at this place of this input belongs to the share. The name counts, not the folder that
    /// the inputs are mounted in, so that all machines agree; the reports of one file are dealt out one by one.
    pub fn holds(self, name: &str, item: u64) -> bool {
        self.count == 1 || stable_hash(name).wrapping_add(item) % self.count == self.index
    }
}

/// FNV-1a, and a last stir so that its low bits depend on every byte. It never changes: shares are made on many machines.
fn stable_hash(name: &str) -> u64 {
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    (hash ^ (hash >> 33)) >> 1
}

impl FromStr for Shard {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let parts = text.split_once('/');
        let numbers: Option<(u64, u64)> =
            parts.and_then(|(index, count)| Some((index.parse().ok()?, count.parse().ok()?)));
        match numbers {
            Some((index, count)) if (1..=count).contains(&index) => Ok(Self {
                index: index - 1,
                count,
            }),
            _ => Err("a share is written I/N, from 1/N to N/N: 2/8 is the second of eight".to_owned()),
        }
    }
}

impl std::fmt::Display for Shard {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}/{}", self.index + 1, self.count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_belongs_to_one_share() {
        let shards: Vec<Shard> = (1..=5)
            .map(|index| format!("{index}/5").parse().expect("a share"))
            .collect();
        let mut sizes = [0; 5];
        for name in 0..1000 {
            let name = format!("pages/{name}.html");
            let holders: Vec<usize> = (0..5).filter(|at| shards[*at].holds(&name, 0)).collect();
            assert_eq!(holders.len(), 1);
            sizes[holders[0]] += 1;
        }
        assert!(sizes.iter().all(|size| (150..250).contains(size)), "{sizes:?}");
    }

    #[test]
    fn reports_of_one_file_are_dealt_out() {
        let shard: Shard = "1/3".parse().expect("a share");
        assert_eq!((0..9).filter(|item| shard.holds("dump.jsonl", *item)).count(), 3);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in ["0/3", "4/3", "3", "a/b", "1/0", "-1/2"] {
            assert!(text.parse::<Shard>().is_err(), "{text}");
        }
    }
}
