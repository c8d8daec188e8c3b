//! gzip and zstd, member by member, with a cap on what they may grow to.

use super::error::ContainerError;
use super::gzip::Member;
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// Text packs to a third or a tenth, the dullest page to a hundredth.
const LARGEST_RATIO: u64 = 250;
/// Output that is never looked at for its ratio: less than this harms nobody.
const HARMLESS: u64 = 64 << 20;
/// Bytes unpacked at once.
const BUFFER: usize = 64 << 10;

type Raw = Counted<BufReader<Chain<Cursor<Vec<u8>>, Box<dyn Read + Send>>>>;

/// A reader that knows how many of its bytes were taken.
pub(super) struct Counted<R> {
    inner: R,
    taken: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.taken += count as u64;
        Ok(count)
    }
}

impl<R: BufRead> BufRead for Counted<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, count: usize) {
        self.taken += count as u64;
        self.inner.consume(count);
    }
}

/// How an input is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    fn of(head: &[u8]) -> Self {
        match head {
            [0x1f, 0x8b, ..] => Self::Gzip,
            // Skippable frames may stand before the data.
            [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..] => Self::Zstd,
            _ => Self::None,
        }
    }

    fn name(self) -> &'static str {
        if self == Self::Gzip { "gzip" } else { "zstd" }
    }
}

enum State {
    /// Between two members, or nothing is packed.
    Between(Raw),
    Gzip(Box<Member<Raw>>),
    Zstd(Box<zstd::stream::read::Decoder<'static, Raw>>),
    /// Nothing more comes.
    Over,
}

/// An input as it is after unpacking. A read ends at the end of a member at the latest.
pub(super) struct Unpacked {
    state: State,
    packing: Packing,
    buffer: Vec<u8>,
    at: usize,
    /// Bytes given out before the buffer's first.
    before: u64,
    /// Where in the packed file the member of the buffer begins, and where it does in the unpacked data.
    member: (u64, u64),
    /// What stopped the reading, told after all that came before it.
    error: Option<ContainerError>,
}

impl Unpacked {
    pub(super) fn new(mut reader: Box<dyn Read + Send>) -> io::Result<Self> {
        let mut head = Vec::new();
        reader.by_ref().take(4).read_to_end(&mut head)?;
        let packing = Packing::of(&head);
        let inner = BufReader::with_capacity(BUFFER, Cursor::new(head).chain(reader));
        Ok(Self {
            state: State::Between(Counted { inner, taken: 0 }),
            packing,
            buffer: Vec::new(),
            at: 0,
            before: 0,
            member: (0, 0),
            error: None,
        })
    }

    /// Byte that is read next, counted after unpacking.
    pub(super) fn offset(&self) -> u64 {
        self.before + self.at as u64
    }

    /// Where the member begins in the packed file, if it begins with the byte that is read next.
    pub(super) fn member(&mut self) -> Option<u64> {
        if self.packing == Packing::None {
            return None;
        }
        self.peek();
        (self.member.1 == self.offset()).then_some(self.member.0)
    }

    /// What is read next, as far as it is there; nothing at the end. What stops the reading is kept for the one who reads.
    pub(super) fn peek(&mut self) -> &[u8] {
        if self.at == self.buffer.len() && self.error.is_none() {
            self.error = self.refill().err();
        }
        &self.buffer[self.at..]
    }

    /// Unpacks some more into the empty buffer; leaves it empty at the end.
    fn refill(&mut self) -> Result<(), ContainerError> {
        self.before += self.buffer.len() as u64;
        self.buffer.clear();
        self.at = 0;
        loop {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(()),
                State::Between(mut raw) if self.packing == Packing::None => {
                    // Enough at the beginning to tell what the input is; after that what there is.
                    let least = if self.before == 0 { BUFFER } else { 1 };
                    let read = fill(&mut raw, &mut self.buffer, least);
                    self.state = State::Between(raw);
                    return read.map_err(ContainerError::Io);
                }
                State::Between(raw) => {
                    if !self.start(raw)? {
                        return Ok(());
                    }
                }
                State::Gzip(mut decoder) => {
                    let read = fill(&mut decoder, &mut self.buffer, BUFFER);
                    self.check(decoder.packed().taken, &read)?;
                    if self.buffer.is_empty() {
                        self.state = State::Between(decoder.into_inner());
                    } else {
                        self.state = State::Gzip(decoder);
                        return Ok(());
                    }
                }
                State::Zstd(mut decoder) => {
                    let read = fill(&mut decoder, &mut self.buffer, BUFFER);
                    self.check(decoder.get_ref().taken, &read)?;
                    if self.buffer.is_empty() {
                        self.state = State::Between(decoder.finish());
                    } else {
                        self.state = State::Zstd(decoder);
                        return Ok(());
                    }
                }
            }
        }
    }

    /// Begins a member; whether there may be something to read.
    fn start(&mut self, mut raw: Raw) -> Result<bool, ContainerError> {
        let first = *raw.fill_buf().map_err(ContainerError::Io)?.first().unwrap_or(&0);
        self.member = (raw.taken, self.before);
        self.state = match (self.packing, first) {
            (Packing::Gzip, 0x1f) => State::Gzip(Box::new(Member::new(raw))),
            (Packing::Zstd, 0x28 | 0x50..=0x5f) => {
                let decoder = zstd::stream::read::Decoder::with_buffer(raw).map_err(ContainerError::Io)?;
                State::Zstd(Box::new(decoder.single_frame()))
            }
            // Zeros after the last member are padding, and other programs pass over what is no member, too.
            _ => return Ok(false),
        };
        Ok(true)
    }

    fn check(&self, taken: u64, read: &io::Result<()>) -> Result<(), ContainerError> {
        let given = self.before + self.buffer.len() as u64;
        if given > HARMLESS && given > taken.saturating_mul(LARGEST_RATIO) {
            return Err(ContainerError::Bomb { ratio: LARGEST_RATIO });
        }
        let format = self.packing.name();
        match read {
            Ok(()) => Ok(()),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
                Err(ContainerError::Truncated { format })
            }
            Err(error) => Err(ContainerError::Damaged {
                format,
                reason: error.to_string(),
            }),
        }
    }
}

/// Reads until there are at least so many bytes, or the end. What was read before an error is kept.
fn fill(reader: &mut impl Read, buffer: &mut Vec<u8>, least: usize) -> io::Result<()> {
    // A damaged stretch costs what was unpacked in the same call, so calls are small.
    const STEP: usize = 8 << 10;
    while buffer.len() < least {
        let had = buffer.len();
        buffer.resize(had + STEP, 0);
        let read = reader.read(&mut buffer[had..]);
        buffer.truncate(had + *read.as_ref().unwrap_or(&0));
        match read {
            Ok(0) => break,
            Ok(_) => {}
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

impl Read for Unpacked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let there = self.fill_buf()?;
        let count = there.len().min(out.len());
        out[..count].copy_from_slice(&there[..count]);
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Unpacked {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.at == self.buffer.len() {
            self.peek();
            if self.at == self.buffer.len()
                && let Some(error) = self.error.take()
            {
                return Err(error.into_reading());
            }
        }
        Ok(&self.buffer[self.at..])
    }

    fn consume(&mut self, count: usize) {
        self.at = (self.at + count).min(self.buffer.len());
    }
}
