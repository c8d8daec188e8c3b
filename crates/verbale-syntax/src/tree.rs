//! Trees over a sentence as arrays of heads: repair of arbitrary heads, and the best tree for arc scores.

use crate::activation::argmax;

/// The head of the root.
pub(crate) const ROOT: u32 = u32::MAX;

/// Makes heads a tree with exactly one root: the first root stays, other roots and one token of each cycle
/// are attached to it. Heads outside the sentence count as roots. Returns the root.
pub(crate) fn repair(heads: &mut [u32]) -> u32 {
    let length = heads.len() as u32;
    for (token, head) in heads.iter_mut().enumerate() {
        if *head >= length || *head == token as u32 {
            *head = ROOT;
        }
    }
    let root = heads.iter().position(|&head| head == ROOT).unwrap_or(0) as u32;
    if let Some(head) = heads.get_mut(root as usize) {
        *head = ROOT;
    }
    for (token, head) in heads.iter_mut().enumerate() {
        if *head == ROOT && token as u32 != root {
            *head = root;
        }
    }
    let mut seen = vec![0u32; heads.len()];
    for start in 0..length {
        let mark = start + 1;
        let mut token = start;
        while token != root && seen[token as usize] == 0 {
            seen[token as usize] = mark;
            token = heads[token as usize];
        }
        if token != root && seen[token as usize] == mark {
            heads[token as usize] = root;
        }
    }
    root
}

/// Whether heads are a tree with exactly one root.
pub(crate) fn is_tree(heads: &[u32], seen: &mut Vec<u32>) -> bool {
    if heads.iter().filter(|&&head| head == ROOT).count() != 1 {
        return false;
    }
    seen.clear();
    seen.resize(heads.len(), 0);
    for start in 0..heads.len() as u32 {
        let mark = start + 1;
        let mut token = start;
        while token != ROOT && seen[token as usize] == 0 {
            seen[token as usize] = mark;
            token = heads[token as usize];
        }
        if token != ROOT && seen[token as usize] == mark {
            return false;
        }
    }
    true
}

/// The best tree with exactly one root. `scores[dependent * (length + 1) + head]`, where head 0 is the root
/// and head `h + 1` is token `h`. Greedy first; the spanning tree is only searched when that is no tree.
pub(crate) fn best_tree(scores: &mut [f32], length: usize, heads: &mut Vec<u32>, seen: &mut Vec<u32>) {
    heads.clear();
    let width = length + 1;
    for dependent in 0..length {
        let row = &mut scores[dependent * width..][..width];
        let own = std::mem::replace(&mut row[dependent + 1], f32::NEG_INFINITY);
        let best = argmax(row);
        row[dependent + 1] = own;
        heads.push((best as u32).wrapping_sub(1));
    }
    if is_tree(heads, seen) {
        return;
    }
    single_root_tree(scores, length, heads);
    if !is_tree(heads, seen) {
        repair(heads);
    }
}

/// Chu-Liu/Edmonds with the root arcs lowered so far that exactly one is taken. Which one follows from the
/// scores: lowering all of them by the same amount keeps their order.
fn single_root_tree(scores: &[f32], length: usize, heads: &mut Vec<u32>) {
    let nodes = length + 1;
    let (low, high) = scores
        .iter()
        .filter(|score| score.is_finite())
        .fold((0f32, 0f32), |(low, high), &score| {
            (low.min(score), high.max(score))
        });
    let penalty = (high - low + 1.0) * nodes as f32;
    let mut matrix = vec![f64::NEG_INFINITY; nodes * nodes];
    for dependent in 1..nodes {
        for head in (0..nodes).filter(|&head| head != dependent) {
            let score = scores[(dependent - 1) * nodes + head];
            let score = if score.is_finite() { score } else { low - 1.0 };
            let lowered = if head == 0 {
                f64::from(score) - f64::from(penalty)
            } else {
                f64::from(score)
            };
            matrix[dependent * nodes + head] = lowered;
        }
    }
    let parents = maximum_arborescence(&mut matrix, nodes);
    heads.clear();
    heads.extend(parents[1..].iter().map(|&parent| (parent as u32).wrapping_sub(1)));
}

/// A node of a contracted cycle: the original nodes that it holds, and the arc into it.
type Part = (Vec<u32>, (u32, u32));

