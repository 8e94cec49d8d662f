//! Account rows: each adds its account, or is merged into it. Where the rows of an account differ in money they
//! are lines, whose money is added up.

use super::builder::Builder;
use super::figures::{Figure, Lines, added as added_fields, split};
use super::ledger::Money;
use super::lines::{AccountRow, Tables, tables};
use super::merge::{Place as Differs, merge};
use super::parse::parse;
use super::records;
use crate::import::understand::sheet_plan::SheetPlan;
use crate::model::{Account, Field, Issue, IssueCode, KeyPerson, LeftOut, Record};

impl Builder {
    /// Reads all sheets of accounts.
    pub(in crate::import) fn accounts(&mut self, plans: &[&SheetPlan<'_>]) {
        let rows: Vec<Vec<AccountRow>> =
            plans.iter().map(|plan| parse(plan, records::account).collect()).collect();
        let Tables { of, mut lines } = tables(plans, &rows);
        for ((plan, rows), table) in plans.iter().zip(rows).zip(of) {
            let table = table.map(|at| &mut lines[at]);
            self.account_rows(plan, rows, table);
        }
        for table in lines {
            self.settle_lines(table, plans);
        }
    }

    fn account_rows(&mut self, plan: &SheetPlan<'_>, rows: Vec<AccountRow>, mut table: Option<&mut Lines>) {
        for parsed in rows {
            let row = parsed.row;
            if parsed.rejected
                && let Some((account, _)) = &parsed.record
            {
                self.registry.reject(account.id.as_deref(), &account.name);
            }
            let Some(((account, contact), money)) = self.book(plan, parsed) else { continue };
            let Some(at) = self.place(plan, row, account, &money, table.as_deref_mut()) else { continue };
            self.persons.extend(contact.map(|c| KeyPerson { account: at, ..c }));
        }
    }

    /// Merges an account row into its account, or adds it.
    fn place(
        &mut self,
        plan: &SheetPlan<'_>,
        row: u32,
        mut account: Account,
        money: &Money,
        table: Option<&mut Lines>,
    ) -> Option<usize> {
        let same = self.registry.same(account.id.as_deref(), &account.name);
        if account.name.is_empty() && same.is_none() {
            self.registry.reject(account.id.as_deref(), "");
            self.reject(plan, row, IssueCode::MissingName, Field::Name, &[]);
            self.ledger.left(plan.sheet, money, LeftOut::Rejected);
            return None;
        }
        let lines = table.is_some();
        let (added, rest) = if lines { split(money) } else { (Money::new(), money.clone()) };
        if lines {
            added_fields().for_each(|field| account.put(field, None));
        }
        let at = match same {
            None => {
                self.count(plan, row, |c| c.planned += 1);
                self.ledger.planned(plan.sheet, &rest);
                self.registry.add(account)
            }
            Some(at) => {
                self.count(plan, row, |c| c.merged += 1);
                self.merge(plan, row, at, account, &rest, lines);
                at
            }
        };
        if let Some(table) = table {
            if table.again(at, plan, row) {
                self.ledger.left(plan.sheet, &added, LeftOut::Duplicate);
            } else {
                let period = table.period(plan, row);
                let figure =
                    |(field, amount)| Figure { account: at, field, period, amount, sheet: plan.sheet, row };
                table.figures.extend(added.into_iter().map(figure));
            }
        }
        Some(at)
    }

    fn merge(
        &mut self,
        plan: &SheetPlan<'_>,
        row: u32,
        at: usize,
        account: Account,
        money: &Money,
        lines: bool,
    ) {
        if let Some(id) = &account.id {
            self.registry.learn_id(id, at);
        }
        let name = self.registry.accounts[at].name.clone();
        if !lines {
            let place = plan.place(row, None);
            self.issues.push(Issue::new(IssueCode::DuplicateMerged, place).with("account", &name));
        }
        let before = self.registry.accounts[at].clone();
        let found = merge(&mut self.registry.accounts[at], account);
        for (field, amount) in money {
            let differs = found.iter().any(|(place, ..)| *place == Differs::Field(*field));
            let filled = super::figures::stated(&before, *field).is_none();
            let one = [(*field, *amount)];
            match (differs, filled) {
                (true, _) => self.ledger.left(plan.sheet, &one, LeftOut::Conflict),
                (false, true) => self.ledger.planned(plan.sheet, &one),
                (false, false) => self.ledger.left(plan.sheet, &one, LeftOut::Duplicate),
            }
        }
        for (differs, kept, left_out) in found {
            let (field, column, name_of) = match differs {
                Differs::Field(field) => {
                    (Some(field), plan.fields.get(&field).map(|c| c.column), format!("@field.{field}"))
                }
                Differs::Further(extra) => {
                    if lines {
                        // What lines say differently is not said of the account.
                        self.varying.insert((at, extra));
                        continue;
                    }
                    let column = plan.extra.iter().find(|(_, e)| *e == extra).map(|(column, _)| *column);
                    (None, column, self.extra_columns[extra as usize].clone())
                }
            };
            let mut issue = Issue::new(IssueCode::DuplicateConflict, plan.place(row, column))
                .with("account", &name)
                .with("field", name_of)
                .with("kept", kept);
            issue.header = field.and_then(|f| plan.fields.get(&f)).map(|c| c.header.clone());
            issue.field = field;
            issue.value = Some(left_out);
            self.issues.push(issue);
        }
    }
}
