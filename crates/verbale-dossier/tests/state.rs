//! A dossier that grows from its state is the dossier of all its records.

mod synthetic;

use proptest::prelude::*;
use verbale_dossier::{Gathering, StateError};
use verbale_record::Record;

fn gathered(records: &[Record]) -> Gathering {
    let mut gathering = Gathering::default();
    records.iter().cloned().for_each(|record| gathering.add(record));
    gathering
}

fn saved(gathering: &Gathering) -> Vec<u8> {
    let mut bytes = Vec::new();
    gathering.save(&mut bytes).expect("memory takes bytes");
    bytes
}

fn dossier(gathering: &Gathering) -> String {
    serde_json::to_string_pretty(&gathering.dossier()).expect("a dossier is JSON")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn growing_in_steps_is_the_same_as_all_at_once_in_any_order(
        (records, shuffled, step) in (0u64..1000, 1usize..30, 1usize..8).prop_flat_map(|(seed, count, step)| {
            let records = synthetic::records(seed, count);
            (Just(records.clone()), Just(records).prop_shuffle(), Just(step))
        })
    ) {
        let mut state = saved(&Gathering::default());
        for some in shuffled.chunks(step) {
            let mut gathering = Gathering::load(&mut state.as_slice()).expect("a whole state");
            some.iter().cloned().for_each(|record| gathering.add(record));
            state = saved(&gathering);
        }
        let grown = Gathering::load(&mut state.as_slice()).expect("a whole state");
        let at_once = gathered(&records);
        prop_assert_eq!(dossier(&grown), dossier(&at_once));
        prop_assert_eq!(state, saved(&at_once));
    }

    #[test]
    fn no_damage_goes_unseen(seed in 0u64..1000, count in 1usize..4, at in 0.0f64..1.0, bit in 0u8..7) {
        let mut state = saved(&gathered(&synthetic::records(seed, count)));
        let at = (state.len() as f64 * at) as usize;
        prop_assert!(Gathering::load(&mut &state[..at]).is_err());
        state[at] ^= 1 << bit;
        prop_assert!(Gathering::load(&mut state.as_slice()).is_err());
    }
}

#[test]
fn what_is_wrong_with_a_state_is_told() {
    let state = saved(&gathered(&synthetic::records(1, 3)));
    let text = String::from_utf8(state).expect("JSON");
    let error = |text: &str| Gathering::load(&mut text.as_bytes()).err();
    assert!(error(&text).is_none());
    assert!(matches!(error(""), Some(StateError::NotAState)));
    assert!(matches!(
        error("{\"schema\": \"verbale.record/1\"}\n"),
        Some(StateError::NotAState)
    ));
    let later = text.replacen("verbale.dossier-state/1", "verbale.dossier-state/9", 1);
    let told = error(&later).expect("another format").to_string();
    assert!(told.contains("verbale.dossier-state/9"), "{told}");
    let whole_lines: String = text.split_inclusive('\n').take(3).collect();
    assert!(matches!(
        error(&whole_lines),
        Some(StateError::Cut { records: 2 })
    ));
    let without_one: String = text
        .split_inclusive('\n')
        .enumerate()
        .filter(|(line, _)| *line != 2)
        .map(|(_, line)| line)
        .collect();
    assert!(matches!(
        error(&without_one),
        Some(StateError::Damaged { line: 4 })
    ));
    assert!(matches!(
        error(&(text.clone() + "{}\n")),
        Some(StateError::Damaged { .. })
    ));
}
