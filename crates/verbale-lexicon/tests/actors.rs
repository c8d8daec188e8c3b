//! The actor tables as a user of the crate sees them.

use verbale_lexicon::{CountryStatus, Date, EntryId, Holder, Lexicon, MatchKind, Rank, Severity};

fn tokens(name: &str) -> Vec<String> {
    // As a tokeniser splits them: commas and brackets are tokens of their own.
    let spaced = name.replace(',', " ,").replace('(', "( ").replace(')', " )");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// Names that two countries share; the more likely one is first in the table.
const SHARED: [&str; 8] = [
    "Congo",
    "Congolese",
    "Dominican",
    "Dominicans",
    "Kingston",
    "Aden",
    "Ulster",
    "Micronesia",
];

#[test]
fn every_name_of_every_country_resolves_to_it() {
    let lexicon = Lexicon::builtin();
    let mut wrong = Vec::new();
    let mut names = 0;
    for (id, country) in lexicon.countries() {
        let lists = [
            &country.official,
            &country.others,
            &country.demonyms,
            &country.adjectives,
            &country.capitals,
        ];
        for name in std::iter::once(&country.name).chain(lists.into_iter().flatten()) {
            names += 1;
            let tokens = tokens(name);
            let mut tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
            if tokens.len() > 1 && tokens[0].eq_ignore_ascii_case("the") {
                tokens.remove(0);
            }
            if tokens.last() == Some(&"the") {
                tokens.pop();
            }
            let candidates = lexicon.candidates_at(&tokens, 0);
            let whole = candidates.iter().filter(|found| found.len == tokens.len());
            let own = whole.clone().any(|found| found.entry == EntryId::Country(id));
            let first = candidates
                .first()
                .is_some_and(|found| found.entry == EntryId::Country(id));
            if !own || !first && !SHARED.contains(&&**name) {
                let found = candidates.first().map(|found| lexicon.label(found.entry));
                wrong.push(format!("{name} ({}): {found:?}", country.alpha3));
            }
        }
    }
    assert!(names > 2000, "only {names} names");
    assert!(
        wrong.is_empty(),
        "{} of {names}:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// All codes of ISO 3166-1 alpha-3.
const ISO_3166_1: &str = "\
    ABW AFG AGO AIA ALA ALB AND ARE ARG ARM ASM ATA ATF ATG AUS AUT AZE BDI BEL BEN BES BFA BGD BGR \
    BHR BHS BIH BLM BLR BLZ BMU BOL BRA BRB BRN BTN BVT BWA CAF CAN CCK CHE CHL CHN CIV CMR COD COG \
    COK COL COM CPV CRI CUB CUW CXR CYM CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESH ESP EST ETH \
    FIN FJI FLK FRA FRO FSM GAB GBR GEO GGY GHA GIB GIN GLP GMB GNB GNQ GRC GRD GRL GTM GUF GUM GUY \
    HKG HMD HND HRV HTI HUN IDN IMN IND IOT IRL IRN IRQ ISL ISR ITA JAM JEY JOR JPN KAZ KEN KGZ KHM \
    KIR KNA KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAC MAF MAR MCO MDA MDG MDV MEX MHL \
    MKD MLI MLT MMR MNE MNG MNP MOZ MRT MSR MTQ MUS MWI MYS MYT NAM NCL NER NFK NGA NIC NIU NLD NOR \
    NPL NRU NZL OMN PAK PAN PCN PER PHL PLW PNG POL PRI PRK PRT PRY PSE PYF QAT REU ROU RUS RWA SAU \
    SDN SEN SGP SGS SHN SJM SLB SLE SLV SMR SOM SPM SRB SSD STP SUR SVK SVN SWE SWZ SXM SYC SYR TCA \
    TCD TGO THA TJK TKL TKM TLS TON TTO TUN TUR TUV TWN TZA UGA UKR UMI URY USA UZB VAT VCT VEN VGB \
    VIR VNM VUT WLF WSM YEM ZAF ZMB ZWE";

#[test]
fn every_country_of_iso_3166_is_there_with_its_names() {
    let lexicon = Lexicon::builtin();
    let mut bare = Vec::new();
    assert_eq!(ISO_3166_1.split(' ').count(), 249);
    for code in ISO_3166_1.split(' ') {
        let id = lexicon
            .country_of_code(code)
            .unwrap_or_else(|| panic!("{code} is missing"));
        let country = lexicon.country(id);
        assert!(country.alpha2.len() == 2, "{code} has no alpha-2 code");
        if country.status == CountryStatus::State
            && (country.demonyms.is_empty() || country.adjectives.is_empty() || country.capitals.is_empty())
        {
            bare.push(code);
        }
    }
    // Nobody is a Vatican.
    assert_eq!(
        bare,
        ["VAT"],
        "states without a demonym, an adjective or a capital"
    );
}

#[test]
fn the_tables_have_no_errors() {
    let errors: Vec<String> = Lexicon::builtin()
        .check()
        .into_iter()
        .filter(|finding| finding.severity == Severity::Error)
        .map(|finding| finding.to_string())
        .collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
}

fn first(words: &str) -> Option<(String, usize, MatchKind)> {
    let tokens: Vec<&str> = words.split(' ').collect();
    let lexicon = Lexicon::builtin();
    lexicon
        .match_at(&tokens, 0)
        .map(|found| (lexicon.label(found.entry), found.len, found.kind))
}

#[test]
fn capitals_tell_names_from_words() {
    assert_eq!(first("US officials").map(|found| found.1), Some(1));
    assert_eq!(
        first("U.S. officials").map(|found| found.2),
        Some(MatchKind::CountryName)
    );
    assert_eq!(first("us officials"), None);
    assert_eq!(first("turkey meat"), None);
    assert_eq!(first("TURKEY").map(|found| found.2), Some(MatchKind::CountryName));
    assert_eq!(first("the Syrians"), None);
    assert_eq!(first("Syria's army").map(|found| found.1), Some(1));
}

#[test]
fn tokens_read_once_give_the_same_names() {
    let text = "The UN secretary-general and Russian Foreign Minister Sergej Lavrov told Al-Jazeera that the U.S. Congress \
                , Côte d'Ivoire , the al - Nusra Front and us in New York met the President of Iran 's envoy in Geneva/Beirut \
                before President Volodymyr Zelenskiy of Ukraine left for the Gulf , saint Petersburg or the the Hague .";
    let tokens: Vec<&str> = text.split_whitespace().collect();
    let lexicon = Lexicon::builtin();
    let reading = lexicon.read(tokens.clone());
    let mut names = 0;
    for end in [tokens.len(), tokens.len() / 2] {
        for start in 0..end {
            let found = lexicon.match_at(&tokens[..end], start);
            if found.is_none_or(|found| !matches!(found.entry, EntryId::Role(_))) {
                assert_eq!(reading.name_at(start, end), found, "{}", tokens[start]);
                names += usize::from(found.is_some());
            }
        }
    }
    assert!(names > 12, "{names}");
}

#[test]
fn longer_names_win() {
    assert_eq!(
        first("Republic of the Congo").unwrap().0,
        "Republic of the Congo (COG)"
    );
    assert_eq!(first("Papua New Guinea").unwrap().1, 3);
    assert_eq!(first("South Sudan").unwrap().0, "South Sudan (SSD)");
    assert_eq!(first("Guinea - Bissau").unwrap().1, 3);
    assert_eq!(first("Guinea-Bissau").unwrap().1, 1);
}

#[test]
fn dates_decide_who_holds_an_office() {
    let lexicon = Lexicon::builtin();
    let usa = lexicon.holder_named("USA").unwrap();
    let names = |date: &str| -> Vec<String> {
        let date = Date::parse(date).unwrap();
        lexicon
            .holders(usa, "president", date)
            .into_iter()
            .map(|id| lexicon.person(id).name.to_string())
            .collect()
    };
    assert_eq!(names("2014-05-01"), ["Barack Obama"]);
    assert_eq!(names("2019"), ["Donald Trump"]);
    let lavrov = lexicon.persons_named("Sergey Lavrov");
    assert_eq!(lavrov.len(), 1);
    let offices = lexicon.offices_of(lavrov[0], Date::parse("2022-03-10").unwrap());
    assert!(
        offices
            .iter()
            .any(|term| &*term.office == "foreign-minister" && term.rank == Rank::Minister)
    );
}

#[test]
fn surnames_are_ranked_by_date() {
    let lexicon = Lexicon::builtin();
    let date = Date::parse("2022-03-10");
    let ranked = lexicon.persons_by_surname("Zelenskiy", date.ok());
    assert!(
        ranked
            .first()
            .is_some_and(|(id, score)| { lexicon.person(*id).name.starts_with("Volodymyr") && *score > 0.9 })
    );
}

#[test]
fn roles_compose_with_countries() {
    let lexicon = Lexicon::builtin();
    let role = lexicon.role_of(&["foreign", "minister"]).unwrap();
    let russia = lexicon.holder_named("Russia");
    assert!(matches!(russia, Some(Holder::Country(_))));
    let compose = |words: &[&str]| lexicon.compose(russia, Some(lexicon.qualified(role, words)));
    let described = compose(&["foreign", "minister"]);
    assert_eq!(
        (described.code.to_string().as_str(), described.rank),
        ("RUSGOV", Rank::Minister)
    );
    let deputy = compose(&["deputy", "foreign", "minister"]);
    assert_eq!((deputy.rank, deputy.office), (Rank::DeputyMinister, ""));
    let former = compose(&["former", "foreign", "minister"]);
    assert_eq!(
        (former.code.to_string().as_str(), former.rank),
        ("RUSELI", Rank::Unspecified)
    );
}

#[test]
fn user_tables_come_first_and_their_faults_are_listed() {
    let directory = std::env::temp_dir().join(format!("verbale-lexicon-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    let header = "name\taliases\tkind\tcountry\tsectors\tcode\tfrom\tto\n";
    let table = directory.join("armed-groups.tsv");
    std::fs::write(
        &table,
        format!("{header}River Column\tRC-9\tarmed-group\tSDN\tREB\t\t2021\t\n"),
    )
    .unwrap();
    let (lexicon, _) = Lexicon::with_user_dir(&directory).unwrap();
    assert!(matches!(
        lexicon.holder_named("River Column"),
        Some(Holder::Organisation(_))
    ));
    assert!(lexicon.holder_named("Russia").is_some());

    std::fs::write(
        &table,
        format!("{header}A\t\tband\tSDN\tREB\t\t\t\nB\t\tarmed-group\tSDN\tSEP\t\t2021\t\n"),
    )
    .unwrap();
    let said = Lexicon::with_user_dir(&directory).unwrap_err().to_string();
    assert!(
        said.contains("armed-groups.tsv:2: column `kind`") && said.contains("armed-groups.tsv:3"),
        "{said}"
    );
    std::fs::remove_dir_all(&directory).unwrap();
    assert!(Lexicon::with_user_dir(&directory).is_err());
}

#[test]
fn the_readme_counts_what_the_tables_have() {
    let readme = include_str!("../../../data/actors/README.md");
    let counts = Lexicon::builtin().counts();
    for (table, count) in [
        ("countries.tsv", counts.countries),
        ("seats.tsv", counts.seats),
        ("regions.tsv", counts.regions),
        ("organisations.tsv", counts.organisations),
        ("armed-groups.tsv", counts.armed_groups),
        ("peoples.tsv", counts.peoples),
        ("officeholders.tsv", counts.persons),
        ("officeholders.tsv", counts.terms),
        ("roles.tsv", counts.roles),
    ] {
        let told = readme
            .lines()
            .any(|line| line.contains(table) && line.ends_with(&format!("| {count} |")));
        assert!(told, "data/actors/README.md: {table} has {count} entries now");
    }
}
