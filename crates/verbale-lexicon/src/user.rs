//! A user's own tables beside the built-in ones.

use crate::error::{LexiconError, TableError};
use crate::frames::{FrameError, Frames};
use crate::lexicon::Lexicon;
use crate::places::Gazetteer;
use std::path::{Path, PathBuf};

/// The built-in tables with a user's. Frames and places are there only where the user has some.
///
/// A directory is laid out as `data` is: `actors`, `places` and `frames`, with tables of the same names and columns.
/// Tables of actors and PETRARCH's dictionaries may lie in the directory itself.
#[derive(Debug)]
pub struct UserTables {
    /// Actors and roles.
    pub lexicon: Lexicon,
    /// Places.
    pub gazetteer: Option<Gazetteer>,
    /// Words that name acts.
    pub frames: Option<Frames>,
    /// The lines of dictionaries that could not be read and are left out.
    pub faults: Vec<TableError>,
}

/// Tables of places that a user can add to.
const PLACES: [&str; 2] = ["regions.tsv", "features.tsv"];

impl UserTables {
    /// Reads a directory. Every fault of a table is an error, with its file and line.
    ///
    /// The tables of places and frames are kept for the life of the process, as the built-in ones are.
    pub fn read(directory: &Path) -> Result<Self, LexiconError> {
        let places = tables(&directory.join("places"), &PLACES)?;
        let names = Frames::table_names();
        let frame_files = tables(&directory.join("frames"), &names)?;
        let others = !places.is_empty() || !frame_files.is_empty();
        let (lexicon, faults) = match Lexicon::with_user_dir(directory) {
            Err(LexiconError::NoTables { .. }) if others => (Lexicon::from_builtin(), Vec::new()),
            read => read?,
        };
        let gazetteer = (!places.is_empty())
            .then(|| Gazetteer::with_tables(&places))
            .transpose()?;
        let mut frames = None;
        for (file, text) in &frame_files {
            let frames = frames.get_or_insert_with(|| Frames::builtin().clone());
            frames
                .add(file, text)
                .map_err(|error| LexiconError::Tables(vec![fault(error)]))?;
        }
        Ok(Self {
            lexicon,
            gazetteer,
            frames,
            faults,
        })
    }
}

fn fault(error: FrameError) -> TableError {
    TableError {
        file: error.file.to_owned(),
        line: u32::try_from(error.line).unwrap_or(u32::MAX),
        column: "frame".to_owned(),
        problem: error.message,
        advice: "see the rows of data/frames".to_owned(),
    }
}

/// The tables of a folder with one of the names, by path, in order; none where there is no folder.
fn tables(folder: &Path, names: &[&str]) -> Result<Vec<(&'static str, &'static str)>, LexiconError> {
    let mut found = Vec::new();
    for name in names {
        let path: PathBuf = folder.join(name);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                found.push((kept(path.display().to_string()), kept(text)));
            }
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
                ) => {}
            Err(source) => return Err(LexiconError::Read { path, source }),
        }
    }
    Ok(found)
}

fn kept(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("inside")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        folder
    }

    #[test]
    fn places_and_frames_join_the_built_in_ones() {
        let own = folder(&[
            (
                "places/features.tsv",
                "kind\tname\taliases\tcountry\tlat\tlon\tgeonames\nbase\tCamp Orlan\tOrlan base\tISL\t64.5\t-18.2\t\n",
            ),
            (
                "frames/assault.tsv",
                "verb\tstonk\tbeat\tsubj > obj\t-\t190\tThe gunners stonked the ridge.\n",
            ),
        ]);
        let tables = UserTables::read(own.path()).expect("no faults");
        let gazetteer = tables.gazetteer.expect("places");
        assert_eq!(gazetteer.find("Orlan base")[0].country, "ISL");
        assert_eq!(gazetteer.find("Hodeidah")[0].country, "YEM");
        let frames = tables.frames.expect("frames");
        assert_eq!(frames.of_lemma("stonk").count(), 1);
        assert_eq!(frames.len(), Frames::builtin().len() + 1);
    }

    #[test]
    fn faults_name_file_and_line() {
        let own = folder(&[(
            "places/features.tsv",
            "kind\tname\taliases\tcountry\tlat\tlon\tgeonames\nbase\tX\t\tISL\tnorth\t1\t\n",
        )]);
        let error = UserTables::read(own.path()).expect_err("a fault").to_string();
        assert!(error.contains("features.tsv:2: column `lat`"), "{error}");
        let own = folder(&[("frames/assault.tsv", "# note\nadverb\tx\t-\tsubj > obj\t-\n")]);
        let error = UserTables::read(own.path()).expect_err("a fault").to_string();
        assert!(error.contains("assault.tsv:2:"), "{error}");
        let own = folder(&[("notes.txt", "nothing")]);
        assert!(UserTables::read(own.path()).is_err());
    }
}
