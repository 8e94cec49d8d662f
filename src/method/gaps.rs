//! What the list lacks and what it would unlock (METHOD §1): a missing input is named, never silently zero.

use super::Totals;
use crate::model::Portfolio;

codes! {
    /// An input that no account has. What it unlocks is said by the labels `workbook.missing`.
    Gap {
        /// Gross profit.
        GrossProfit = "gross_profit",
        /// Annual revenue or order lines.
        AnnualRevenue = "annual_revenue",
        /// On-site visits.
        Visits = "visits",
        /// Service or support cost.
        ServiceCost = "service_cost",
        /// Growth rate.
        GrowthRate = "growth_rate",
        /// Probability, of accounts or through opportunities.
        Probability = "probability",
        /// Opportunities.
        Opportunities = "opportunities",
        /// Key persons.
        Persons = "persons",
    }
}

/// The inputs that no account has, in the order of their weight.
pub fn gaps(portfolio: &Portfolio, totals: &Totals) -> Vec<Gap> {
    let any = |has: fn(&crate::model::Account) -> bool| portfolio.accounts.iter().any(has);
    let missing = |gap: &Gap| match gap {
        Gap::GrossProfit => totals.gross_profit.is_none(),
        Gap::AnnualRevenue => totals.annual_revenue.is_none(),
        Gap::Visits => totals.visits.is_none(),
        Gap::ServiceCost => !any(|a| a.service_cost.is_some() || a.support_cost.is_some()),
        Gap::GrowthRate => !any(|a| a.growth_rate.is_some()),
        Gap::Probability => {
            portfolio.opportunities.is_empty()
                && !any(|a| {
                    a.probability.is_some() || a.probability_repeat.is_some() || a.probability_new.is_some()
                })
        }
        Gap::Opportunities => portfolio.opportunities.is_empty(),
        Gap::Persons => portfolio.persons.is_empty(),
    };
    Gap::ALL.iter().copied().filter(missing).collect()
}
