//! The made-up accounts, as every sheet of the sample needs them.

use super::cells::pick;
use super::seeded::Seeded;
use super::words::SampleWords;

/// One made-up account, as the other sheets need it.
pub struct Customer {
    /// Number.
    pub id: String,
    /// Name.
    pub name: String,
    /// Place by size, 0 = largest.
    pub size: usize,
    /// Account manager.
    pub owner: String,
    /// Annual revenue, money.
    pub revenue: f64,
    /// Has its potential from opportunities.
    pub in_pipeline: bool,
}

/// All accounts, in the order of the list: not by size.
pub fn customers(words: &SampleWords) -> Vec<Customer> {
    let mut random = Seeded::new(20_260_131);
    let count = words.brands.len();
    let mut customers = Vec::with_capacity(count);
    for (at, brand) in words.brands.iter().enumerate() {
        // 37 and 60 share no factor: every size once.
        let size = (at * 37 + 11) % count;
        let revenue = 9_600_000.0 * (size as f64 + 1.0).powf(-0.86) * random.between(0.85, 1.15);
        customers.push(Customer {
            id: format!("K{:03}", at + 1),
            name: joined(brand, pick(&words.suffixes, at)),
            size,
            owner: pick(&words.owners, at / 2).to_owned(),
            revenue: thousands(revenue),
            in_pipeline: size % 4 == 1,
        });
    }
    customers
}

/// Chinese names are written without a space.
fn joined(brand: &str, suffix: &str) -> String {
    if brand.is_ascii() { format!("{brand} {suffix}") } else { format!("{brand}{suffix}") }
}

/// Whole thousands.
pub fn thousands(value: f64) -> f64 {
    (value / 1000.0).round() * 1000.0
}
