//! Child rows: read, joined to their account, kept in the portfolio; a row without its account is rejected.

use super::builder::Builder;
use super::ledger::Money;
use super::parse::parse;
use super::plan_records;
use super::records::{self, AccountKey};
use crate::import::understand::sheet_plan::SheetPlan;
use crate::layout::TableId;
use crate::model::{
    CellPlace, CostItem, Details, Field, FieldValue, Goal, Issue, IssueCode, KeyPerson, LeftOut, Note,
    Opportunity, OrderLine, PlanItem, Record, RecordKind, Resource, RowCounts, SourceRow, ValueItem, Visit,
};

impl Builder {
    /// A title can name a known account, but none is known: the sheet cannot be used.
    fn without_account(&mut self, plan: &SheetPlan<'_>) {
        let rows = (plan.end - plan.first_data) as u64;
        let sheet = &mut self.sheets[plan.sheet as usize];
        sheet.reason = Note::new("reason.no_account_column");
        let header = sheet.header_row.and_then(|row| plan.raw.index_of(row)).unwrap_or(0);
        sheet.preview = crate::import::understand::examples::preview(plan.raw, header..plan.end);
        // Mended rows of such a sheet are of no use either.
        let mended: Vec<u32> = plan.homes.values().map(|home| home.source.sheet).collect();
        sheet.rows = RowCounts { read: rows, ignored: rows, ..RowCounts::default() };
        for home in mended {
            let rows = &mut self.sheets[home as usize].rows;
            (rows.read, rows.ignored) = (rows.read + 1, rows.ignored + 1);
        }
        let place = CellPlace { input: Some(plan.input), sheet: Some(plan.sheet), ..CellPlace::default() };
        self.issues.push(Issue::new(IssueCode::NoAccountColumn, place).with("sheet", &plan.raw.name));
    }

    /// The account of a child row; rejects the row if there is none.
    fn joined(
        &mut self,
        plan: &SheetPlan<'_>,
        row: u32,
        key: &AccountKey,
        about: Option<&Details>,
        money: &Money,
    ) -> Option<usize> {
        let source = plan.source(row);
        let found = if self.makes_accounts {
            self.registry.find_or_make(key, about.unwrap_or(&Details::default()), source)
        } else {
            self.registry.find(key)
        };
        match found {
            Ok(found) => {
                self.count(plan, row, |c| c.planned += 1);
                self.ledger.planned(plan.sheet, money);
                if found.without_zeros {
                    let count = self.zeros.entry(source.sheet).or_insert((source.row, found.at, 0));
                    count.2 += 1;
                }
                Some(found.at)
            }
            Err(lost) => {
                let code = lost.code;
                self.ledger.left(plan.sheet, money, LeftOut::NoAccount);
                let ids =
                    lost.several.iter().map(|at| self.registry.accounts[*at].id.as_deref().unwrap_or("–"));
                let ids = ids.collect::<Vec<_>>().join(", ");
                let named = key.name.clone().or(key.id.clone()).or(key.domain.clone()).or(key.title.clone());
                let fields = [Field::Account, Field::AccountId, Field::Domain, Field::Name];
                let field = fields.into_iter().find(|f| plan.has(*f)).unwrap_or(Field::Account);
                self.reject(plan, row, code, field, &[("account", named.unwrap_or_default()), ("ids", ids)]);
                None
            }
        }
    }

    pub(in crate::import) fn orders(&mut self, plan: &SheetPlan<'_>) {
        for parsed in parse(plan, records::order) {
            let row = parsed.row;
            let Some(((Some(line), key, about), money)) = self.book(plan, parsed) else { continue };
            if let Some(account) = self.joined(plan, row, &key, Some(&about), &money) {
                self.orders.push(OrderLine { account, ..line });
            }
        }
    }

    pub(in crate::import) fn opportunities(&mut self, plan: &SheetPlan<'_>) {
        let keys = [Field::Account, Field::AccountId, Field::Domain];
        if self.makes_accounts && !keys.iter().any(|f| plan.has(*f)) {
            return self.without_account(plan);
        }
        for parsed in parse(plan, records::opportunity) {
            let row = parsed.row;
            let Some(((deal, key), money)) = self.book(plan, parsed) else { continue };
            if let Some(account) = self.joined(plan, row, &key, Some(&Details::default()), &money) {
                self.opportunities.push(Opportunity { account, ..deal });
            }
        }
    }

    pub(in crate::import) fn persons(&mut self, plan: &SheetPlan<'_>) {
        for parsed in parse(plan, records::person) {
            let row = parsed.row;
            let Some(((person, key), money)) = self.book(plan, parsed) else { continue };
            if self.is_unfilled(&person, plan.source(row)) {
                self.pass_over(plan, row, &money);
            } else if person.name.is_empty() {
                self.ledger.left(plan.sheet, &money, LeftOut::Rejected);
                self.reject(plan, row, IssueCode::MissingName, Field::Name, &[]);
            } else if let Some(account) = self.joined(plan, row, &key, None, &money) {
                self.persons.push(KeyPerson { account, ..person });
            }
        }
    }

