//! Inputs to single reports: opens what [`Inputs`] names and finds the reports in it.

use super::inputs::{Input, Inputs};
use super::shard::Shard;
use anyhow::{Result, bail};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use verbale_page::containers::{self, ContainerError, ContainerOptions, Failure, Item, Items, Opened, Place};

/// How far a run has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Inputs before this one.
    pub inputs: u64,
    /// Reports of this one that are done, those of other shards with them.
    pub items: u64,
    /// Its name.
    #[serde(with = "name")]
    pub name: Arc<str>,
}

/// A shared name as a string.
mod name {
    use serde::{Deserialize, Deserializer, Serializer};
    use std::sync::Arc;

    pub(super) fn serialize<S: Serializer>(name: &Arc<str>, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(name)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
        Ok(String::deserialize(deserializer)?.into())
    }
}

/// One report to be coded, or what was found in its place.
#[derive(Debug)]
pub struct Job {
    /// Where the run is after it.
    pub position: Position,
    /// The report.
    pub item: Result<Item, Failure>,
}

impl Job {
    /// Bytes that it holds in memory.
    pub fn size(&self) -> usize {
        self.item.as_ref().map_or(0, Item::size)
    }
}

/// The reports of all inputs, in order.
pub struct Jobs {
    inputs: Inputs,
    options: ContainerOptions,
    shard: Shard,
    /// Inputs that are done.
    done: u64,
    current: Option<Current>,
    read: Arc<AtomicU64>,
}

struct Current {
    name: Arc<str>,
    identity: String,
    items: Items,
    count: u64,
}

impl Jobs {
    /// `read` counts the bytes that have been read.
    pub fn new(
        arguments: Vec<PathBuf>,
        options: ContainerOptions,
        shard: Shard,
        read: Arc<AtomicU64>,
    ) -> Self {
        Self {
            inputs: Inputs::new(arguments),
            options,
            shard,
            done: 0,
            current: None,
            read,
        }
    }

    /// Goes on where an earlier run stopped: what it did is neither opened nor, in its last input, made ready.
    pub fn resume(&mut self, position: &Position) -> Result<()> {
        if *position == Position::default() {
            return Ok(());
        }
        while self.done < position.inputs && self.inputs.next().is_some() {
            self.done += 1;
        }
        match self.inputs.next() {
            Some(input) if *input.name() == *position.name => self.open(input),
            _ => bail!(
                "the inputs are not those of the interrupted run ({} was its last one); to begin anew, give `--restart`",
                position.name
            ),
        }
        let current = self.current.as_mut();
        if let Some(current) = current {
            while current.count < position.items && current.items.next().is_some() {
                current.count += 1;
            }
        }
        Ok(())
    }

    fn open(&mut self, input: Input) {
        let name: Arc<str> = input.name().into();
        let items = match input.fault {
            Some(fault) => Err(ContainerError::Io(io::Error::other(fault))),
            None => open(&input.path, self.options, &self.read),
        };
        let items = items.unwrap_or_else(|error| {
            let place = Place::default();
            Box::new(std::iter::once(Err(Failure { place, error })))
        });
        self.current = Some(Current {
            name,
            identity: input.identity,
            items,
            count: 0,
        });
    }
}

impl Iterator for Jobs {
    type Item = Job;

    fn next(&mut self) -> Option<Job> {
        loop {
            let Some(current) = &mut self.current else {
                let input = self.inputs.next()?;
                self.open(input);
                continue;
            };
            let Some(item) = current.items.next() else {
                self.current = None;
                self.done += 1;
                continue;
            };
            current.count += 1;
            if self.shard.holds(&current.identity, current.count - 1) {
                let position = Position {
                    inputs: self.done,
                    items: current.count,
                    name: current.name.clone(),
                };
                return Some(Job { position, item });
            }
        }
    }
}

fn open(path: &Path, options: ContainerOptions, read: &Arc<AtomicU64>) -> Result<Items, ContainerError> {
    let inner: Box<dyn Read + Send> = if path == Path::new("-") {
        Box::new(io::stdin())
    } else {
        Box::new(File::open(path).map_err(ContainerError::Io)?)
    };
    let read = read.clone();
    containers::open(Box::new(Counting { inner, read }), options).map(Opened::items)
}

struct Counting {
    inner: Box<dyn Read + Send>,
    read: Arc<AtomicU64>,
}

impl Read for Counting {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.read.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}
