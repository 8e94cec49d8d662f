//! Decisions to take (METHOD §11): what is found across the list, the most money first, in the measure of each
//! kind; each says what, which account and person, why in figures, who and by when.

use super::finding::{Finding, Kind, Measure};
use super::people::is_against_us;
use super::resources::ResourcePlan;
use super::rounded::round;
use super::{AccountPlan, PersonPlan};
use crate::config::{Parameter, Settings, separated};
use crate::model::{Field, Flag, Note, Portfolio};
use chrono::{Days, NaiveDate};

/// What decisions are found in.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The records.
    pub portfolio: &'a Portfolio,
    /// Accounts in METHOD's Order.
    pub accounts: &'a [AccountPlan],
    /// Their people.
    pub persons: &'a [PersonPlan],
    /// The resources.
    pub resources: &'a [ResourcePlan],
    /// Parameters.
    pub settings: &'a Settings,
    /// Today.
    pub today: NaiveDate,
}

/// The weightiest decisions.
pub fn findings(scene: Scene<'_>) -> Vec<Finding> {
    let single = scene.settings.get(Parameter::DecisionsSingle) as usize;
    let mut lines: Vec<(Kind, f64, Vec<usize>)> = Vec::new();
    for kind in Kind::ALL.iter().copied() {
        let money = |at: usize| scene.money(kind, at).filter(|money| cents(*money) > 0.0);
        let mut members: Vec<(usize, f64)> =
            (0..scene.accounts.len()).filter_map(|at| Some((at, money(at)?))).collect();
        if kind.is_grouped() && members.len() > single {
            let sum = members.iter().map(|(_, money)| money).sum();
            members.sort_by(|a, b| cents(b.1).total_cmp(&cents(a.1)).then(a.0.cmp(&b.0)));
            lines.push((kind, sum, members.into_iter().map(|(at, _)| at).collect()));
        } else {
            lines.extend(members.into_iter().map(|(at, money)| (kind, money, vec![at])));
        }
    }
    lines.sort_by(|a, b| cents(b.1).total_cmp(&cents(a.1)).then_with(|| (a.0, &a.2).cmp(&(b.0, &b.2))));
    let most = scene.settings.get(Parameter::DecisionsPerAccount) as u32;
    let mut own = vec![0_u32; scene.accounts.len()];
    lines.retain(|(_, _, accounts)| match accounts.as_slice() {
        [at] => {
            own[*at] += 1;
            own[*at] <= most
        }
        _ => true,
    });
    lines.truncate(scene.settings.get(Parameter::FindingsShown) as usize);
    lines.into_iter().map(|(kind, money, accounts)| scene.finding(kind, money, accounts)).collect()
}

/// As decisions are compared: 2 decimals.
fn cents(money: f64) -> f64 {
    (money * 100.0).round() / 100.0
}

