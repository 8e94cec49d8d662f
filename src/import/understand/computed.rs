//! Order lines that state no amount: their quantity times their price.

use super::columns::is_called;
use super::kind::Decided;
use super::mapped::Mapped;
use super::profile::Profile;
use crate::config::Config;
use crate::import::headers::header_rows::HeaderRows;
use crate::model::{CellPlace, Field, Issue, IssueCode, MoneyReading, RecordKind};
use std::collections::BTreeMap;

/// The columns that make an amount, by header.
#[derive(Debug, Clone, Copy)]
pub struct Computed {
    /// How many.
    pub quantity: usize,
    /// At what price.
    pub price: usize,
}

/// Whether rows of lines state no amount at all.
pub fn lacks_amount(decided: &Decided) -> bool {
    let open = decided.mapping.ambiguous.iter().any(|(field, _)| *field == Field::Amount);
    decided.kind == RecordKind::Orders && !decided.mapping.has(Field::Amount) && !open
}

/// Quantity and price of lines without an amount: one column each, and no discount that would change the sum.
pub fn amount(
    rows: &HeaderRows,
    decided: &Decided,
    profiles: &BTreeMap<u32, Profile>,
    config: &Config,
) -> Option<Computed> {
    let suggested = decided.mapping.suggested.iter().any(|(_, field)| *field == Field::Amount);
    if !lacks_amount(decided) || suggested {
        return None;
    }
    let numeric = |column: u32| {
        profiles.get(&column).is_some_and(|p| p.numbers > 0 && p.numbers * 2 > p.values() + p.percents)
    };
    let only = |called: &str| {
        let free = rows.headers.iter().enumerate();
        let free = free.filter(|(at, _)| !decided.mapping.fields.values().any(|m| m.header == *at));
        let mut found = free.filter(|(_, h)| is_called(h, called, &config.columns) && numeric(h.column));
        found.next().filter(|_| found.next().is_none()).map(|(at, _)| at)
    };
    let discounted = rows.headers.iter().any(|h| {
        let given = |p: &Profile| p.sum != 0.0 || p.percents + p.texts > 0;
        is_called(h, "discount", &config.columns) && profiles.get(&h.column).is_some_and(given)
    });
    let (quantity, price) = (only("quantity")?, only("unit_price")?);
    (!discounted).then_some(Computed { quantity, price })
}

impl Computed {
    /// The price as the column of the amount.
    pub fn mapped(self) -> Mapped {
        Mapped { header: self.price, field: Field::Amount, confidence: 1.0, rank: 100 }
    }

    /// The amount among the money of the table; what came of it is told later.
    pub fn money(self, rows: &HeaderRows) -> MoneyReading {
        let (quantity, price) = (&rows.headers[self.quantity], &rows.headers[self.price]);
        let header = format!("{} × {}", quantity.text, price.text);
        MoneyReading { column: price.column, header, field: Some(Field::Amount), ..MoneyReading::default() }
    }

    /// What is told of it.
    pub fn told(self, rows: &HeaderRows, place: CellPlace) -> Issue {
        let (quantity, price) = (&rows.headers[self.quantity], &rows.headers[self.price]);
        let place = CellPlace { row: Some(rows.row), column: Some(price.column), ..place };
        let mut issue = Issue::new(IssueCode::AmountComputed, place)
            .with("quantity", &quantity.text)
            .with("price", &price.text);
        issue.header = Some(price.text.clone());
        issue.field = Some(Field::Amount);
        issue
    }
}