    /// The sheets that only planners keep; others are passed over.
    pub(in crate::import) fn planning(&mut self, plan: &SheetPlan<'_>) {
        match plan.kind {
            RecordKind::Visits => self.children(plan, |builder, account, source, visit| {
                builder.visits.push(Visit { account, source, ..visit });
            }),
            RecordKind::Values => self.children(plan, |builder, account, source, item| {
                builder.values.push(ValueItem { account, source, ..item });
            }),
            RecordKind::Costs => self.children(plan, |builder, account, source, item| {
                builder.costs.push(CostItem { account, source, ..item });
            }),
            RecordKind::Goals => self.children(plan, |builder, account, source, goal| {
                builder.goals.push(Goal { account, source, ..goal });
            }),
            RecordKind::PlanItems => self.plan_items(plan),
            RecordKind::Resources => self.resources(plan),
            RecordKind::Accounts
            | RecordKind::Persons
            | RecordKind::Opportunities
            | RecordKind::Orders
            | RecordKind::Ignored => {}
        }
    }

    fn children<R: Record + Send>(
        &mut self,
        plan: &SheetPlan<'_>,
        keep: impl Fn(&mut Builder, usize, SourceRow, R),
    ) {
        for parsed in parse(plan, plan_records::child::<R>) {
            let row = parsed.row;
            let Some(((record, key), money)) = self.book(plan, parsed) else { continue };
            if self.is_unfilled(&record, plan.source(row)) {
                self.pass_over(plan, row, &money);
            } else if let Some(account) = self.joined(plan, row, &key, None, &money) {
                keep(self, account, plan.source(row), record);
            }
        }
    }

    /// Whether a row of a form was left empty, with no word in a column that people added either: such rows come with
    /// a table that was copied from a plan.
    fn is_unfilled<R: Record>(&self, record: &R, source: SourceRow) -> bool {
        let form = TableId::ALL.iter().map(|id| id.table()).find(|t| t.kind == R::KIND && t.is_form());
        let Some(form) = form else { return false };
        let given = |field| form.columns.iter().any(|c| c.given && c.field == Some(field));
        let mut said = R::FIELDS.iter().filter(|spec| !spec.passing && !given(spec.field));
        let nothing = |field| match record.get(field) {
            Some(FieldValue::Text(text)) => text.is_empty(),
            value => value.is_none(),
        };
        said.all(|spec| nothing(spec.field)) && !self.own.iter().any(|own| own.cells.contains_key(&source))
    }

    /// A row that is no record.
    fn pass_over(&mut self, plan: &SheetPlan<'_>, row: u32, money: &Money) {
        self.ledger.left(plan.sheet, money, LeftOut::NoRecord);
        self.count(plan, row, |c| c.ignored += 1);
    }

    /// Plan items; proposals that nobody answered are left out, since the method makes them anew.
    fn plan_items(&mut self, plan: &SheetPlan<'_>) {
        let mut renewed = 0_u64;
        for parsed in parse(plan, plan_records::plan_item) {
            let row = parsed.row;
            match self.book(plan, parsed) {
                Some(((Some(item), _), money)) if self.is_unfilled(&item, item.source) => {
                    self.pass_over(plan, row, &money);
                }
                Some(((Some(item), key), money)) => {
                    if let Some(account) = self.joined(plan, row, &key, None, &money) {
                        self.plan_items.push(PlanItem { account, ..item });
                    }
                }
                Some(((None, _), money)) => {
                    self.pass_over(plan, row, &money);
                    renewed += 1;
                }
                None => {}
            }
        }
        if renewed > 0 {
            let place =
                CellPlace { input: Some(plan.input), sheet: Some(plan.sheet), ..CellPlace::default() };
            self.issues.push(Issue::new(IssueCode::ProposalRenewed, place).with("count", renewed));
        }
    }

    /// Resources by name; the same one again is merged, the first row wins.
    fn resources(&mut self, plan: &SheetPlan<'_>) {
        for parsed in parse(plan, plan_records::resource) {
            let row = parsed.row;
            let Some((resource, money)) = self.book(plan, parsed) else { continue };
            if resource.name.is_empty() {
                self.ledger.left(plan.sheet, &money, LeftOut::Rejected);
                self.reject(plan, row, IssueCode::MissingName, Field::Name, &[]);
            } else if self.resources.iter().any(|r: &Resource| r.name == resource.name) {
                self.count(plan, row, |c| c.merged += 1);
                self.ledger.left(plan.sheet, &money, LeftOut::Duplicate);
                let place = plan.place(row, None);
                self.issues
                    .push(Issue::new(IssueCode::DuplicateResource, place).with("resource", resource.name));
            } else {
                self.count(plan, row, |c| c.planned += 1);
                self.ledger.planned(plan.sheet, &money);
                self.resources.push(resource);
            }
        }
    }
}
