use super::*;

fn code(text: &str) -> CameoCode {
    text.parse().unwrap()
}

/// The built-in tables with one of them edited.
fn complaint(
    edit: impl Fn(&mut OntologySources<'_>, &dyn Fn(&str) -> &'static str),
    from: &str,
    to: &str,
) -> String {
    let replace = |text: &str| -> &'static str {
        assert!(text.contains(from), "the table has no {from:?}");
        Box::leak(text.replacen(from, to, 1).into_boxed_str())
    };
    let mut sources = OntologySources::built_in();
    edit(&mut sources, &replace);
    Ontology::from_tables(sources)
        .map(|_| ())
        .unwrap_err()
        .to_string()
}

#[test]
fn cameo_is_whole() {
    let ontology = Ontology::get();
    let codes = ontology.cameo_codes();
    let of_length = |length: usize| {
        codes
            .iter()
            .filter(|entry| entry.code.as_str().len() == length)
            .count()
    };
    assert_eq!(
        (of_length(2), of_length(3), of_length(4), codes.len()),
        (20, 149, 149, 318)
    );
    for entry in codes {
        assert!(!entry.name.is_empty());
        assert_eq!(
            entry.parent.is_none(),
            entry.code.as_str().len() == 2,
            "{:?}",
            entry.code
        );
        if let Some(parent) = entry.parent {
            assert!(ontology.cameo(parent).is_some(), "{:?} has no parent", entry.code);
        }
        if entry.goldstein_inherited {
            assert_eq!(Some(entry.goldstein), ontology.intensity(entry.parent.unwrap()));
        }
    }
    assert_eq!(codes.iter().filter(|entry| entry.goldstein_inherited).count(), 7);
}

#[test]
fn goldstein_values_are_the_published_ones() {
    let ontology = Ontology::get();
    for (text, value) in [
        ("010", 0.0),
        ("0874", 10.0),
        ("1056", -5.0),
        ("0256", -0.3),
        ("190", -10.0),
        ("13", -6.0),
    ] {
        assert_eq!(ontology.intensity(code(text)), Some(value), "{text}");
    }
    assert_eq!(ontology.intensity(code("999")), None);
}

#[test]
fn the_mapping_is_total_both_ways() {
    let ontology = Ontology::get();
    let dropped: Vec<_> = ontology
        .cameo_codes()
        .iter()
        .filter(|entry| entry.plover.is_none())
        .map(|entry| entry.code.as_str())
        .collect();
    assert_eq!(dropped, ["01", "010", "011", "012", "013", "014", "017"]);
    for event_type in EventType::ALL.iter().copied() {
        assert!(ontology.cameo_codes().iter().any(|entry| {
            entry
                .plover
                .as_ref()
                .is_some_and(|coding| coding.event_type == event_type && coding.mode.is_none())
        }));
        for mode in std::iter::once(None).chain(event_type.modes().iter().copied().map(Some)) {
            let there = ontology.cameo_for(event_type, mode);
            let back = ontology.plover_for(there).unwrap();
            // CAMEO knows resignation only as acceding to demands for it.
            if (event_type, mode) != (EventType::Retreat, Some(Mode::Resign)) {
                assert_eq!(
                    back.event_type, event_type,
                    "{event_type} {mode:?} becomes {there}"
                );
            }
        }
    }
}

#[test]
fn contexts_and_appeals_narrow_the_code() {
    let ontology = Ontology::get();
    let narrowed = |event_type, mode, contexts: &[Context]| {
        ontology
            .cameo_in_context(event_type, mode, contexts)
            .as_str()
            .to_owned()
    };
    assert_eq!(
        narrowed(EventType::Aid, None, &[Context::Health, Context::Military]),
        "072"
    );
    assert_eq!(narrowed(EventType::Aid, None, &[Context::Gender]), "070");
    assert_eq!(
        narrowed(EventType::Request, Some(Mode::Yield), &[Context::Military]),
        "1056"
    );
    assert_eq!(
        narrowed(EventType::Aid, Some(Mode::Visit), &[]),
        "070",
        "a mode of another type counts as none"
    );
    assert_eq!(ontology.appeal_for(code("1056")), Some(code("0256")));
    assert_eq!(ontology.appeal_for(code("10")), Some(code("02")));
    assert_eq!(ontology.appeal_for(code("112")), None);
}

#[test]
fn every_demand_has_its_appeal() {
    let ontology = Ontology::get();
    for entry in ontology
        .cameo_codes()
        .iter()
        .filter(|entry| entry.code.root() == code("10"))
    {
        let appeal = ontology.appeal_for(entry.code).unwrap();
        assert_eq!(
            ontology.plover_for(appeal),
            entry.plover.as_ref(),
            "{}",
            entry.code
        );
    }
}

