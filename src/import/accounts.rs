//! Account rows: each adds its account, or is merged into it.

use super::builder::Builder;
use super::merge::{Place as Differs, merge};
use super::parse::parse;
use super::records;
use super::sheet_plan::SheetPlan;
use crate::model::{Account, Field, Issue, IssueCode, KeyPerson};

impl Builder {
    pub(super) fn accounts(&mut self, plan: &SheetPlan<'_>) {
        for parsed in parse(plan, records::account) {
            let row = parsed.row;
            if parsed.rejected
                && let Some((account, _)) = &parsed.record
            {
                self.registry.reject(account.id.as_deref(), &account.name);
            }
            let Some((account, contact)) = self.book(plan, parsed) else { continue };
            let Some(at) = self.place(plan, row, account) else { continue };
            self.persons.extend(contact.map(|c| KeyPerson { account: at, ..c }));
        }
    }

    /// Merges an account row into its account, or adds it.
    fn place(&mut self, plan: &SheetPlan<'_>, row: u32, account: Account) -> Option<usize> {
        let same = self.registry.same(account.id.as_deref(), &account.name);
        if account.name.is_empty() && same.is_none() {
            self.registry.reject(account.id.as_deref(), "");
            self.reject(plan, row, IssueCode::MissingName, Field::Name, &[]);
            return None;
        }
        let Some(at) = same else {
            self.count(plan, row, |c| c.planned += 1);
            return Some(self.registry.add(account));
        };
        self.count(plan, row, |c| c.merged += 1);
        if let Some(id) = &account.id {
            self.registry.learn_id(id, at);
        }
        let name = self.registry.accounts[at].name.clone();
        let place = plan.place(row, None);
        self.issues.push(Issue::new(IssueCode::DuplicateMerged, place).with("account", &name));
        for (differs, kept, left_out) in merge(&mut self.registry.accounts[at], account) {
            let (field, column, name_of) = match differs {
                Differs::Field(field) => {
                    (Some(field), plan.fields.get(&field).map(|c| c.column), format!("@field.{field}"))
                }
                Differs::Further(extra) => {
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
        Some(at)
    }
}
