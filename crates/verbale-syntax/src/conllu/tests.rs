use super::*;

const SAMPLE: &str = "# newdoc id = a\n# sent_id = a-1\n# text = They don't know Orr.\n\
    1\tThey\tthey\tPRON\tPRP\tNumber=Plur\t4\tnsubj\t_\t_\n\
    2-3\tdon't\t_\t_\t_\t_\t_\t_\t_\t_\n\
    2\tdo\tdo\tAUX\t_\t_\t4\taux\t_\t_\n\
    3\tn't\tnot\tPART\t_\t_\t4\tadvmod\t_\t_\n\
    4\tknow\tknow\tVERB\t_\t_\t0\troot\t_\t_\n\
    4.1\tknow\tknow\tVERB\t_\t_\t_\t_\t_\t_\n\
    5\tOrr\tOrr\tPROPN\t_\t_\t4\tobj\t_\tEntity=B-PER|SpaceAfter=No\n\
    6\t.\t.\tPUNCT\t_\t_\t4\tpunct\t_\t_\n\n";

fn written(document: &Document) -> String {
    let mut out = Vec::new();
    let options = WriteOptions {
        document_id: document.id.as_deref(),
        sentence_ids: &document.sentence_ids,
        names: true,
        ..WriteOptions::default()
    };
    write(&mut out, &document.analysis, options).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_sentence_is_read() {
    let documents = read(SAMPLE).unwrap();
    let analysis = &documents[0].analysis;
    assert_eq!(analysis.text(), "They don't know Orr.");
    assert_eq!(analysis.form(TokenId(2)), "n't");
    assert!(analysis.token(TokenId(2)).contracted);
    assert_eq!(analysis.sentences()[0].root, TokenId(3));
    assert_eq!(
        analysis.names(),
        [Name {
            first: TokenId(4),
            end: TokenId(5),
            kind: NameKind::Person
        }]
    );
}

#[test]
fn what_is_written_is_read_again() {
    let once = written(&read(SAMPLE).unwrap()[0]);
    assert!(once.contains("2-3\tdon't\t"), "{once}");
    assert!(once.contains("# sent_id = a-1"), "{once}");
    assert_eq!(once, written(&read(&once).unwrap()[0]));
}

#[test]
fn cycles_and_second_roots_are_repaired() {
    let text =
        "1\ta\t_\t_\t_\t_\t2\tdet\t_\t_\n2\tb\t_\t_\t_\t_\t1\tobj\t_\t_\n3\tc\t_\t_\t_\t_\t_\t_\t_\t_\n";
    let documents = read(text).unwrap();
    let analysis = &documents[0].analysis;
    assert_eq!(analysis.sentences()[0].root, TokenId(2));
    assert!(
        analysis
            .token_ids()
            .all(|token| analysis.ancestors(token).count() < 3)
    );
}

#[test]
fn errors_name_the_line() {
    let message = |text: &str| read(text).unwrap_err().to_string();
    assert_eq!(message("# x\n1\tword\n"), "line 2: 2 columns instead of 10");
    assert!(message("2\ta\t_\t_\t_\t_\t0\troot\t_\t_\n").starts_with("line 1: token id “2”"));
    assert!(message("1\ta\t_\t_\t_\t_\t7\tobj\t_\t_\n").starts_with("line 1: head “7”"));
    assert!(message("1\ta\t_\t_\t_\t_\tx\tobj\t_\t_\n").starts_with("line 1: head “x”"));
}
