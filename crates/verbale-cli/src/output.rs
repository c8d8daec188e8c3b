//! Standard output, standard error and exit codes.

use anyhow::Result;
use std::io::{self, Write};
use std::process::ExitCode;

/// How a run ended; the exit code is its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// All inputs were done.
    All = 0,
    /// Some inputs failed.
    Some = 1,
    /// Nothing was done.
    Nothing = 2,
}

impl Status {
    /// The status of a run over several inputs.
    pub fn of(done: usize, failed: usize) -> Self {
        match (done, failed) {
            (_, 0) => Self::All,
            (0, _) => Self::Nothing,
            _ => Self::Some,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        ExitCode::from(status as u8)
    }
}

/// Writes data to standard output.
pub fn print(text: &str) -> Result<Status> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(Status::All)
}

/// Writes a coloured page to standard output; the colour is left out where it is not wanted.
pub fn print_page(text: &str) -> Result<()> {
    let mut output = anstream::stdout().lock();
    output.write_all(text.as_bytes())?;
    output.flush()?;
    Ok(())
}

/// Tells what went wrong on standard error.
pub fn complain(message: &str) {
    // A closed standard error leaves nobody to tell.
    let _ = writeln!(io::stderr().lock(), "verbale: {message}");
}

/// Whether the reader of our output went away, as `head` does: no error for the user.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let causes = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes
        .into_iter()
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_tell_all_some_and_nothing() {
        assert_eq!(Status::of(3, 0), Status::All);
        assert_eq!(Status::of(2, 1), Status::Some);
        assert_eq!(Status::of(0, 1), Status::Nothing);
    }
}
