use super::*;

fn first(name: &str) -> PlaceEntry {
    let found = Gazetteer::builtin().find(name);
    found
        .into_iter()
        .next()
        .unwrap_or_else(|| panic!("{name} is unknown"))
}

#[test]
fn all_rows_load() {
    Gazetteer::with_tables(&[]).expect("the built-in tables");
    assert!(Gazetteer::builtin().table.len() > 150_000);
}

#[test]
fn every_compiled_place_reads_back_under_its_name() {
    let gazetteer = Gazetteer::builtin();
    for number in (0..gazetteer.table.len()).step_by(97) {
        let row = gazetteer.table.place(number).expect("a row");
        assert!(
            row.latitude.abs() <= 90.0 && row.longitude.abs() <= 180.0,
            "{row:?}"
        );
        let (country, _) = gazetteer.table.division(row.division).expect("a division");
        assert!(gazetteer.countries.contains_key(country), "{country}");
        let name = gazetteer.table.name_of(number).expect("a name");
        let mut key = String::new();
        fold(&name, &mut key);
        let mut found = false;
        gazetteer.table.visit_named(&key, |one, _| found |= one == number);
        assert!(found, "{name}");
    }
}

#[test]
fn every_country_is_on_the_map() {
    for (_, country) in Lexicon::builtin().countries() {
        let entry = Gazetteer::builtin().country(&country.alpha3);
        assert!(entry.is_some(), "{} has no coordinates", country.name);
    }
}

#[test]
fn capitals_lie_in_their_countries() {
    let missing: Vec<_> = Lexicon::builtin()
        .countries()
        .filter(|(_, country)| country.status == crate::CountryStatus::State)
        .filter(|(_, country)| {
            // City states have no capital of their own in the table.
            !country.capitals.is_empty()
                && !country.capitals.iter().any(|capital| {
                    Gazetteer::builtin()
                        .find(capital)
                        .iter()
                        .any(|entry| entry.country == &*country.alpha3)
                })
        })
        .map(|(_, country)| &*country.name)
        .collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn names_find_the_place_that_papers_mean() {
    for (name, country, kind) in [
        ("Hodeidah", "YEM", PlaceKind::Town),
        ("Deir ez-Zor", "SYR", PlaceKind::Town),
        ("the Donbas", "UKR", PlaceKind::Land),
        ("Bab al-Hawa", "", PlaceKind::Site),
        ("Syria", "SYR", PlaceKind::Country),
        ("Scotland", "GBR", PlaceKind::Country),
        ("Bavaria", "DEU", PlaceKind::Region),
        ("Metcalfe County", "USA", PlaceKind::District),
    ] {
        let entry = first(name);
        assert_eq!((entry.country, entry.kind), (country, kind), "{name}");
    }
    assert!(Gazetteer::builtin().find("Qwxzzyk").is_empty());
    assert!(Gazetteer::builtin().find("").is_empty());
}

#[test]
fn a_row_by_hand_takes_the_id_of_its_town() {
    let homs = first("Homs");
    assert_eq!((homs.kind, homs.geonames), (PlaceKind::Town, Some(169_577)));
    let kharkiv = Gazetteer::builtin().find("Kharkiv");
    let towns = kharkiv
        .iter()
        .filter(|entry| entry.kind == PlaceKind::Town && entry.country == "UKR");
    assert_eq!(towns.count(), 1);
}

#[test]
fn abbreviations_are_regions() {
    let kentucky = Gazetteer::builtin().abbreviated("Ky.").expect("an abbreviation");
    assert_eq!(kentucky.name, "Kentucky");
}

#[test]
fn a_broken_table_finds_nothing() {
    let bytes: &[u8] = include_bytes!("../../../../data/places/gazetteer.bin");
    assert!(Table::new(&bytes[..100]).is_none());
    assert!(Table::new(b"").is_none());
    let mut broken = bytes.to_vec();
    for byte in broken.iter_mut().skip(36).step_by(7) {
        *byte = byte.wrapping_mul(31).wrapping_add(7);
    }
    if let Some(table) = Table::new(&broken) {
        for key in ["paris", "london", "zz", "a"] {
            table.visit_named(key, |_, _| {});
            table.visit_others(key, |_| {});
        }
        let _ = (
            table.name_of(0),
            table.name_of(100_000),
            table.place(5),
            table.division(9),
        );
    }
}
