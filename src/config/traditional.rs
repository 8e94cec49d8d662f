//! Traditional characters to simplified ones, as far as the words of lists need them.

use super::Said;

/// The characters, sorted.
#[derive(Debug, Clone, Default)]
pub struct Traditional(Vec<(char, char)>);

impl Traditional {
    /// From two texts of the same length.
    pub(super) fn new(from: &str, to: &str) -> anyhow::Result<Self> {
        if from.chars().count() != to.chars().count() {
            return Said::new("wrong.traditional").err();
        }
        let mut pairs: Vec<(char, char)> = from.chars().zip(to.chars()).collect();
        pairs.sort_unstable();
        Ok(Traditional(pairs))
    }

    /// A text with simplified characters.
    pub fn fold(&self, text: String) -> String {
        let known =
            |c: char| (!c.is_ascii()).then(|| self.0.binary_search_by_key(&c, |p| p.0).ok()).flatten();
        if !text.chars().any(|c| known(c).is_some()) {
            return text;
        }
        text.chars().map(|c| known(c).map_or(c, |at| self.0[at].1)).collect()
    }
}