impl Scene<'_> {
    /// Money of an account in a kind; none where the kind does not concern it.
    fn money(&self, kind: Kind, at: usize) -> Option<f64> {
        let account = &self.accounts[at];
        let concerned = match (kind.flag(), kind.decision()) {
            (Some(flag), _) => account.flags.contains(&flag),
            (_, Some(decision)) => account.decision == decision,
            _ if kind == Kind::Unreadable => account.unreadable,
            _ => account.assumes_probability,
        };
        if !concerned {
            return None;
        }
        match kind.measure() {
            Measure::ExpectedValue => account.expected_value,
            Measure::ExpectedValueMissing => {
                let change = account.change.filter(|c| c.recommended > 0.0)?;
                Some(account.expected_value? * change.gap / change.recommended)
            }
            Measure::Freed => account.change.filter(|c| c.money).map(|c| -c.gap),
            Measure::RevenueLost => Some(account.previous_revenue? - account.annual_revenue?),
            Measure::OverdueValue => Some(account.split.overdue),
            Measure::UnrankedRevenue => account.annual_revenue,
            Measure::AssumedValue => Some(account.split.assumed),
        }
    }

    fn finding(&self, kind: Kind, money: f64, accounts: Vec<usize>) -> Finding {
        let days = self.settings.get(Parameter::DecisionDueDays).round().max(0.0) as u64;
        let owner = |at: &usize| {
            self.portfolio.accounts[self.accounts[*at].account].details.get(Field::Owner).map(str::to_owned)
        };
        let first = accounts.first().and_then(owner);
        let person = match accounts.as_slice() {
            [at] => self.person(kind, *at),
            _ => None,
        };
        let figures = match accounts.as_slice() {
            [at] => self.figures(kind, *at, person, money),
            _ => self.group_figures(kind, &accounts, money),
        };
        Finding {
            kind,
            money,
            person,
            figures,
            owner: first.filter(|first| accounts.iter().all(|at| owner(at).as_ref() == Some(first))),
            due: self.today.checked_add_days(Days::new(days)).unwrap_or(self.today),
            accounts,
        }
    }

    /// The person of an account that a decision is about.
    fn person(&self, kind: Kind, at: usize) -> Option<usize> {
        let first = self.persons.partition_point(|p| p.account < at);
        let own = || (first..self.persons.len()).take_while(|i| self.persons[*i].account == at);
        let record = |i: usize| &self.portfolio.persons[self.persons[i].person];
        let weightiest = |test: &dyn Fn(&PersonPlan) -> bool| {
            // Of equals the first in turn.
            own()
                .filter(|i| test(&self.persons[*i]))
                .reduce(|best, i| if self.persons[i].weight > self.persons[best].weight { i } else { best })
        };
        match kind {
            Kind::HostileDecider => weightiest(&|p| p.flags.contains(&Flag::HostileDecider)),
            Kind::ProbabilityContradictsCommitment => weightiest(&|p| is_against_us(p.commitment)),
            Kind::SingleContact => own().next(),
            Kind::StaleContact => {
                own().filter(|i| self.persons[*i].stale).min_by_key(|i| (record(*i).last_contact, *i))
            }
            _ => None,
        }
    }

    /// Why, of one account.
    fn figures(&self, kind: Kind, at: usize, person: Option<usize>, money: f64) -> Note {
        let account = &self.accounts[at];
        let known = |value: Option<f64>| value.map_or_else(|| "–".to_owned(), round);
        let percent =
            |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |s| format!("{:.0}%", s * 100.0));
        let value = known(account.expected_value);
        let note = |key| Note::new(key).with("value", &value);
        match kind {
            Kind::Invest | Kind::Reduce | Kind::LowCostService => {
                let key = match kind {
                    Kind::Invest => "finding.figures.invest",
                    Kind::Reduce => "finding.figures.reduce",
                    _ => "finding.figures.low_cost_service",
                };
                let (resource, current, recommended) = self.greatest_change(account, kind == Kind::Invest);
                note(key)
                    .with("resource", resource)
                    .with("current", known(current))
                    .with("recommended", known(recommended))
                    .with("change", known(account.change.map(|c| c.gap.abs())))
                    .with("net", known(account.net_contribution))
                    .with("roi", percent(account.expected_roi))
                    .with("break_even", percent(account.break_even))
            }
            Kind::ProbabilityContradictsCommitment
            | Kind::HostileDecider
            | Kind::NoDecisionMaker
            | Kind::NoApprover
            | Kind::NoChampion
            | Kind::SingleContact => note("finding.figures.people")
                .with("probability", percent(account.probability))
                // Halves go up, as a sheet rounds them.
                .with(
                    "index",
                    account.commitment_index.map_or("–".to_owned(), |i| format!("{}", i.round() + 0.0)),
                )
                .with("persons", account.persons),
            Kind::Losing => note("finding.figures.losing")
                .with("previous", known(account.previous_revenue))
                .with("revenue", known(account.annual_revenue)),
            Kind::OverdueDeals => note("finding.figures.overdue_deals").with("overdue", round(money)),
            Kind::Unreadable => Note::new("finding.figures.unreadable").with("revenue", round(money)),
            Kind::Assign => note("finding.figures.assign").with("share", percent(account.relative_value)),
            Kind::NoKeyPerson => note("finding.figures.no_key_person"),
            Kind::StaleContact => {
                let own = self.portfolio.accounts[account.account].last_contact;
                let last =
                    person.map_or(own, |i| self.portfolio.persons[self.persons[i].person].last_contact);
                note("finding.figures.stale_contact")
                    .with("date", last.map_or_else(|| "–".to_owned(), |date| date.to_string()))
            }
            Kind::AssumedProbability => {
                note("finding.figures.assumed_probability").with("assumed", round(money))
            }
        }
    }

    /// The resource that changes most in money: its name, current and recommended amount.
    fn greatest_change(&self, account: &AccountPlan, up: bool) -> (String, Option<f64>, Option<f64>) {
        let change = |at: &usize| {
            let gap = account.resources[*at].gap().unwrap_or(0.0);
            let money = gap * self.resources[*at].unit_cost.unwrap_or(1.0);
            if up { money } else { -money }
        };
        let greatest = (0..account.resources.len().min(self.resources.len()))
            .reduce(|best, at| if change(&at) > change(&best) { at } else { best });
        let Some(at) = greatest else { return (String::new(), None, None) };
        let used = &account.resources[at];
        (format!("@resource.{}", self.resources[at].name), used.current, used.recommended)
    }

    /// Why, of many accounts: how many, how much, and the three greatest.
    fn group_figures(&self, kind: Kind, accounts: &[usize], money: f64) -> Note {
        // To assign by value says how much: of the first resource that is shared out.
        let given = |at: usize| self.accounts[at].resources.first()?.recommended;
        let shared = self.resources.first().filter(|r| kind == Kind::Assign && r.recommended.is_some());
        let key = if shared.is_some() { "finding.figures.assign_group" } else { "finding.figures.group" };
        let mut note = Note::new(key)
            .with("count", accounts.len())
            .with("measure", format!("@finding.measure.{}", kind.measure()))
            .with("sum", round(money));
        let named = |place: usize| {
            accounts.get(place).map_or_else(String::new, |at| {
                let name = &self.portfolio.accounts[self.accounts[*at].account].name;
                let own = self.money(kind, *at).unwrap_or(0.0);
                if let Some(amount) = given(*at).filter(|_| shared.is_some()) {
                    return format!(
                        "{} {} → {}",
                        name.trim_start_matches('@'),
                        round(own),
                        separated(amount)
                    );
                }
                // What begins with @ would be taken for a label.
                format!("{} {}", name.trim_start_matches('@'), round(own))
            })
        };
        if let Some(resource) = shared {
            let name = format!("@resource.{}", resource.name);
            note = note.with("capacity", separated(resource.capacity)).with("resource", name);
        }
        for (place, key) in ["first", "second", "third"].into_iter().enumerate() {
            note = note.with(key, named(place));
        }
        note
    }
}
