//! How long the actor tables take to load, and how many entries each has: `cargo run --release --example load_time`.
#![allow(clippy::print_stdout)] // its whole purpose

fn main() {
    let start = std::time::Instant::now();
    let lexicon = verbale_lexicon::Lexicon::builtin();
    println!("loaded in {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    println!("{:#?}", lexicon.counts());
}
