//! Files of many reports: every kind, plain and packed, whole and broken, in any portions.

use proptest::prelude::*;
use std::io::{self, Read, Write};
use verbale_page::containers::{
    ContainerError, ContainerOptions, Document, Failure, Fields, Kind, Place, open,
};

/// Gives its bytes in portions of such sizes, over and over.
struct Portions {
    bytes: Vec<u8>,
    at: usize,
    sizes: Vec<usize>,
    turn: usize,
}

impl Read for Portions {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let size = self.sizes[self.turn % self.sizes.len()].max(1);
        self.turn += 1;
        let count = size.min(out.len()).min(self.bytes.len() - self.at);
        out[..count].copy_from_slice(&self.bytes[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

type Step = Result<(Place, Document), Failure>;

fn read_all(bytes: &[u8], kind: Kind, sizes: &[usize]) -> Result<Vec<Step>, ContainerError> {
    let reader = Portions {
        bytes: bytes.to_vec(),
        at: 0,
        sizes: sizes.to_vec(),
        turn: 0,
    };
    let items = open(Box::new(reader), ContainerOptions { kind })?.items();
    let steps = items.map(|item| {
        let item = item?;
        let place = item.place;
        match item.read(&Fields::default()) {
            Ok(document) => Ok((place, document)),
            Err(error) => Err(Failure { place, error }),
        }
    });
    Ok(steps.collect())
}

fn steps(bytes: &[u8]) -> Vec<Step> {
    read_all(bytes, Kind::Auto, &[1 << 20]).expect("it can be opened")
}

/// What was read, in words: texts as they are, failures by kind and place.
fn told(steps: &[Step]) -> Vec<String> {
    let tell = |step: &Step| match step {
        Ok((_, document)) => String::from_utf8_lossy(&document.bytes).into_owned(),
        Err(failure) => format!("! {}{}", failure.place, failure.error.kind()),
    };
    steps.iter().map(tell).collect()
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("packed");
    encoder.finish().expect("packed")
}

fn record(kind: &str, address: &str, block: &str) -> Vec<u8> {
    let length = block.len();
    format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nContent-Length: {length}\r\n\r\n{block}\r\n\r\n"
    )
    .into_bytes()
}

fn answer(kind: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n{body}")
}

fn archive() -> Vec<Vec<u8>> {
    vec![
        record("warcinfo", "", "software: sample"),
        record("request", "https://news.example/1", "GET /1"),
        record(
            "response",
            "https://news.example/1",
            &answer("text/html", "<p>One met.</p>"),
        ),
        record(
            "response",
            "https://news.example/a.png",
            &answer("image/png", "no page"),
        ),
        record(
            "response",
            "<https://news.example/2>",
            &answer("text/html; charset=utf-8", "<p>Two met.</p>"),
        ),
    ]
}

const RSS: &str = "<?xml version=\"1.0\"?>\n<rss version=\"2.0\" xmlns:content=\"c\" xmlns:dc=\"d\"><channel>\
    <title>Sample News</title>\n<item><title>Talks &amp; truce</title><link>https://news.example/1</link>\
    <guid>n1</guid><pubDate>Mon, 10 Mar 2031 08:00:00 GMT</pubDate><dc:creator>Ann Author</dc:creator>\
    <description>Short.</description><content:encoded><![CDATA[<p>The ministers met.</p><p>They left &ndash; \
    silent.</p>]]></content:encoded></item>\n<item><title>Two</title><description>&lt;p&gt;Envoys came.&lt;/p&gt;\
    </description></item></channel></rss>";

const ATOM: &str = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>Sample</title><entry><id>tag:1</id>\
    <title type=\"html\">Talks</title><link rel=\"self\" href=\"https://news.example/self\"/>\
    <link href=\"https://news.example/1\"/><published>2031-03-10T08:00:00Z</published><author><name>Ann Author</name>\
    </author><content type=\"xhtml\"><div><p>The ministers met.</p><p>They left.</p></div></content></entry></feed>";

const PETR: &str = "<Sentences>\n<Sentence date=\"20310310\" id=\"AFP-1_2\" source=\"AFP\" sentence=\"True\">\n<Text>\n\
    Egypt and Sudan\nsigned a treaty.\n</Text>\n<Parse>(ROOT (S ))</Parse></Sentence>\n\
    <Sentence date=\"20310311\" id=\"AFP-2_1\" source=\"AFP\"><Text>Sudan &amp; Chad met.</Text></Sentence></Sentences>";

#[test]
fn warc_gives_pages_with_addresses_and_offsets() {
    let records = archive();
    let plain = steps(&records.concat());
    assert_eq!(told(&plain), ["<p>One met.</p>", "<p>Two met.</p>"]);
    let (place, document) = plain[1].as_ref().expect("a page");
    assert_eq!(place.offset, Some(records[..4].concat().len() as u64));
    assert_eq!(place.member, None);
    assert_eq!(document.address.as_deref(), Some("https://news.example/2"));
    let members: Vec<Vec<u8>> = records.iter().map(|record| gzip(record)).collect();
    let packed = steps(&members.concat());
    assert_eq!(told(&packed), told(&plain));
    let (place, _) = packed[1].as_ref().expect("a page");
    assert_eq!(place.member, Some(members[..4].concat().len() as u64));
}

#[test]
fn a_broken_warc_record_costs_only_itself() {
    let mut records = archive();
    records[1] = b"WARC/1.0\r\nWARC-Type: request\r\n\r\nno length\r\n\r\n".to_vec();
    let found = told(&steps(&records.concat()));
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(
        found[0].ends_with("broken WARC") && found[1] == "<p>One met.</p>" && found[2] == "<p>Two met.</p>"
    );
    let whole = archive().concat();
    let cut = told(&steps(&whole[..whole.len() - 20]));
    assert_eq!(cut[0], "<p>One met.</p>");
    assert!(cut[1].starts_with('!') && cut.len() == 2, "{cut:?}");
}

#[test]
fn feeds_give_entries() {
    let rss = steps(RSS.as_bytes());
    assert_eq!(
        told(&rss),
        ["The ministers met.\n\nThey left – silent.", "Envoys came."]
    );
    let (_, document) = rss[0].as_ref().expect("an entry");
    assert_eq!(document.known.title.as_deref(), Some("Talks & truce"));
    assert_eq!(document.known.document.as_deref(), Some("n1"));
    assert_eq!(document.known.byline.as_deref(), Some("Ann Author"));
    assert_eq!(
        document.known.published.map(|day| day.to_string()).as_deref(),
        Some("2031-03-10")
    );
    assert_eq!(document.address.as_deref(), Some("https://news.example/1"));
    let atom = steps(ATOM.as_bytes());
    assert_eq!(told(&atom), ["The ministers met.\n\nThey left."]);
    let (_, document) = atom[0].as_ref().expect("an entry");
    assert_eq!(document.address.as_deref(), Some("https://news.example/1"));
    assert_eq!(document.known.byline.as_deref(), Some("Ann Author"));
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Sample News\", \"items\": [{\"id\": \
        \"1\", \"url\": \"https://news.example/1\", \"content_html\": \"<p>The ministers met.</p>\", \
        \"date_published\": \"2031-03-10T08:00:00Z\", \"authors\": [{\"name\": \"Ann Author\"}]}]}";
    let json = steps(json.as_bytes());
    assert_eq!(told(&json), ["The ministers met."]);
    let (_, document) = json[0].as_ref().expect("an entry");
    assert_eq!(document.known.publisher.as_deref(), Some("Sample News"));
    assert_eq!(document.known.byline.as_deref(), Some("Ann Author"));
}

#[test]
fn a_broken_entry_costs_only_itself() {
    let broken = RSS.replace("<guid>n1</guid>", "<guid n1</guid><<>");
    let found = told(&steps(broken.as_bytes()));
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[1], "Envoys came.");
    let cut = told(&steps(&RSS.as_bytes()[..RSS.len() - 60]));
    assert!(
        cut[0].starts_with("The ministers") && cut[1].ends_with("broken XML"),
        "{cut:?}"
    );
}

#[test]
fn petr_sentences_carry_id_day_and_source() {
    let found = steps(PETR.as_bytes());
    assert_eq!(
        told(&found),
        ["Egypt and Sudan signed a treaty.", "Sudan & Chad met."]
    );
    let (_, document) = found[0].as_ref().expect("a sentence");
    assert_eq!(document.known.document.as_deref(), Some("AFP-1_2"));
    assert_eq!(document.known.publisher.as_deref(), Some("AFP"));
    assert_eq!(
        document.known.published.map(|day| day.to_string()).as_deref(),
        Some("2031-03-10")
    );
}

#[test]
fn json_comes_in_lines_arrays_and_indented() {
    let lines = "{\"text\": \"One.\"}\n\n{\"text\": \"Two }.\"}";
    let array = "[{\"text\": \"One.\"},\n {\"text\": \"Two }.\"}]";
    let indented = "{\n  \"text\": \"One.\"\n}\n{\n  \"text\": \"Two }.\", \"of\": {}\n}\n";
    for input in [lines, array, indented] {
        assert_eq!(told(&steps(input.as_bytes())), ["One.", "Two }."], "{input}");
    }
}

#[test]
fn a_hundred_megabytes_of_one_line_cost_only_themselves() {
    let reader = io::Cursor::new(b"{\"text\": \"One.\"}\n{\"text\": \"".to_vec())
        .chain(io::repeat(b'x').take(100 << 20))
        .chain(io::Cursor::new(b"\"}\n{\"text\": \"Three.\"}\n".to_vec()));
    let items = open(Box::new(reader), ContainerOptions::default())
        .expect("opened")
        .items();
    let kinds: Vec<&str> = items
        .map(|item| item.map_or_else(|failure| failure.error.kind(), |_| "report"))
        .collect();
    assert_eq!(kinds, ["report", "too large", "report"]);
}

#[test]
fn tags_that_never_end_do_not_take_for_ever() {
    let bytes = "<rss>".to_owned() + &"<item>".repeat(6 << 20);
    let found = told(&steps(bytes.as_bytes()));
    assert!(
        found.len() < 10 && found[0].ends_with("too large"),
        "{} steps",
        found.len()
    );
    let flat = "<rss><item>".to_owned() + &"<a>".repeat(100_000) + "</item></rss>";
    assert_eq!(told(&steps(flat.as_bytes())).len(), 1);
}

#[test]
fn bombs_are_stopped() {
    let bomb = gzip(&vec![b' '; 80 << 20]);
    let found = told(&steps(&[gzip(b"{\"text\": \"One.\"}\n"), bomb].concat()));
    assert_eq!(found[0], "One.");
    assert!(
        found
            .last()
            .is_some_and(|last| last.ends_with("bomb") || last.ends_with("too large")),
        "{found:?}"
    );
    let nested = gzip(&gzip(&vec![b' '; 80 << 20]));
    assert!(told(&steps(&nested))[0].len() < 1 << 20);
}

/// The same bytes in portions of different sizes: what is read of them, and why it ends.
fn in_portions(bytes: &[u8], kind: Kind) -> Vec<String> {
    let read = |size| told(&read_all(bytes, kind, &[size]).expect("it can be opened"));
    let whole = read(1 << 20);
    for size in [1, 7, 100] {
        assert_eq!(read(size), whole, "in portions of {size}");
    }
    whole
}

#[test]
fn damage_is_told_of_however_the_bytes_come() {
    // A block of a kind that deflate has not, after a stored block of eleven bytes or at once.
    let header = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];
    let stored = [&[0, 11, 0, 0xf4, 0xff][..], b"<Sentences>", &[7]].concat();
    for (data, kind) in [
        (&stored[..], Kind::Petr),
        (&[7], Kind::Petr),
        (&[7], Kind::Json),
        (&[7], Kind::Feed),
        (&[7], Kind::Warc),
    ] {
        let told = in_portions(&[&header[..], data].concat(), kind);
        assert!(
            told.len() == 1 && told[0].contains("damaged"),
            "{kind:?}: {told:?}"
        );
    }
    // What stands before the damage is read.
    let mut packed = gzip(b"{\"text\": \"The envoys met by the lake and signed nothing.\"}\n");
    packed.extend(header);
    packed.push(7);
    let told = in_portions(&packed, Kind::Json);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[1].contains("damaged"), "{told:?}");
}

