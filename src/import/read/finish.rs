//! What is told when everything was read, and the portfolio that comes of it.

use super::builder::Builder;
use super::settle::{language, refuse, settle};
use crate::config::Config;
use crate::import::cells::Decimal;
use crate::model::{Account, CellPlace, Issue, IssueCode, LeftOut, MoneyReading, Portfolio, Resource};

impl Builder {
    /// Every sheet knows where its money went.
    fn close_ledger(&mut self) {
        for (at, sheet) in (0_u32..).zip(&mut self.sheets) {
            for (field, money) in self.ledger.of(at) {
                let mut columns = sheet.columns.iter().filter(|c| c.field == Some(field));
                let Some(first) = columns.next() else {
                    // Quantity times price has no column of its own.
                    let made = sheet.money.iter_mut().find(|m| m.field == Some(field));
                    made.into_iter().for_each(|m| {
                        *m = MoneyReading {
                            column: m.column,
                            header: std::mem::take(&mut m.header),
                            ..money.clone()
                        };
                    });
                    continue;
                };
                let rest = columns.map(|c| c.header.as_str());
                let header =
                    std::iter::once(first.header.as_str()).chain(rest).collect::<Vec<_>>().join(" + ");
                sheet.money.push(MoneyReading { column: first.column, header, ..money });
            }
            sheet.money.sort_by_key(|m| m.column);
        }
    }

    /// No list names accounts as such: the rows of others made them.
    pub(in crate::import) fn tell_made(&mut self) {
        let Some(first) = self.registry.accounts.first() else { return };
        let sheet = &self.sheets[first.source.sheet as usize];
        let place =
            CellPlace { input: Some(sheet.input), sheet: Some(first.source.sheet), ..CellPlace::default() };
        let issue = Issue::new(IssueCode::AccountsMade, place)
            .with("count", self.registry.accounts.len())
            .with("kind", format!("@kind.{}", sheet.kind));
        self.issues.push(issue);
    }

    /// Names that differ by a letter or in their legal form, for review.
    fn similar_names(&mut self) {
        for group in self.registry.similar() {
            let Some(first) = group.first().map(|at| &self.registry.accounts[*at]) else { continue };
            let names: Vec<&str> = group.iter().map(|at| self.registry.accounts[*at].name.as_str()).collect();
            let place = CellPlace {
                sheet: Some(first.source.sheet),
                row: Some(first.source.row),
                ..CellPlace::default()
            };
            let issue = Issue::new(IssueCode::SimilarNames, place).with("names", names.join(" | "));
            self.issues.push(issue);
        }
    }

    /// Numbers that were found only without the zeros before them.
    fn lost_zeros(&mut self) {
        for (sheet, (row, account, count)) in std::mem::take(&mut self.zeros) {
            let place = CellPlace { sheet: Some(sheet), row: Some(row), ..CellPlace::default() };
            let id = self.registry.accounts[account].id.clone().unwrap_or_default();
            let issue = Issue::new(IssueCode::LeadingZerosAssumed, place);
            self.issues.push(issue.with("count", count).with("id", id));
        }
    }

    pub(in crate::import) fn finish(mut self, config: &Config) -> Portfolio {
        for (later, first) in self.registry.namesakes() {
            let (account, other) = (&self.registry.accounts[later], &self.registry.accounts[first]);
            let place = CellPlace {
                sheet: Some(account.source.sheet),
                row: Some(account.source.row),
                ..CellPlace::default()
            };
            let issue = Issue::new(IssueCode::SameNameOtherId, place)
                .with("account", &account.name)
                .with("id", account.id.as_deref().unwrap_or("–"))
                .with("other", other.id.as_deref().unwrap_or("–"));
            self.issues.push(issue);
        }
        self.similar_names();
        self.lost_zeros();
        for (at, extra) in std::mem::take(&mut self.varying) {
            self.registry.accounts[at].extra.retain(|(e, _)| *e != extra);
        }
        let mixed = self.currencies.len() > 1;
        if mixed {
            self.ledger.refuse(LeftOut::Currencies);
            let codes: Vec<&str> = self.currencies.keys().map(String::as_str).collect();
            let place = self.currencies.values().max().copied().unwrap_or_default();
            self.issues
                .push(Issue::new(IssueCode::MixedCurrencies, place).with("currencies", codes.join(", ")));
        }
        self.close_ledger();
        let language = language(&self.sheets);
        let currency = self.currencies.keys().next().cloned();
        let mut portfolio = Portfolio {
            inputs: self.inputs,
            sheets: self.sheets,
            accounts: self.registry.finish(),
            persons: self.persons,
            opportunities: self.opportunities,
            orders: self.orders,
            visits: self.visits,
            values: self.values,
            costs: self.costs,
            goals: self.goals,
            plan_items: self.plan_items,
            resources: self.resources,
            added_sheets: self.added,
            own_columns: self.own,
            stated_settings: self.settings,
            extra_columns: self.extra_columns,
            issues: self.issues,
            rejected: Vec::new(),
            mended: self.mended,
            language,
            currency,
        };
        if mixed {
            refuse(&mut portfolio);
        }
        uses_of_resources(&mut portfolio, config);
        settle(&mut portfolio, self.rejected);
        portfolio
    }
}

/// A further column of the accounts that is called like a resource holds its current use, whether the list or
/// the settings name that resource.
fn uses_of_resources(portfolio: &mut Portfolio, config: &Config) {
    for resource in config.settings.resources() {
        let key = crate::config::plain(&resource.name);
        if !portfolio.resources.iter().any(|r| crate::config::plain(&r.name) == key) {
            portfolio.resources.push(Resource { name: resource.name.clone(), ..Resource::default() });
        }
    }
    for resource in &mut portfolio.resources {
        let name = crate::config::plain(&resource.name);
        let Some(extra) = portfolio.extra_columns.iter().position(|h| crate::config::plain(h) == name) else {
            continue;
        };
        let used = |(at, account): (usize, &Account)| {
            let (_, text) = account.extra.iter().find(|(e, _)| *e as usize == extra)?;
            crate::import::cells::number(text, Decimal::Unknown).map(|amount| (at, amount))
        };
        resource.current = portfolio.accounts.iter().enumerate().filter_map(used).collect();
    }
}
