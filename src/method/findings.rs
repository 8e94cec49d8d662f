//! Decisions to take (METHOD: portfolio findings): what is found across the list, with figures, reason and
//! account, ranked by the expected value at stake (D).
//!
//! At stake is EV of the accounts concerned, never more than they have: with a flag, an unmet condition, an
//! overdue plan, low-cost service or assumed values, all of it; with investing, the part that the missing part
//! of the recommended amount stands for; with reducing, the part that the amount taken away stands for.

use super::AccountPlan;
use super::decision::lead;
use super::proposals::Proposal;
use super::resources::ResourcePlan;
use crate::model::{Decision, Note};

/// A decision to take.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// What it comes from; none: values that are assumed.
    pub proposal: Option<Proposal>,
    /// Indices into `Plan::accounts`, the weightiest first.
    pub accounts: Vec<usize>,
    /// EV at stake, money.
    pub at_stake: f64,
    /// The figures, as a labels key and its values.
    pub figures: Note,
}

/// The weightiest findings, at most `limit`.
pub fn findings(accounts: &[AccountPlan], resources: &[ResourcePlan], limit: usize) -> Vec<Finding> {
    let lead = lead(resources);
    let mut found: Vec<Finding> = Vec::new();
    for (at, account) in accounts.iter().enumerate() {
        let value = account.expected_value.unwrap_or(0.0);
        let pressing = account.proposals.iter().find(|p| !matches!(p, Proposal::Decision(_)));
        if let Some(proposal) = pressing {
            found.push(Finding {
                proposal: Some(*proposal),
                accounts: vec![at],
                at_stake: value,
                figures: account_figures(account),
            });
        }
        let (Some(lead), Decision::Invest | Decision::Reduce) = (lead, account.decision) else { continue };
        let used = account.resources[lead];
        let (Some(current), Some(recommended)) = (used.current, used.recommended) else { continue };
        let larger = recommended.max(current);
        let at_stake = if larger > 0.0 { value * (recommended - current).abs() / larger } else { 0.0 };
        found.push(Finding {
            proposal: Some(Proposal::Decision(account.decision)),
            accounts: vec![at],
            at_stake,
            figures: Note::new("finding.resource")
                .with("resource", format!("@resource.{}", resources[lead].name))
                .with("current", round(current))
                .with("recommended", round(recommended)),
        });
    }
    found.extend(low_cost_service(accounts, resources, lead));
    found.extend(assumed(accounts));
    found.retain(|f| f.at_stake > 0.0);
    found.sort_by(|a, b| {
        b.at_stake
            .total_cmp(&a.at_stake)
            .then_with(|| (&a.accounts, a.proposal).cmp(&(&b.accounts, b.proposal)))
    });
    found.truncate(limit);
    found
}

fn account_figures(account: &AccountPlan) -> Note {
    let percent = |share: Option<f64>| share.map_or("–".to_owned(), |s| format!("{:.0}%", s * 100.0));
    // Halves go up, as a sheet rounds them.
    let index = account.commitment_index.map_or("–".to_owned(), |i| format!("{}", i.round() + 0.0));
    Note::new("finding.account")
        .with("probability", percent(account.probability))
        .with("index", index)
        .with("persons", account.persons)
}

/// All confirmed laggards are one decision.
fn low_cost_service(
    accounts: &[AccountPlan],
    resources: &[ResourcePlan],
    lead: Option<usize>,
) -> Option<Finding> {
    let mut members: Vec<usize> =
        (0..accounts.len()).filter(|at| accounts[*at].decision == Decision::LowCostService).collect();
    let lead = lead?;
    let used = |at: &usize| accounts[*at].resources[lead].current.unwrap_or(0.0);
    let freed: f64 = members.iter().map(used).sum();
    let net: f64 = members.iter().filter_map(|at| accounts[*at].net_contribution).sum();
    let capacity = resources[lead].capacity;
    if members.is_empty() || capacity <= 0.0 {
        return None;
    }
    members.sort_by(|a, b| used(b).total_cmp(&used(a)).then(a.cmp(b)));
    Some(Finding {
        proposal: Some(Proposal::Decision(Decision::LowCostService)),
        at_stake: members.iter().filter_map(|at| accounts[*at].expected_value).sum(),
        figures: Note::new("finding.low_cost_service")
            .with("accounts", members.len())
            .with("resource", format!("@resource.{}", resources[lead].name))
            .with("amount", round(freed))
            .with("net", round(net)),
        accounts: members,
    })
}

/// Accounts whose EV rests on an assumed probability.
fn assumed(accounts: &[AccountPlan]) -> Option<Finding> {
    use crate::model::Field;
    let guessed = |a: &AccountPlan| {
        a.assumed
            .iter()
            .any(|x| matches!(x.field, Field::Probability | Field::ProbabilityRepeat | Field::ProbabilityNew))
    };
    let members: Vec<usize> = (0..accounts.len()).filter(|at| guessed(&accounts[*at])).collect();
    if members.is_empty() {
        return None;
    }
    Some(Finding {
        proposal: None,
        at_stake: members.iter().filter_map(|at| accounts[*at].expected_value).sum(),
        figures: Note::new("finding.assumed").with("accounts", members.len()),
        accounts: members,
    })
}

/// A figure in a sentence: whole numbers from 100 on, two decimals below.
fn round(value: f64) -> String {
    let rounded = if value.abs() >= 100.0 { value.round() } else { (value * 100.0).round() / 100.0 };
    // 0 has no sign.
    let text = format!("{}", if rounded == 0.0 { 0.0 } else { rounded });
    let (whole, decimals) = text.split_once('.').unwrap_or((&text, ""));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut grouped = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    if decimals.is_empty() { format!("{sign}{grouped}") } else { format!("{sign}{grouped}.{decimals}") }
}
