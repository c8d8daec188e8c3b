//! Trees written by hand: the stage without a parser.
