//! A small seeded sequence, so that the sample is the same on every machine.

/// A linear congruential sequence (Knuth's MMIX constants).
pub struct Seeded(u64);

impl Seeded {
    /// Starts a sequence.
    pub fn new(seed: u64) -> Self {
        Seeded(seed)
    }

    /// Next number in 0…1.
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Next number in `low…high`.
    pub fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * self.unit()
    }

    /// Next index below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.unit() * n as f64) as usize
    }
}
