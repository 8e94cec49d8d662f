//! How texts are compared: without case, width, spaces and punctuation.

use unicode_normalization::UnicodeNormalization;

/// NFKC, lower case, letters and digits only.
pub fn plain(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
