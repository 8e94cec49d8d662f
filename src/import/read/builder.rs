//! The portfolio while it grows: rows are booked, merged, rejected; what is left over is told at the end.

use super::join::Registry;
use super::ledger::{Ledger, Money};
use super::parse::Parsed;
use super::row_reader::RowReader;
use crate::import::understand::row_kind::RowKind;
use crate::import::understand::sheet_plan::SheetPlan;
use crate::import::understand::surveyed::Rejected;
use crate::import::understand::surveyed::Surveyed;
use crate::model::{
    AddedSheet, CellPlace, CostItem, Field, Goal, InputFile, Issue, IssueCode, KeyPerson, LeftOut, MendedRow,
    Opportunity, OrderLine, OwnColumn, PlanItem, Resource, RowCounts, SheetReading, SourceRow, ValueItem,
    Visit,
};
use std::collections::{BTreeMap, BTreeSet};

/// The portfolio while it grows.
#[derive(Default)]
pub(in crate::import) struct Builder {
    pub(in crate::import) inputs: Vec<InputFile>,
    pub(in crate::import) sheets: Vec<SheetReading>,
    pub(in crate::import) registry: Registry,
    pub(in crate::import) makes_accounts: bool,
    pub(in crate::import) persons: Vec<KeyPerson>,
    pub(in crate::import) opportunities: Vec<Opportunity>,
    pub(in crate::import) orders: Vec<OrderLine>,
    pub(in crate::import) visits: Vec<Visit>,
    pub(in crate::import) values: Vec<ValueItem>,
    pub(in crate::import) costs: Vec<CostItem>,
    pub(in crate::import) goals: Vec<Goal>,
    pub(in crate::import) plan_items: Vec<PlanItem>,
    pub(in crate::import) resources: Vec<Resource>,
    pub(in crate::import) extra_columns: Vec<String>,
    pub(in crate::import) issues: Vec<Issue>,
    pub(in crate::import) rejected: Vec<Rejected>,
    pub(in crate::import) mended: BTreeMap<SourceRow, MendedRow>,
    pub(in crate::import) added: Vec<AddedSheet>,
    pub(in crate::import) own: Vec<OwnColumn>,
    pub(in crate::import) settings: BTreeMap<String, f64>,
    /// By sheet: first row, its account and number of rows joined without the zeros before a number.
    pub(in crate::import) zeros: BTreeMap<u32, (u32, usize, u64)>,
    pub(in crate::import) currencies: BTreeMap<String, CellPlace>,
    /// Where the money went.
    pub(in crate::import) ledger: Ledger,
    /// Further columns in which the lines of an account differ.
    pub(in crate::import) varying: BTreeSet<(usize, u32)>,
}

impl Builder {
    /// Gives the further columns of an account sheet their place in the portfolio, by header.
    pub(in crate::import) fn carry_along(&mut self, sheet: &mut Surveyed<'_>) {
        let Some(plan) = &mut sheet.plan else { return };
        for (column, header) in &sheet.further {
            let known = self.extra_columns.iter().position(|h| h == header);
            let at = known.unwrap_or_else(|| {
                self.extra_columns.push(header.clone());
                self.extra_columns.len() - 1
            });
            // Two columns of one header on one sheet stay two.
            let taken = plan.extra.iter().any(|(_, e)| *e as usize == at);
            let at = if taken {
                self.extra_columns.push(format!("{header} ({})", crate::model::column_letters(*column)));
                self.extra_columns.len() - 1
            } else {
                at
            };
            plan.extra.push((*column, u32::try_from(at).unwrap_or(u32::MAX)));
        }
    }

    /// Books a row that is no data or was rejected while parsing; hands back the record of any other.
    pub(in crate::import) fn book<R>(
        &mut self,
        plan: &SheetPlan<'_>,
        parsed: Parsed<R>,
    ) -> Option<(R, Money)> {
        let (place, source) = (plan.place(parsed.row, None), plan.source(parsed.row));
        if source.sheet != plan.sheet {
            // The original of a mended row.
            let counts = &mut self.sheets[plan.sheet as usize].rows;
            (counts.read, counts.merged) = (counts.read + 1, counts.merged + 1);
        }
        self.ledger.read(plan.sheet, &parsed.money);
        let left = match parsed.kind {
            RowKind::Data => parsed.rejected.then_some(LeftOut::Rejected),
            RowKind::Total => Some(LeftOut::Total),
            RowKind::Remainder => Some(LeftOut::Remainder),
            RowKind::Instruction => Some(LeftOut::NoRecord),
        };
        if let Some(why) = left {
            self.ledger.left(plan.sheet, &parsed.money, why);
        }
        let counts = &mut self.sheets[source.sheet as usize].rows;
        counts.read += 1;
        for (code, place) in parsed.currencies {
            self.currencies.entry(code).or_insert(place);
        }
        match parsed.kind {
            RowKind::Data => {}
            RowKind::Total => {
                counts.ignored += 1;
                self.issues.push(Issue::new(IssueCode::TotalRowIgnored, place));
                return None;
            }
            RowKind::Remainder => {
                counts.ignored += 1;
                let key = plan.key_column();
                let name =
                    key.and_then(|c| plan.raw.find(parsed.row)?.get(c)).map(crate::import::cells::shown);
                let mut issue = Issue::new(IssueCode::RemainderRowIgnored, plan.place(parsed.row, key));
                issue.value.clone_from(&name);
                self.issues.push(issue.with("name", name.unwrap_or_default()));
                return None;
            }
            RowKind::Instruction => {
                counts.ignored += 1;
                self.issues.push(Issue::new(IssueCode::InstructionRowIgnored, place));
                return None;
            }
        }
        if !parsed.rejected {
            self.issues.extend(parsed.issues);
            return parsed.record.map(|record| (record, parsed.money));
        }
        counts.rejected += 1;
        let mut whole = parsed.whole;
        for issue in parsed.issues {
            if issue.code.severity() == crate::model::Severity::Error && !whole.is_empty() {
                self.rejected.push(Rejected { issue, source, cells: std::mem::take(&mut whole) });
            } else {
                self.issues.push(issue);
            }
        }
        None
    }

    /// Counts a row where it stands.
    pub(in crate::import) fn count(&mut self, plan: &SheetPlan<'_>, row: u32, add: impl Fn(&mut RowCounts)) {
        add(&mut self.sheets[plan.source(row).sheet as usize].rows);
    }

    /// Rejects a row after parsing.
    pub(in crate::import) fn reject(
        &mut self,
        plan: &SheetPlan<'_>,
        row: u32,
        code: IssueCode,
        field: Field,
        args: &[(&'static str, String)],
    ) {
        let Some(found) = plan.raw.find(row) else { return };
        let reader = RowReader::new(plan, found);
        let mut issue = reader.issue(code, Some(field));
        issue.args.extend_from_slice(args);
        let source = reader.source();
        self.rejected.push(Rejected { issue, source, cells: reader.whole() });
        self.count(plan, row, |c| c.rejected += 1);
    }
}
