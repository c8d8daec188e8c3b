//! The record that Verbale writes: the types everyone speaks, the ontology, and the JSON Schema.
