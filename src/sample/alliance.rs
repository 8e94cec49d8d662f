//! The alliance columns of the sample's accounts: conditions, relation, obstacles, three things to do now.

use super::cells::{pick, text};
use super::customer::Customer;
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;

/// How many accounts have an alliance block worked out.
const WORKED_OUT: usize = 14;

/// Characteristics to things to do now, in the order of the account headers.
pub fn cells(at: usize, customer: &Customer, words: &SampleWords, random: &mut Seeded) -> Vec<ListCell> {
    let size = customer.size;
    let some = |kept: bool, from: &[String], place: usize| {
        if kept { text(pick(from, place)) } else { ListCell::Blank }
    };
    let mut cells = vec![
        some(size < 30, &words.characteristics, at),
        some(size < 24 && !size.is_multiple_of(5), &words.concerns, at * 5 + 2),
    ];
    for condition in 0..6_usize {
        // The largest accounts meet most conditions; some are not yet answered.
        let likely = if size < 4 { 0.97 } else { 0.66 - 0.02 * size as f64 };
        let (met, known) = (random.unit() < likely, random.unit() > 0.12);
        let all = size == 2;
        let stated = size < 22 && (known || all || condition == 0);
        cells.push(some(stated, &words.truths, usize::from(!(met || all))));
    }
    let worked = size < WORKED_OUT;
    cells.push(some(worked && size.is_multiple_of(3), &words.sub_strategies, 3 - (size / 4).min(3)));
    for texts in
        [&words.relations, &words.alliance_goals, &words.feasibilities, &words.obstacles, &words.ways]
    {
        cells.push(some(worked && !size.is_multiple_of(7), texts, size));
    }
    for place in 0..3 {
        cells.push(some(worked && size % 4 != 3 && place < 3 - size % 3, &words.actions, size * 2 + place));
    }
    cells
}
