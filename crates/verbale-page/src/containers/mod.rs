//! Files of many reports: what they are, and the reports in them one by one.
//!
//! [`open`] unpacks gzip and zstd, tells the kind of an input by its first bytes, and gives its [`Item`]s in order, as
//! they are reached: nothing is read ahead of the item that is asked for. An item is cheap to find; the work that it
//! takes to make a report of it ([`Item::read`], then [`read`](crate::read)) can be done by another thread.
//!
//! What is broken is told as a [`Failure`] with its place, and the items go on wherever the format lets them.

mod elements;
mod error;
mod feed;
mod fields;
mod fragment;
mod gzip;
mod http;
mod item;
mod json;
mod lines;
mod open;
mod petr;
mod unpack;
mod warc;

pub use error::{ContainerError, Failure};
pub use fields::{Field, Fields};
pub use item::{Document, Item, Place};
pub use open::{ContainerOptions, Items, Kind, Opened, open};
