//! Which accounts have a page of their own, and what its sheet is called: `rank name`, in at most 31 legal
//! characters. The number in front makes it unique.

use crate::config::{Config, Parameter};
use crate::method::gaps::has_alliance;
use crate::method::{AccountPlan, Plan};
use crate::model::Field;
use crate::workbook::kit::cell::quoted;
use crate::workbook::options::WorkbookOptions;

/// UTF-16 units of a sheet's name at most.
const LONGEST: usize = 31;

/// Index into the plan's accounts of those of highest rank, whose forms stand ready.
pub fn top(plan: &Plan, config: &Config, options: &WorkbookOptions) -> Vec<usize> {
    let top = options.top.unwrap_or(config.settings.get(Parameter::TopAccounts) as usize);
    let accounts = (0..).zip(&plan.accounts).take(top);
    // Nothing but a name makes no key account.
    accounts.filter(|(_, a)| a.rank.is_some() || a.persons > 0).map(|(at, _)| at).collect()
}

/// Those of them of which more is known than figures, with the names of their pages.
pub fn pages(plan: &Plan, top: &[usize]) -> Vec<(usize, String)> {
    let told = Told::new(plan);
    let accounts = top.iter().filter_map(|at| Some((*at, plan.accounts.get(*at)?)));
    accounts
        .filter(|(_, account)| told.holds(plan, account))
        .map(|(at, account)| (at, page_name(at + 1, &plan.record(account).name)))
        .collect()
}

/// Accounts of the portfolio that something was entered about in other tables.
struct Told(Vec<bool>);

impl Told {
    fn new(plan: &Plan) -> Self {
        let portfolio = &plan.portfolio;
        let mut told = vec![false; portfolio.accounts.len()];
        let deals = portfolio.opportunities.iter().map(|r| r.account);
        let values = portfolio.values.iter().map(|r| r.account);
        let costs = portfolio.costs.iter().map(|r| r.account);
        let goals = portfolio.goals.iter().map(|r| r.account);
        let items = portfolio.plan_items.iter().map(|r| r.account);
        for account in deals.chain(values).chain(costs).chain(goals).chain(items) {
            if let Some(slot) = told.get_mut(account) {
                *slot = true;
            }
        }
        Told(told)
    }

    /// Whether a page has something to say that the tables' figures do not.
    fn holds(&self, plan: &Plan, account: &AccountPlan) -> bool {
        let record = plan.record(account);
        let texts = DESCRIBED.iter().any(|field| record.details.get(*field).is_some());
        let sold = record.value_orientation.is_some() || record.selling_mode.is_some();
        let told = self.0.get(account.account).copied().unwrap_or(false);
        account.persons > 0 || texts || sold || told || has_alliance(record)
    }
}

/// Texts about an account that its page shows.
const DESCRIBED: [Field; 7] = [
    Field::Needs,
    Field::Characteristics,
    Field::Concerns,
    Field::OurGoal,
    Field::HowCarriedOut,
    Field::OurStrengths,
    Field::OurWeaknesses,
];

/// The name of an account's page among them, where it has one.
pub fn page_of(pages: &[(usize, String)], account: usize) -> Option<&str> {
    let at = pages.binary_search_by_key(&account, |(at, _)| *at).ok()?;
    Some(&pages[at].1)
}

/// The name of a file without its folders.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The first cell of a sheet, as HYPERLINK wants it.
pub fn link_to(sheet: &str) -> String {
    quoted(&format!("#'{}'!A1", sheet.replace('\'', "''")))
}

/// A legal name of a sheet: no `[]:*?/\`, no control character, no apostrophe at its ends.
fn page_name(number: usize, name: &str) -> String {
    let legal = |c: char| !"[]:*?/\\".contains(c) && !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}');
    let plain: String = name.chars().map(|c| if legal(c) { c } else { ' ' }).collect();
    let whole = format!("{number} {}", plain.split_whitespace().collect::<Vec<_>>().join(" "));
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST
    };
    let cut: String = whole.chars().take_while(fits).collect();
    let trimmed = cut.trim_end_matches(['\'', ' ']);
    // A number alone would be taken for one.
    if trimmed.parse::<f64>().is_ok() { format!("{trimmed} —") } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::page_name;

    #[test]
    fn names_are_legal_whatever_the_account_is_called() {
        assert_eq!(page_name(1, "A/B [C]: *D?\\"), "1 A B C D");
        assert_eq!(page_name(2, "'quoted'"), "2 'quoted");
        assert_eq!(page_name(3, "///"), "3 —");
        assert_eq!(page_name(12, &"😀".repeat(40)), format!("12 {}", "😀".repeat(14)));
        assert_eq!(page_name(4, &"汉".repeat(40)).encode_utf16().count(), 31);
        assert_eq!(page_name(5, "a\u{0}\tb"), "5 a b");
    }
}
