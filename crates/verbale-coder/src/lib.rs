//! From analysed text to the record of what it says, in small stages.
