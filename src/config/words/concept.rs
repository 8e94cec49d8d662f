//! Concepts that words name: a number each, and small sets of them.

/// A concept, by its place among all concepts.
pub(super) type Concept = usize;

/// Concepts as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Concepts([u64; 8]);

impl Concepts {
    pub(super) const MOST: usize = 512;

    pub(super) fn insert(&mut self, concept: Concept) {
        self.0[concept / 64] |= 1 << (concept % 64);
    }

    pub(super) fn contains(&self, concept: Concept) -> bool {
        self.0[concept / 64] & (1 << (concept % 64)) != 0
    }

    pub(super) fn meets(&self, other: &Concepts) -> bool {
        self.0.iter().zip(other.0).any(|(a, b)| a & b != 0)
    }

    pub(super) fn add(&mut self, other: &Concepts) {
        self.0.iter_mut().zip(other.0).for_each(|(a, b)| *a |= b);
    }

    /// Whether a word is nothing but noise.
    pub(super) fn is_empty_of(&self, noise: Concept) -> bool {
        let mut rest = *self;
        rest.0[noise / 64] &= !(1 << (noise % 64));
        rest == Concepts::default()
    }
}