/// The maximum spanning arborescence from node 0, in quadratic time for dense graphs: cycles are contracted
/// into one of their nodes as they are found, and expanded in reverse order.
/// `matrix[dependent * nodes + head]`; overwritten.
fn maximum_arborescence(matrix: &mut [f64], nodes: usize) -> Vec<usize> {
    // For each live pair, the arc of the original graph that it stands for.
    let mut origin: Vec<(u32, u32)> = (0..nodes as u32)
        .flat_map(|dependent| (0..nodes as u32).map(move |head| (dependent, head)))
        .collect();
    let mut live = vec![true; nodes];
    let mut best: Vec<usize> = vec![0; nodes];
    // For each contraction, the nodes of the cycle as the original nodes they hold, with the arc into each.
    let mut contractions: Vec<Vec<Part>> = Vec::new();
    let mut members: Vec<Vec<u32>> = (0..nodes as u32).map(|node| vec![node]).collect();
    // Arcs from a node to itself and from nodes that are gone are infinitely bad.
    let pick = |matrix: &[f64], node: usize| largest(&matrix[node * nodes..][..nodes]);
    for (node, head) in best.iter_mut().enumerate().skip(1) {
        *head = pick(matrix, node);
    }
    while let Some(cycle) = find_cycle(&best, &live) {
        let keep = cycle[0];
        let parts: Vec<Part> = cycle
            .iter()
            .map(|&node| (members[node].clone(), origin[node * nodes + best[node]]))
            .collect();
        let in_cycle = |node: usize| cycle.contains(&node);
        let inner: Vec<f64> = cycle
            .iter()
            .map(|&node| matrix[node * nodes + best[node]])
            .collect();
        for other in (0..nodes).filter(|&other| live[other] && !in_cycle(other)) {
            let mut into = (f64::NEG_INFINITY, 0);
            let mut out_of = (f64::NEG_INFINITY, keep);
            for (&node, &within) in cycle.iter().zip(&inner) {
                let gain = matrix[node * nodes + other] - within;
                if gain > into.0 || into.1 == 0 {
                    into = (gain, node);
                }
                if matrix[other * nodes + node] > out_of.0 {
                    out_of = (matrix[other * nodes + node], node);
                }
            }
            origin[keep * nodes + other] = origin[into.1 * nodes + other];
            matrix[keep * nodes + other] = into.0;
            if other != 0 {
                origin[other * nodes + keep] = origin[other * nodes + out_of.1];
                matrix[other * nodes + keep] = out_of.0;
            }
        }
        for &gone in &cycle[1..] {
            live[gone] = false;
            for node in 1..nodes {
                matrix[node * nodes + gone] = f64::NEG_INFINITY;
            }
        }
        for node in (1..nodes).filter(|&node| live[node]) {
            if node == keep || in_cycle(best[node]) {
                best[node] = pick(matrix, node);
            }
        }
        members[keep] = parts.iter().flat_map(|(held, _)| held.iter().copied()).collect();
        contractions.push(parts);
    }
    // Real arcs into the live nodes, then, backwards, into the nodes of each cycle but the one that is entered.
    let mut parents = vec![usize::MAX; nodes];
    for node in (1..nodes).filter(|&node| live[node]) {
        let (dependent, head) = origin[node * nodes + best[node]];
        parents[dependent as usize] = head as usize;
    }
    for parts in contractions.iter().rev() {
        for (held, (dependent, head)) in parts {
            if held.iter().all(|&node| parents[node as usize] == usize::MAX) {
                parents[*dependent as usize] = *head as usize;
            }
        }
    }
    parents
}

/// The index of the largest value, the first of several.
fn largest(values: &[f64]) -> usize {
    const LANES: usize = 8;
    let larger = |one: f64, other: f64| if other > one { other } else { one };
    let (whole, rest) = values.as_chunks::<LANES>();
    let mut lanes = [f64::NEG_INFINITY; LANES];
    for values in whole {
        for (lane, &value) in lanes.iter_mut().zip(values) {
            *lane = larger(*lane, value);
        }
    }
    let largest = lanes
        .iter()
        .chain(rest)
        .fold(f64::NEG_INFINITY, |one, &other| larger(one, other));
    values.iter().position(|&value| value >= largest).unwrap_or(0)
}

fn find_cycle(best: &[usize], live: &[bool]) -> Option<Vec<usize>> {
    let mut seen = vec![0usize; best.len()];
    for start in (1..best.len()).filter(|&node| live[node]) {
        let mut node = start;
        while node != 0 && seen[node] == 0 {
            seen[node] = start;
            node = best[node];
        }
        if node != 0 && seen[node] == start {
            let mut cycle = vec![node];
            let mut next = best[node];
            while next != node {
                cycle.push(next);
                next = best[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The best single-root tree by trying all of them.
    fn exhaustive(scores: &[f32], length: usize) -> f32 {
        let mut best = f32::NEG_INFINITY;
        let mut choice = vec![0usize; length];
        loop {
            let heads: Vec<u32> = choice.iter().map(|&head| (head as u32).wrapping_sub(1)).collect();
            if is_tree(&heads, &mut Vec::new()) {
                best = best.max(total(scores, &heads));
            }
            let mut at = 0;
            while at < length && choice[at] == length {
                choice[at] = 0;
                at += 1;
            }
            if at == length {
                return best;
            }
            choice[at] += 1;
        }
    }

    fn total(scores: &[f32], heads: &[u32]) -> f32 {
        let width = heads.len() + 1;
        let score = |(token, &head): (usize, &u32)| scores[token * width + head.wrapping_add(1) as usize];
        heads.iter().enumerate().map(score).sum()
    }

    proptest! {
        #[test]
        fn the_best_tree_is_the_best_of_all_trees(length in 1usize..6, seed in prop::collection::vec(-5i32..5, 30)) {
            let mut scores: Vec<f32> = seed[..length * (length + 1)].iter().map(|&score| score as f32).collect();
            let mut heads = Vec::new();
            best_tree(&mut scores, length, &mut heads, &mut Vec::new());
            prop_assert!(is_tree(&heads, &mut Vec::new()));
            prop_assert!((total(&scores, &heads) - exhaustive(&scores, length)).abs() < 1e-3);
        }

        #[test]
        fn any_heads_are_repaired(mut heads in prop::collection::vec(0u32..12, 1..10)) {
            repair(&mut heads);
            prop_assert!(is_tree(&heads, &mut Vec::new()));
        }
    }

    #[test]
    fn repair_leaves_a_tree_alone() {
        let mut heads = [1, ROOT, 1, 2];
        assert_eq!(repair(&mut heads), 1);
        assert_eq!(heads, [1, ROOT, 1, 2]);
    }
}
