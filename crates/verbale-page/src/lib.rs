//! Bytes of a page or pasted text to a clean news report.
