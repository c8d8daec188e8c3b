//! Finds out whether there is a model to embed, so that the crate also builds without one.

fn main() {
    println!("cargo::rustc-check-cfg=cfg(verbale_english)");
    println!("cargo::rerun-if-changed=../../models/en-1.bin");
    let wanted = std::env::var_os("CARGO_FEATURE_ENGLISH").is_some();
    if wanted && std::path::Path::new("../../models/en-1.bin").exists() {
        println!("cargo::rustc-cfg=verbale_english");
    }
}
