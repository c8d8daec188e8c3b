//! Text to sentences, tokens, tags, dependency trees and names.
