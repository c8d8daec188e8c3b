//! Writes pages made to hurt a reader into a folder, one file each, to measure time and memory of a whole run on them:
//! `cargo run --release -p verbale-page --example hostile -- DIR`, then `/usr/bin/time -v verbale code FILE`.

#[path = "../tests/hostile/pages.rs"]
mod pages;

fn main() -> std::io::Result<()> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| "hostile".to_owned());
    std::fs::create_dir_all(&folder)?;
    for (name, bytes) in pages::pages() {
        std::fs::write(format!("{folder}/{}.html", name.replace(' ', "-")), bytes)?;
    }
    Ok(())
}
