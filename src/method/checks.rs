//! What must add up in every plan (METHOD, invariants), each with what is expected and what is found: the same checks
//! stand in JSON and, as formulas, on the sheet About.

use super::check::{Check, CheckKind};
use super::pipeline::reading;
use super::sources::PotentialSource;
use super::{AccountPlan, Plan};
use crate::config::Rules;
use crate::model::Resource;

/// All checks that a plan has something for. Of a part of a plan, those that hold of it alone.
pub fn checks(plan: &Plan, rules: &Rules) -> Vec<Check> {
    let sum =
        |of: &dyn Fn(&AccountPlan) -> Option<f64>| plan.accounts.iter().filter_map(of).sum::<f64>() + 0.0;
    let of = |kind, expected, found| Check { kind, resource: None, expected, found };
    let total = plan.totals.expected_value.unwrap_or(0.0);
    let ranked = plan.accounts.iter().filter(|a| a.rank.is_some()).count() as f64;
    let by_parts =
        |a: &AccountPlan| a.expected_value.and(Some(a.sales_potential? * a.probability.unwrap_or(0.0)));
    let split = plan.totals.split;
    let segments = crate::model::Segment::ALL.iter().map(|s| f64::from(plan.diagnosis.of(*s).accounts));
    let mut found = vec![
        of(CheckKind::RelativeValue, if total > 0.0 { 1.0 } else { 0.0 }, sum(&|a| a.relative_value)),
        of(CheckKind::ExpectedValue, total, sum(&by_parts)),
        of(CheckKind::Split, total, split.entered + split.derived + split.assumed),
        of(CheckKind::Ranks, ranked * (ranked + 1.0) / 2.0, sum(&|a| a.rank.map(f64::from))),
        of(CheckKind::Segments, plan.accounts.len() as f64, segments.sum()),
    ];
    for (at, resource) in plan.resources.iter().enumerate() {
        let Some(reserve) = resource.reserve.filter(|_| resource.recommended.is_some()) else { continue };
        let given = sum(&|a| a.resources.get(at)?.recommended);
        let (expected, found_sum) = (resource.capacity, given + reserve);
        found.push(Check { kind: CheckKind::Resource, resource: Some(at), expected, found: found_sum });
    }
    found.extend(person_visits(plan).map(|(expected, by)| of(CheckKind::PersonVisits, expected, by)));
    if !plan.portfolio.opportunities.is_empty() {
        let piped = |a: &AccountPlan| {
            a.expected_value.filter(|_| a.potential_source == PotentialSource::Opportunities)
        };
        found.push(of(CheckKind::Pipeline, open_value(plan, rules), sum(&piped)));
    }
    let rows = || plan.portfolio.sheets.iter().map(|s| s.rows);
    let booked = rows().map(|r| r.planned + r.merged + r.rejected + r.ignored).sum::<u64>();
    found.push(of(CheckKind::Rows, rows().map(|r| r.read).sum::<u64>() as f64, booked as f64));
    let money = || plan.portfolio.sheets.iter().flat_map(|s| &s.money);
    if money().next().is_some() {
        let (read, booked) =
            (money().map(|m| m.in_list).sum(), money().map(|m| m.planned + m.left()).sum::<f64>());
        found.push(of(CheckKind::Money, read, booked));
    }
    found
}

/// Recommended visits of the accounts with key persons, and of these persons; none where visits are not shared out.
fn person_visits(plan: &Plan) -> Option<(f64, f64)> {
    let at = plan.resources.iter().position(|r| r.name == Resource::VISITS)?;
    plan.persons.iter().find(|p| p.recommended_visits.is_some())?;
    let of_account = |a: &AccountPlan| a.resources.get(at)?.recommended.filter(|_| a.persons > 0);
    let by_person = plan.persons.iter().filter_map(|p| p.recommended_visits).sum();
    Some((plan.accounts.iter().filter_map(of_account).sum(), by_person))
}

/// Σ amount × P of the open deals.
fn open_value(plan: &Plan, rules: &Rules) -> f64 {
    let value = |deal| {
        let read = reading(deal, &plan.chances, rules);
        Some(deal.amount? * read.probability?)
    };
    // A sum of nothing is not −0.
    plan.portfolio.opportunities.iter().filter_map(value).sum::<f64>() + 0.0
}
