//! The sample's resources: visits, budget and expert days to share out.

use super::cells::text;
use super::words::SampleWords;
use crate::model::ListCell;

/// Capacity, unit cost, smallest step, floors and caps of visits, budget, expert days.
const RESOURCES: [[Option<f64>; 9]; 3] = [
    [
        Some(540.0),
        Some(1_800.0),
        Some(1.0),
        Some(8.0),
        Some(4.0),
        Some(2.0),
        Some(36.0),
        Some(24.0),
        Some(10.0),
    ],
    [Some(1_500_000.0), None, Some(1_000.0), Some(20_000.0), Some(8_000.0), None, None, None, None],
    [Some(120.0), Some(3_200.0), Some(0.5), Some(2.0), Some(1.0), None, Some(12.0), None, None],
];

/// The rows of the resources.
pub fn rows(words: &SampleWords) -> Vec<Vec<ListCell>> {
    let row = |(name, numbers): (&String, &[Option<f64>; 9])| {
        let cells = numbers.iter().map(|n| n.map_or(ListCell::Blank, ListCell::Number));
        std::iter::once(text(name)).chain(cells).collect()
    };
    words.resource_names.iter().zip(&RESOURCES).map(row).collect()
}
