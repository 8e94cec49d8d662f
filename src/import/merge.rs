//! Duplicate rows of one account: the first wins, blanks are filled, differences are told.

use crate::model::{Account, Field};

/// Fills the blanks of `into` from a later row of the same account; returns the fields that differ,
/// with the value kept and the value left out.
pub fn merge(into: &mut Account, later: Account) -> Vec<(Field, String, String)> {
    let mut conflicts = Vec::new();
    macro_rules! fill {
        ($($field:ident $code:ident),+ $(,)?) => {$(
            fill_one(&mut into.$field, later.$field, Field::$code, &mut conflicts);
        )+};
    }
    fill!(
        id Id,
        annual_revenue AnnualRevenue,
        company_revenue CompanyRevenue,
        gross_profit GrossProfit,
        growth_rate GrowthRate,
        repeat_sales RepeatSales,
        new_business NewBusiness,
        probability Probability,
        probability_repeat ProbabilityRepeat,
        probability_new ProbabilityNew,
        visits Visits,
        service_cost ServiceCost,
        support_cost SupportCost,
        current_budget CurrentBudget,
        alliance_level AllianceLevel,
        alliance_target AllianceTarget,
    );
    into.value_orientation = into.value_orientation.or(later.value_orientation);
    into.selling_mode = into.selling_mode.or(later.selling_mode);
    for (mine, other) in into.conditions.iter_mut().zip(later.conditions) {
        *mine = mine.or(other);
    }
    for (field, text) in later.details.iter() {
        match into.details.get(field) {
            None => into.details.set(field, text),
            Some(known) if known != text => conflicts.push((field, known.to_owned(), text.to_owned())),
            Some(_) => {}
        }
    }
    for (column, text) in later.extra {
        if !into.extra.iter().any(|(known, _)| *known == column) {
            into.extra.push((column, text));
        }
    }
    into.extra.sort_by_key(|(column, _)| *column);
    conflicts
}

fn fill_one<T: PartialEq + ToString>(
    mine: &mut Option<T>,
    later: Option<T>,
    field: Field,
    conflicts: &mut Vec<(Field, String, String)>,
) {
    match (mine.as_ref(), later) {
        (None, later) => *mine = later,
        (Some(known), Some(other)) if *known != other => {
            conflicts.push((field, known.to_string(), other.to_string()));
        }
        _ => {}
    }
}
