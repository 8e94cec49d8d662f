//! Any text in any cell: every parser gives a value or says why not.
#![no_main]

use keyplan::config::{Config, Templates};
use keyplan::import::cells::{self, DateOrder, Decimal};
use keyplan::import::raw::raw_sheet::Cell;
use libfuzzer_sys::fuzz_target;
use std::sync::LazyLock;

static CONFIG: LazyLock<Option<Config>> = LazyLock::new(|| Config::load(&Templates::default()).ok());

fuzz_target!(|text: &str| {
    let Some(config) = CONFIG.as_ref() else { return };
    let cell = Cell::Text(text);
    for decimal in [Decimal::Unknown, Decimal::Comma, Decimal::Point] {
        assert!(cells::number(text, decimal).is_none_or(f64::is_finite));
        let _ = cells::money(cell, decimal, &config.columns.quantities);
        let _ = cells::probability(cell, 0.01, decimal, config);
    }
    for order in [DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst] {
        let _ = cells::date(cell, order);
    }
    let _ = cells::shape(text);
    let _ = config.rules.stage_of(text);
});
