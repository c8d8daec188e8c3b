//! Joining items of many reports, whatever the order in which they come.
//!
//! Items with the same [`Signature`] are one node. Nodes that share a block are compared once, with a symmetrical
//! measure that sees nothing but the two. What comes out depends on the set of items only: connected components of
//! the links, and within each a merging of the likeliest pairs first that never brings together two nodes which
//! contradict each other. Ties are broken by the signatures' own order.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

/// The address of an item: the number under which its report was added, and its place in the report's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Address {
    pub(crate) report: u32,
    pub(crate) item: u32,
}

/// What joining sees of an item.
pub(crate) trait Signature: Clone + Eq + Hash + Ord {
    /// Whether two items of one report are told apart by it, so that they may not be joined.
    const ONE_A_REPORT: bool;

    /// The blocks it stands in: only nodes of a common block are compared.
    fn blocks(&self) -> Vec<u64>;

    /// The blocks in which to look for partners, where these are more than its own (neighbouring days).
    fn reach(&self) -> Vec<u64> {
        self.blocks()
    }

    /// How likely two tell the same; `None` for no reason to join them. Symmetrical.
    fn likeness(&self, other: &Self) -> Option<u32>;

    /// Whether two can be the same at all. Symmetrical.
    fn contradicts(&self, other: &Self) -> bool;
}

/// A link between two nodes.
#[derive(Clone, Copy, Debug)]
struct Link {
    likeness: u32,
    one: u32,
    other: u32,
}

/// Items and the links between them.
#[derive(Clone, Debug)]
pub(crate) struct Join<S> {
    nodes: Vec<Node<S>>,
    of_signature: HashMap<S, u32>,
    blocks: HashMap<u64, Vec<u32>>,
    links: Vec<Link>,
}

#[derive(Clone, Debug)]
struct Node<S> {
    signature: S,
    members: Vec<Address>,
}

impl<S> Default for Join<S> {
    fn default() -> Self {
        Self {
            nodes: Vec::new(),
            of_signature: HashMap::new(),
            blocks: HashMap::new(),
            links: Vec::new(),
        }
    }
}

impl<S: Signature> Join<S> {
    /// Adds an item; compares it with those it shares a block with.
    pub(crate) fn add(&mut self, signature: S, member: Address) {
        if let Some(&node) = self.of_signature.get(&signature) {
            self.nodes[node as usize].members.push(member);
            return;
        }
        let new = self.nodes.len() as u32;
        let mut candidates: Vec<u32> = signature
            .reach()
            .iter()
            .filter_map(|block| self.blocks.get(block))
            .flatten()
            .copied()
            .collect();
        candidates.sort_unstable();
        candidates.dedup();
        for other in candidates {
            if let Some(likeness) = signature.likeness(&self.nodes[other as usize].signature) {
                self.links.push(Link {
                    likeness,
                    one: other,
                    other: new,
                });
            }
        }
        for block in signature.blocks() {
            self.blocks.entry(block).or_default().push(new);
        }
        self.of_signature.insert(signature.clone(), new);
        self.nodes.push(Node {
            signature,
            members: vec![member],
        });
    }

    /// The clusters, each with its members in no particular order; a function of the set of items.
    pub(crate) fn clusters(&self) -> Vec<Vec<Address>> {
        let rank = self.ranks();
        let mut links: Vec<Link> = self.links.clone();
        links.sort_by_key(|link| {
            let (one, other) = (rank[link.one as usize], rank[link.other as usize]);
            (std::cmp::Reverse(link.likeness), one.min(other), one.max(other))
        });
        let mut groups = Groups::of(&self.nodes);
        for link in links {
            let (one, other) = (groups.find(link.one), groups.find(link.other));
            if one != other && self.compatible(&groups.members[&one], &groups.members[&other]) {
                groups.merge(one, other);
            }
        }
        let members = groups.members.into_values();
        members
            .map(|nodes| {
                let of_nodes = nodes.iter().flat_map(|&node| &self.nodes[node as usize].members);
                of_nodes.copied().collect()
            })
            .collect()
    }

