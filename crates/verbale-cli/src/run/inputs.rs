//! The inputs that the arguments name: files, standard input, and what is in folders, in a fixed order.

use std::collections::HashSet;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

/// Endings that are passed over in folders.
static NO_REPORTS: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    include_str!("../../../../data/intake/no-reports.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect()
});

/// One input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Where it is; `-` is standard input.
    pub path: PathBuf,
    /// Its name without the folder that was named in the arguments: the same wherever that folder is mounted.
    pub identity: String,
    /// Why it cannot be used.
    pub fault: Option<String>,
}

impl Input {
    /// How it is called in messages and records.
    pub fn name(&self) -> String {
        self.path.display().to_string()
    }
}

/// Inputs in the order of the arguments, those of a folder by name. Only the names of the folders that are being
/// walked are in memory.
pub struct Inputs {
    arguments: std::vec::IntoIter<PathBuf>,
    stack: Vec<Folder>,
    /// Bytes of the path that are not part of the identity.
    root: usize,
    /// Whether the folder that was named has given anything.
    found: bool,
}

struct Folder {
    path: PathBuf,
    /// Where it really is, to notice a link that leads back.
    real: PathBuf,
    names: std::vec::IntoIter<OsString>,
}

impl Inputs {
    pub fn new(arguments: Vec<PathBuf>) -> Self {
        Self {
            arguments: arguments.into_iter(),
            stack: Vec::new(),
            root: 0,
            found: false,
        }
    }

    fn input(&self, path: PathBuf, fault: Option<String>) -> Input {
        let name = path.display().to_string();
        let identity = name
            .get(self.root..)
            .unwrap_or(&name)
            .trim_start_matches(['/', '\\']);
        Input {
            identity: identity.to_owned(),
            path,
            fault,
        }
    }

    /// Steps into a folder, or says why not.
    fn enter(&mut self, path: &Path) -> Result<(), String> {
        let real = fs::canonicalize(path).map_err(|error| error.to_string())?;
        if self.stack.iter().any(|folder| folder.real == real) {
            return Err("the link leads back to a folder around it; remove it".to_owned());
        }
        let entries = fs::read_dir(path).and_then(Iterator::collect::<std::io::Result<Vec<_>>>);
        let entries = entries.map_err(|error| format!("the folder cannot be read: {error}"))?;
        let mut names: Vec<OsString> = entries.into_iter().map(|entry| entry.file_name()).collect();
        names.retain(|name| !is_passed_over(Path::new(name)));
        names.sort_unstable();
        self.stack.push(Folder {
            path: path.to_owned(),
            real,
            names: names.into_iter(),
        });
        Ok(())
    }
}

/// Hidden files, and those that stand beside pages.
fn is_passed_over(name: &Path) -> bool {
    let hidden = name.as_os_str().as_encoded_bytes().first() == Some(&b'.');
    let ending = name.extension().and_then(|ending| ending.to_str());
    hidden || ending.is_some_and(|ending| NO_REPORTS.contains(ending.to_ascii_lowercase().as_str()))
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            let path = if let Some(folder) = self.stack.last_mut() {
                if let Some(name) = folder.names.next() {
                    folder.path.join(name)
                } else {
                    let left = self.stack.pop();
                    if let (Some(folder), true, false) = (left, self.stack.is_empty(), self.found) {
                        let fault = "there is no report in the folder".to_owned();
                        return Some(self.input(folder.path, Some(fault)));
                    }
                    continue;
                }
            } else {
                let path = self.arguments.next()?;
                self.found = false;
                self.root = if path.is_dir() {
                    path.display().to_string().len()
                } else {
                    path.parent()
                        .map_or(0, |folder| folder.display().to_string().len())
                };
                path
            };
            if path == Path::new("-") {
                return Some(self.input(path, None));
            }
            match fs::metadata(&path) {
                Ok(metadata) if metadata.is_dir() => {
                    if let Err(fault) = self.enter(&path) {
                        return Some(self.input(path, Some(fault)));
                    }
                }
                Ok(metadata) if !metadata.is_file() && !self.stack.is_empty() => {
                    // A pipe or device in a folder would be waited for without end.
                }
                Ok(_) => {
                    self.found = true;
                    return Some(self.input(path, None));
                }
                Err(error) => {
                    self.found = true;
                    let fault = error.to_string();
                    return Some(self.input(path, Some(fault)));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        Inputs::new(vec![folder.to_owned()])
            .map(|input| {
                let mark = if input.fault.is_some() { "!" } else { "" };
                format!("{mark}{}", input.identity)
            })
            .collect()
    }

    #[test]
    fn folders_are_walked_by_name_without_what_stands_beside_pages() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        for name in [
            "b.html",
            "a/z.txt",
            "a/y.html",
            ".hidden",
            "c_files/style.css",
            "c.html",
        ] {
            let path = root.join(name);
            fs::create_dir_all(path.parent().expect("a parent")).expect("made");
            fs::write(path, "x").expect("written");
        }
        assert_eq!(names(root), ["a/y.html", "a/z.txt", "b.html", "c.html"]);
    }

    #[cfg(unix)]
    #[test]
    fn links_that_lead_back_are_told_and_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        fs::write(root.join("a.txt"), "x").expect("written");
        std::os::unix::fs::symlink(root, root.join("back")).expect("linked");
        std::os::unix::fs::symlink(root.join("self"), root.join("self")).expect("linked");
        fs::write(root.join("z.txt"), "x").expect("written");
        assert_eq!(names(root), ["a.txt", "!back", "!self", "z.txt"]);
    }
}