#[test]
fn sectors_are_found() {
    let ontology = Ontology::get();
    let sector = |text: &str| ontology.sector(text.parse().unwrap());
    assert!(!sector("GOV").unwrap().international);
    assert!(sector("IGO").unwrap().international);
    assert!(sector("SEP").unwrap().cameo_only);
    assert!(sector("XXX").is_none());
    assert!("gov".parse::<Sector>().is_err() && "ÄB".parse::<Sector>().is_err());
}

#[test]
fn a_malformed_table_names_file_and_line() {
    let line_of =
        |text: &str, start: &str| text.lines().position(|line| line.starts_with(start)).unwrap() + 1;
    let built_in = OntologySources::built_in();

    let line = line_of(built_in.cameo.text, "057\t");
    let told = complaint(
        |tables, edit| tables.cameo.text = edit(tables.cameo.text),
        "057\t",
        "57\t",
    );
    assert_eq!(
        told,
        format!("data/ontology/cameo.tsv:{line}: the parent of 57 is the code one digit shorter")
    );
    let told = complaint(
        |tables, edit| tables.cameo.text = edit(tables.cameo.text),
        "agreement\t8.0",
        "agreement\t80",
    );
    assert_eq!(
        told,
        format!("data/ontology/cameo.tsv:{line}: Goldstein values lie between -10 and 10, not at 80")
    );

    let line = line_of(built_in.cameo_plover.text, "0871\t");
    let told = complaint(
        |tables, edit| tables.cameo_plover.text = edit(tables.cameo_plover.text),
        "0871\tRETREAT\tceasefire",
        "0871\tRETREAT\tvisit",
    );
    assert_eq!(
        told,
        format!("data/ontology/cameo-plover.tsv:{line}: RETREAT has no mode “visit”")
    );
    let told = complaint(
        |tables, edit| tables.cameo_plover.text = edit(tables.cameo_plover.text),
        "\n0871\t",
        "\n#0871\t",
    );
    assert!(told.ends_with(": no row for CAMEO code 0871"), "{told}");

    let told = complaint(
        |tables, edit| tables.plover_cameo.text = edit(tables.plover_cameo.text),
        "\nCONSULT\tphone\t-\t041",
        "\nCONSULT\tphone\t-\t0999",
    );
    let line = line_of(built_in.plover_cameo.text, "CONSULT\tphone\t");
    assert_eq!(
        told,
        format!("data/ontology/plover-cameo.tsv:{line}: CAMEO has no code 0999")
    );
}

#[test]
fn serde_names_round_trip() {
    for event_type in EventType::ALL {
        let json = serde_json::to_string(event_type).unwrap();
        assert_eq!(json, format!("\"{event_type}\""));
        assert_eq!(serde_json::from_str::<EventType>(&json).unwrap(), *event_type);
        assert_eq!(event_type.as_str().parse::<EventType>().as_ref(), Ok(event_type));
        let quad = serde_json::to_string(&event_type.quad()).unwrap();
        assert_eq!(quad, event_type.quad().number().to_string());
        assert_eq!(
            serde_json::from_str::<super::super::Quad>(&quad).unwrap(),
            event_type.quad()
        );
    }
    for mode in Mode::ALL {
        assert_eq!(
            serde_json::from_str::<Mode>(&format!("\"{mode}\"")).unwrap(),
            *mode
        );
    }
    for context in Context::ALL {
        assert_eq!(
            serde_json::from_str::<Context>(&format!("\"{context}\"")).unwrap(),
            *context
        );
    }
    assert!(serde_json::from_str::<super::super::Quad>("5").is_err());
}

#[test]
fn sixteen_types_in_four_quads() {
    let in_quad = |number: u8| {
        EventType::ALL
            .iter()
            .filter(|kind| kind.quad().number() == number)
            .count()
    };
    assert_eq!([1, 2, 3, 4].map(in_quad), [4, 3, 4, 5]);
    assert_eq!(EventType::Sanction.quad().number(), 4);
}

#[test]
fn loading_is_quick() {
    let start = std::time::Instant::now();
    for _ in 0..20 {
        Ontology::from_tables(OntologySources::built_in()).unwrap();
    }
    // Measured well below a millisecond optimized; the limit allows for unoptimized builds on busy machines.
    let each = start.elapsed() / 20;
    println!("{each:?} for each load");
    assert!(each.as_millis() < 50, "{each:?}");
}
