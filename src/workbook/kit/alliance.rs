//! What sheets, pages and settings share of alliances.

use crate::workbook::kit::facts::Facts;

/// The levels, 0…4.
pub const LEVELS: usize = 5;

/// Keys of the columns of the six conditions.
pub const CONDITIONS: [&str; 6] =
    ["condition_1", "condition_2", "condition_3", "condition_4", "condition_5", "condition_6"];

/// Sub-strategies proposed for the step up from a level, as text.
pub fn proposed(facts: &Facts<'_>, from: u8) -> String {
    let chosen = facts.config.rules.alliance_sub_strategies(from).iter();
    facts.listed("alliance_sub_strategy", chosen.map(|s| s.code()))
}
