//! What all tables take in memory together, in a process of its own.

use verbale_lexicon::Lexicon;
use verbale_lexicon::frames::Frames;
use verbale_lexicon::places::Gazetteer;

/// Megabytes that this process has in memory, where the system tells.
fn resident() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace()
        .next()?
        .parse::<usize>()
        .ok()
        .map(|kilobytes| kilobytes / 1024)
}

#[test]
fn lexicons_and_gazetteer_take_less_than_sixty_megabytes() {
    let Some(before) = resident() else {
        eprintln!("skipped: this system does not tell what a process takes");
        return;
    };
    let lexicon = Lexicon::builtin();
    assert!(!Frames::builtin().is_empty());
    // Names of many letters lie all over the compiled table.
    let gazetteer = Gazetteer::builtin();
    let found: usize = lexicon
        .countries()
        .flat_map(|(_, country)| country.capitals.iter().chain(&country.demonyms))
        .map(|name| gazetteer.find(name).len())
        .sum();
    assert!(found > 200, "only {found} places");
    let taken = resident().unwrap_or(usize::MAX).saturating_sub(before);
    println!("lexicons and gazetteer: {taken} MB");
    assert!(taken < 60, "{taken} MB");
}
