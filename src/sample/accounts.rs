//! The sample's accounts.

use super::cells::{pick, text};
use super::customer::{Customer, thousands};
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;
use chrono::{Days, NaiveDate};

/// The rows of the accounts sheet.
pub fn rows(customers: &[Customer], words: &SampleWords, today: NaiveDate) -> Vec<Vec<ListCell>> {
    let (mut random, mut further) = (Seeded::new(7), Seeded::new(29));
    customers
        .iter()
        .enumerate()
        .map(|(at, c)| row(at, c, words, today, [&mut random, &mut further]))
        .collect()
}

fn row(
    at: usize,
    customer: &Customer,
    words: &SampleWords,
    today: NaiveDate,
    [random, further]: [&mut Seeded; 2],
) -> Vec<ListCell> {
    let small = customer.size >= 24;
    let margin = if small { random.between(-0.02, 0.19) } else { random.between(0.2, 0.34) };
    let growth =
        (random.between(-0.08, if customer.size % 7 == 3 { 0.42 } else { 0.14 }) * 100.0).round() / 100.0;
    let repeat = thousands(customer.revenue * random.between(0.75, 1.05));
    let new =
        thousands(customer.revenue * random.between(0.02, if customer.size % 6 == 2 { 0.7 } else { 0.2 }));
    let probability = (random.between(0.35, 0.95) * 20.0).round() / 20.0;
    let visits = match customer.size {
        0..12 => random.between(14.0, 27.0),
        12..24 => random.between(6.0, 12.0),
        _ => random.between(2.0, 9.0),
    }
    .round();
    let service = thousands(
        customer.revenue * if small { random.between(0.01, 0.06) } else { random.between(0.01, 0.03) },
    );
    let support = thousands(customer.revenue * random.between(0.01, 0.04));
    let orientation = random.below(3);
    let alliance = (3_usize.saturating_sub(customer.size / 12)).min(3);
    let contract = Days::new(30 + 11 * at as u64);
    let entered = |value: f64| if customer.in_pipeline { ListCell::Blank } else { ListCell::Number(value) };
    // A few accounts without P: the plan shows what it assumes.
    let stated = !customer.in_pipeline && at % 12 != 5;
    let mut cells = vec![
        text(&customer.id),
        text(&customer.name),
        text(pick(&words.regions, at / 3)),
        text(pick(&words.industries, at)),
        text(&customer.owner),
        ListCell::Number(customer.revenue),
        ListCell::Number((customer.revenue * margin).round()),
        ListCell::Percent(growth),
        entered(repeat),
        entered(new),
        if stated { ListCell::Percent(probability) } else { ListCell::Blank },
        // The largest accounts have a visit log instead.
        if customer.size < super::visits::LOGGED { ListCell::Blank } else { ListCell::Number(visits) },
        ListCell::Number(service),
        ListCell::Number(support),
        text(pick(&words.orientations, orientation)),
        text(pick(&words.modes, if at.is_multiple_of(5) { orientation + 1 } else { orientation })),
        text(pick(&words.alliances, alliance)),
        text(pick(&words.alliances, alliance + 1)),
        text(pick(&words.needs, at * 5 + 1)),
    ];
    cells.extend(super::alliance::cells(at, customer, words, further));
    let budget = thousands(customer.revenue * further.between(0.008, 0.03));
    let days = if customer.size < 20 { (further.between(0.0, 6.0) * 2.0).round() / 2.0 } else { 0.0 };
    cells.push(ListCell::Number(budget));
    cells.push(ListCell::Number(days));
    cells.push(today.checked_add_days(contract).map_or(ListCell::Blank, ListCell::Date));
    cells
}