    /// Each node's place in the order of signatures.
    fn ranks(&self) -> Vec<u32> {
        let mut order: Vec<u32> = (0..self.nodes.len() as u32).collect();
        order.sort_by(|&one, &other| {
            self.nodes[one as usize]
                .signature
                .cmp(&self.nodes[other as usize].signature)
        });
        let mut rank = vec![0; order.len()];
        for (place, node) in (0u32..).zip(order) {
            rank[node as usize] = place;
        }
        rank
    }

    fn compatible(&self, ones: &[u32], others: &[u32]) -> bool {
        ones.iter().all(|&one| {
            others.iter().all(|&other| {
                let (one, other) = (&self.nodes[one as usize], &self.nodes[other as usize]);
                !(one.signature.contradicts(&other.signature)
                    || S::ONE_A_REPORT && share_a_report(&one.members, &other.members))
            })
        })
    }
}

fn share_a_report(ones: &[Address], others: &[Address]) -> bool {
    let (few, many) = if ones.len() < others.len() {
        (ones, others)
    } else {
        (others, ones)
    };
    if few.len() * many.len() <= 64 {
        return few
            .iter()
            .any(|one| many.iter().any(|other| one.report == other.report));
    }
    let reports: std::collections::HashSet<u32> = many.iter().map(|address| address.report).collect();
    few.iter().any(|address| reports.contains(&address.report))
}

/// Union-find that knows the members of every group.
struct Groups {
    parent: Vec<u32>,
    members: BTreeMap<u32, Vec<u32>>,
}

impl Groups {
    fn of<S>(nodes: &[Node<S>]) -> Self {
        let parent: Vec<u32> = (0..nodes.len() as u32).collect();
        let members = parent.iter().map(|&node| (node, vec![node])).collect();
        Self { parent, members }
    }

    fn find(&mut self, node: u32) -> u32 {
        let mut root = node;
        while self.parent[root as usize] != root {
            root = self.parent[root as usize];
        }
        let mut at = node;
        while self.parent[at as usize] != root {
            at = std::mem::replace(&mut self.parent[at as usize], root);
        }
        root
    }

    fn merge(&mut self, one: u32, other: u32) {
        let size = |groups: &Self, root| groups.members.get(&root).map_or(0, Vec::len);
        let (into, from) = if size(self, one) < size(self, other) {
            (other, one)
        } else {
            (one, other)
        };
        let moved = self.members.remove(&from).unwrap_or_default();
        self.members.entry(into).or_default().extend(moved);
        self.parent[from as usize] = into;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// Numbers that are alike within 3 and contradict each other from 5 on.
    #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
    struct Number(i32);

    impl Signature for Number {
        const ONE_A_REPORT: bool = true;
        fn blocks(&self) -> Vec<u64> {
            vec![(self.0 / 4) as u64]
        }
        fn reach(&self) -> Vec<u64> {
            (self.0 / 4 - 1..=self.0 / 4 + 1)
                .map(|block| block as u64)
                .collect()
        }
        fn likeness(&self, other: &Self) -> Option<u32> {
            let distance = self.0.abs_diff(other.0);
            (distance <= 3).then_some(10 - distance)
        }
        fn contradicts(&self, other: &Self) -> bool {
            self.0.abs_diff(other.0) >= 5
        }
    }

    fn clusters(numbers: &[(i32, u32)]) -> BTreeSet<Vec<Address>> {
        let mut join = Join::default();
        for &(number, report) in numbers {
            join.add(
                Number(number),
                Address {
                    report,
                    item: number as u32,
                },
            );
        }
        let sorted = |mut members: Vec<Address>| {
            members.sort_unstable();
            members
        };
        join.clusters().into_iter().map(sorted).collect()
    }

    #[test]
    fn chains_do_not_bring_together_what_contradicts() {
        let found = clusters(&[(10, 1), (12, 2), (14, 3), (16, 4)]);
        assert_eq!(found.len(), 2, "{found:?}");
    }

    #[test]
    fn two_items_of_one_report_stay_apart() {
        assert_eq!(clusters(&[(10, 1), (11, 1)]).len(), 2);
        assert_eq!(clusters(&[(10, 1), (11, 2)]).len(), 1);
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter(
            numbers in prop::collection::vec((0i32..60, 0u32..20), 0..40).prop_flat_map(|numbers| {
                (Just(numbers.clone()), Just(numbers).prop_shuffle())
            })
        ) {
            prop_assert_eq!(clusters(&numbers.0), clusters(&numbers.1));
        }
    }
}
