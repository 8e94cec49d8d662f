//! What the list lacks and what it would unlock (METHOD §1): a missing input is named, never silently zero.

use super::totals::Totals;
use crate::model::{Field, Portfolio};

codes! {
    /// An input that no account has. What it unlocks is said by the labels `workbook.missing`.
    Gap {
        /// Gross profit.
        GrossProfit = "gross_profit",
        /// Annual revenue or order lines.
        AnnualRevenue = "annual_revenue",
        /// On-site visits.
        Visits = "visits",
        /// Cost of a visit, where visits are there: the cost to serve leaves them out.
        VisitCost = "visit_cost",
        /// Service or support cost.
        ServiceCost = "service_cost",
        /// Service cost, where support cost is there: the cost to serve leaves it out.
        ServiceAlone = "service_alone",
        /// Support cost, where service cost is there: the cost to serve leaves it out.
        SupportAlone = "support_alone",
        /// Growth rate.
        GrowthRate = "growth_rate",
        /// Probability, of accounts or through opportunities.
        Probability = "probability",
        /// Opportunities.
        Opportunities = "opportunities",
        /// Key persons.
        Persons = "persons",
        /// Alliance levels and conditions.
        Alliance = "alliance",
        /// Value items.
        Values = "values",
        /// Cost items.
        Costs = "costs",
        /// Goals.
        Goals = "goals",
        /// Plan items.
        PlanItems = "plan_items",
    }
}

/// The inputs that no account has, in the order of their weight.
pub fn gaps(portfolio: &Portfolio, totals: &Totals, visit_cost: Option<f64>) -> Vec<Gap> {
    let any = |has: fn(&crate::model::Account) -> bool| portfolio.accounts.iter().any(has);
    let (service, support) = (any(|a| a.service_cost.is_some()), any(|a| a.support_cost.is_some()));
    let missing = |gap: &Gap| match gap {
        Gap::GrossProfit => totals.gross_profit.is_none(),
        Gap::AnnualRevenue => totals.annual_revenue.is_none(),
        Gap::Visits => totals.visits.is_none(),
        Gap::VisitCost => totals.visits.is_some() && visit_cost.is_none(),
        Gap::ServiceCost => !service && !support,
        Gap::ServiceAlone => !service && support,
        Gap::SupportAlone => service && !support,
        Gap::GrowthRate => !totals.growth_known,
        Gap::Probability => {
            portfolio.opportunities.is_empty()
                && !any(|a| {
                    a.probability.is_some() || a.probability_repeat.is_some() || a.probability_new.is_some()
                })
        }
        Gap::Opportunities => portfolio.opportunities.is_empty(),
        Gap::Persons => portfolio.persons.is_empty(),
        Gap::Alliance => !any(has_alliance),
        Gap::Values => portfolio.values.is_empty(),
        Gap::Costs => portfolio.costs.is_empty(),
        Gap::Goals => portfolio.goals.is_empty(),
        Gap::PlanItems => portfolio.plan_items.is_empty(),
    };
    Gap::ALL.iter().copied().filter(missing).collect()
}

/// Whether an account states anything of its alliance.
pub fn has_alliance(account: &crate::model::Account) -> bool {
    const TEXTS: [Field; 6] = [
        Field::AllianceSubStrategy,
        Field::AllianceReason,
        Field::AllianceGoals,
        Field::AllianceFeasibility,
        Field::AllianceObstacles,
        Field::AllianceWays,
    ];
    account.alliance_level.is_some()
        || account.alliance_target.is_some()
        || account.conditions.iter().any(Option::is_some)
        || TEXTS.iter().any(|f| account.details.get(*f).is_some())
}
