//! Whether the values of a column can be what its header says.

use super::profile::Profile;
use crate::config::Config;
use crate::import::cells::DateOrder;
use crate::import::raw::raw_sheet::Cell;
use crate::model::Field;

/// Which of the things that a header can be suits its values: 销售 is a person or a sum.
pub fn suits(field: Field, profile: Option<&Profile>) -> bool {
    let Some(profile) = profile.filter(|p| p.values() > 0) else { return true };
    let numeric = profile.numbers + profile.percents > profile.values() / 2 || shares(profile);
    if field.is_number() || field == Field::Visits {
        return numeric;
    }
    let texts = [
        Field::Owner,
        Field::Contact,
        Field::Region,
        Field::Product,
        Field::Stage,
        Field::Name,
        Field::Account,
    ];
    !texts.contains(&field) || !numeric
}

/// 60%, 80 %: texts of a list of texts.
fn shares(profile: &Profile) -> bool {
    let share = |s: &&String| s.trim().ends_with(['%', '％']);
    let found = profile.samples.iter().filter(share).count();
    found > 0 && found * 2 > profile.samples.len()
}

/// Yes and No, and nothing else.
fn flags(profile: &Profile, config: &Config) -> bool {
    let flag = |s: &String| config.columns.word("truth", s).is_some();
    (1..=2).contains(&profile.samples.len()) && profile.samples.iter().all(flag)
}

/// Whether the values can be what the header says.
pub fn fits(field: Field, rank: u32, profile: Option<&Profile>, config: &Config) -> bool {
    let Some(profile) = profile.filter(|p| p.values() > 0) else { return true };
    let half = profile.values() / 2;
    let known = |test: &dyn Fn(&str) -> bool| profile.samples.iter().any(|s| test(s));
    match field {
        Field::Probability | Field::ProbabilityRepeat | Field::ProbabilityNew => {
            profile.dates <= half && profile.outside_percent <= half
        }
        // A margin in money is no rate.
        Field::GrossMargin | Field::Margin => profile.dates <= half && profile.outside_percent <= half,
        Field::Stage => {
            rank >= 100 && profile.dates <= half || known(&|s| config.rules.stage_of(s).is_some())
        }
        Field::Role => profile.samples.is_empty() || known(&|s| config.columns.word("role", s).is_some()),
        Field::Kind => {
            known(&|s| ["opportunity_kind", "goal_kind"].iter().any(|g| config.columns.word(g, s).is_some()))
        }
        Field::Element => known(&|s| config.columns.word("impact", s).is_some()),
        Field::Part => known(&|s| config.columns.word("plan_part", s).is_some()),
        Field::Layer => known(&|s| config.columns.word("cost_layer", s).is_some()),
        Field::Commitment => known(&|s| config.columns.word("commitment", s).is_some()),
        // Name says little: beside goods it is theirs.
        Field::Account | Field::Name if rank <= 20 => super::names_of::companies(profile, config) >= 0.25,
        Field::Name | Field::Account => {
            profile.dates <= half && profile.percents <= half && !flags(profile, config)
        }
        Field::Date | Field::CloseDate | Field::LastContact | Field::NextContact | Field::LastOrder => {
            let date = |s: &str| {
                crate::import::cells::date(Cell::Text(s), DateOrder::DayFirst).is_ok()
                    || crate::import::cells::month_by_name(s, &config.columns.periods).is_some()
            };
            // A flag, a number of days: Closed, Due.
            profile.texts <= half && profile.largest > 1000.0 || profile.dates > 0 || known(&date)
        }
        // Employees may be counted, not named.
        Field::Owner if rank < 100 => profile.numbers <= half,
        Field::Email => profile.samples.is_empty() || known(&|s| s.contains('@')),
        _ if field.is_money() => {
            let amount = |s: &str| {
                let date = crate::import::cells::date(Cell::Text(s), DateOrder::DayFirst).is_ok();
                let digits = s.chars().any(char::is_numeric) && !date;
                digits || config.columns.nothing.contains(&config.columns.plain(s))
            };
            // Sales may hold the names of salespeople, Renewal a yes or no.
            profile.dates <= half && (profile.numbers + profile.percents > 0 || known(&amount))
        }
        _ if field.is_number() => profile.dates <= half,
        // An area may be one in square metres.
        Field::Region | Field::Industry => profile.numbers <= half,
        _ => true,
    }
}
