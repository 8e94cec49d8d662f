//! Duplicate rows of one account: the first wins, blanks are filled, differences are told.

use crate::config::plain;
use crate::model::{Account, Field};

/// Where two rows of one account differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// In a field.
    Field(Field),
    /// In a further column, by index into `Portfolio::extra_columns`.
    Further(u32),
}

/// A difference: where, the value kept, the value left out.
pub type Conflict = (Place, String, String);

/// Fills the blanks of `into` from a later row of the same account; returns the fields that differ,
/// with the value kept and the value left out.
pub fn merge(into: &mut Account, later: Account) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    macro_rules! fill {
        ($($field:ident $code:ident),+ $(,)?) => {$(
            fill_one(&mut into.$field, later.$field, Field::$code, &mut conflicts);
        )+};
    }
    fill!(
        id Id,
        annual_revenue AnnualRevenue,
        previous_revenue PreviousRevenue,
        company_revenue CompanyRevenue,
        gross_profit GrossProfit,
        gross_margin GrossMargin,
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
        last_contact LastContact,
        renewal_date RenewalDate,
        last_order LastOrder,
        order_count OrderCount,
        alliance_level AllianceLevel,
        alliance_target AllianceTarget,
    );
    if !later.name.is_empty() && plain(&into.name) != plain(&later.name) {
        conflicts.push((Place::Field(Field::Name), into.name.clone(), later.name.clone()));
    }
    fill_one(&mut into.value_orientation, later.value_orientation, Field::ValueOrientation, &mut conflicts);
    fill_one(&mut into.selling_mode, later.selling_mode, Field::SellingMode, &mut conflicts);
    for (mine, other) in into.conditions.iter_mut().zip(later.conditions) {
        *mine = mine.or(other);
    }
    for (field, text) in later.details.iter() {
        match into.details.get(field) {
            None => into.details.set(field, text),
            Some(known) if known != text => {
                conflicts.push((Place::Field(field), known.to_owned(), text.to_owned()))
            }
            Some(_) => {}
        }
    }
    for (column, text) in later.extra {
        match into.extra.iter().find(|(known, _)| *known == column) {
            None => into.extra.push((column, text)),
            Some((_, known)) if *known != text => {
                conflicts.push((Place::Further(column), known.clone(), text))
            }
            Some(_) => {}
        }
    }
    into.extra.sort_by_key(|(column, _)| *column);
    conflicts
}

fn fill_one<T: PartialEq + ToString>(
    mine: &mut Option<T>,
    later: Option<T>,
    field: Field,
    conflicts: &mut Vec<Conflict>,
) {
    match (mine.as_ref(), later) {
        (None, later) => *mine = later,
        (Some(known), Some(other)) if *known != other => {
            conflicts.push((Place::Field(field), known.to_string(), other.to_string()));
        }
        _ => {}
    }
}