#[test]
fn other_encodings_are_read() {
    let latin =
        b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><item><title>T</title><description>Orl\xe9ans met.\
        </description></item></rss>";
    assert_eq!(told(&steps(latin)), ["Orléans met."]);
    let broken = b"{\"text\": \"The envoy\x92s plan \x96 was rejected in Orl\xe9ans. It wasn\x92t new.\"}\n{\"text\": \"Two.\"}";
    let found = told(&steps(broken));
    assert!(found[0].contains("envoy’s") && found[1] == "Two.", "{found:?}");
}

const KINDS: [Kind; 7] = [
    Kind::Auto,
    Kind::Text,
    Kind::Html,
    Kind::Json,
    Kind::Feed,
    Kind::Warc,
    Kind::Petr,
];

fn samples() -> Vec<Vec<u8>> {
    let jsonl = b"{\"text\": \"One.\", \"id\": 1}\n{\"text\": 7}\nbroken\n{\"text\": \"Two.\"}\n".to_vec();
    let members: Vec<u8> = archive().iter().flat_map(|record| gzip(record)).collect();
    vec![
        zstd::bulk::compress(&jsonl, 1).expect("packed"),
        gzip(&jsonl),
        jsonl,
        archive().concat(),
        members,
        RSS.into(),
        ATOM.into(),
        PETR.into(),
        b"The ministers met.".to_vec(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn portions_do_not_matter(sizes in proptest::collection::vec(1_usize..200, 1..8), which in 0_usize..9) {
        let bytes = &samples()[which];
        let whole = read_all(bytes, Kind::Auto, &[1 << 20]).expect("opened");
        let portions = read_all(bytes, Kind::Auto, &sizes).expect("opened");
        prop_assert_eq!(told(&whole), told(&portions));
        let places = |steps: &[Step]| steps.iter().filter_map(|step| Some(step.as_ref().ok()?.0)).collect::<Vec<_>>();
        prop_assert_eq!(places(&whole), places(&portions));
    }

    #[test]
    fn any_bytes_are_read_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600), which in 0_usize..7) {
        let _ = read_all(&bytes, KINDS[which], &[64]);
    }

    #[test]
    fn damaged_samples_are_read_without_a_panic(
        which in 0_usize..9,
        kind in 0_usize..7,
        changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 0..6),
        cut in any::<proptest::sample::Index>(),
    ) {
        let mut bytes = samples()[which].clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        bytes.truncate(cut.index(bytes.len()) + 1);
        let _ = read_all(&bytes, KINDS[kind], &[100]);
    }
}
