use super::*;

fn pieces(text: &str) -> String {
    let mut pieces = Vec::new();
    tokenise(text, 0..text.len(), &mut pieces);
    let mut shown = String::new();
    for (index, piece) in pieces.iter().enumerate() {
        if index > 0 {
            shown.push_str(if piece.contracted { "|" } else { " " });
        }
        shown.push_str(piece.of(text));
    }
    shown
}

#[test]
fn contractions_are_divided() {
    assert_eq!(
        pieces("They don't, can't and won’t."),
        "They do|n't , ca|n't and wo|n’t ."
    );
    assert_eq!(
        pieces("Mara's brother’s cannot shouldn't've"),
        "Mara|'s brother|’s can|not should|n't|'ve"
    );
    assert_eq!(
        pieces("IT'S O'Hara at 5 o'clock in Sana'a"),
        "IT|'S O'Hara at 5 o'clock in Sana'a"
    );
    assert_eq!(
        pieces("the ministers' talks in the ’90s"),
        "the ministers|' talks in the ’90s"
    );
    assert_eq!(pieces("the U.S.'s envoy"), "the U.S.|'s envoy");
    assert_eq!(pieces("the 'friends' left"), "the ' friends ' left");
    assert_eq!(pieces("He did n't say it 's over"), "He did n't say it 's over");
}

#[test]
fn hyphens_divide_compounds_but_not_prefixes() {
    assert_eq!(
        pieces("a two-state non-official Al-Noor"),
        "a two - state non-official Al - Noor"
    );
    assert_eq!(
        pieces("co-operate 555-0134 1969-1970"),
        "co-operate 555-0134 1969 - 1970"
    );
    assert_eq!(
        pieces("an F-16, a U.S.-led raid"),
        "an F - 16 , a U.S. - led raid"
    );
    assert_eq!(
        pieces("talks — held — ended -- now"),
        "talks — held — ended -- now"
    );
}

#[test]
fn full_stops_stay_with_abbreviations() {
    assert_eq!(
        pieces("Gen. J. R. Ash met Mr. Orr in the U.S."),
        "Gen. J. R. Ash met Mr. Orr in the U.S."
    );
    assert_eq!(
        pieces("Ash Inc. said no. It left."),
        "Ash Inc. said no . It left ."
    );
    assert_eq!(pieces("See No. 5 and p. 12."), "See No. 5 and p. 12 .");
    assert_eq!(pieces("at 5:30 p.m. on Jan. 3"), "at 5:30 p.m. on Jan. 3");
    assert_eq!(pieces("on Nov. 26 , 2006 ."), "on Nov. 26 , 2006 .");
    assert_eq!(pieces("It ended.Then he left"), "It ended . Then he left");
    assert_eq!(pieces("G.W.Orr"), "G.W. Orr");
}

#[test]
fn numbers_money_and_units() {
    assert_eq!(
        pieces("$3.5bn, 40% of 1,200 on 9/11"),
        "$ 3.5 bn , 40 % of 1,200 on 9/11"
    );
    assert_eq!(
        pieces("10km at 5pm, 15th, 1990s, US$5"),
        "10 km at 5 pm , 15th , 1990s , US$ 5"
    );
    assert_eq!(pieces("€20,000; 1,2"), "€ 20,000 ; 1 , 2");
}

#[test]
fn addresses_are_one_word() {
    assert_eq!(
        pieces("(see https://a.example/b?c=d)."),
        "( see https://a.example/b?c=d ) ."
    );
    assert_eq!(
        pieces("press@un.example, #peace @envoy"),
        "press@un.example , #peace @envoy"
    );
    assert_eq!(pieces("www.example.org."), "www.example.org .");
}

#[test]
fn marks_and_quotes() {
    assert_eq!(pieces("“No,” he said..."), "“ No , ” he said ...");
    assert_eq!(pieces("``Yes,'' she said?!"), "`` Yes , '' she said ?!");
    assert_eq!(pieces("and/or (two) [three]"), "and / or ( two ) [ three ]");
    assert_eq!(pieces(""), "");
    assert_eq!(pieces(" \u{a0}\n"), "");
}
