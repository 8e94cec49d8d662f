//! The columns of the blank template: what a person can enter in the planning workbook, with the columns that
//! say whom a row is about, gathered from the same schemas. No second design of the input.

use crate::config::plain;
use crate::layout::TableId;
use crate::model::{Field, RecordKind, dictionary};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, Limit, Schema};
use crate::workbook::kit::stated;
use crate::workbook::kit::styles::Look;
use std::collections::HashSet;

/// A sheet of the template.
pub struct TemplateSheet {
    pub kind: RecordKind,
    pub columns: Vec<(Field, Column)>,
}

/// Answers to what only the program proposes: nothing to enter before there is a plan.
const ANSWERS: [&str; 1] = ["choice"];

/// The sheets in order, from the workbook of a portfolio that has everything.
pub fn sheets(context: &Context<'_>) -> Vec<TemplateSheet> {
    let mut sheets = Vec::new();
    for (kind, schemas) in schemas(context) {
        let mut columns: Vec<(Field, Column)> = Vec::new();
        let mut seen = HashSet::new();
        for column in schemas.into_iter().flat_map(|s| &s.columns).filter(|c| is_entered(c)) {
            if let Some(field) = context.config.columns.field(kind, &plain(&column.header))
                && seen.insert(field)
            {
                columns.push((field, offered(context, column.clone())));
            }
        }
        columns.sort_by_key(|(field, _)| place(kind, *field));
        if kind == RecordKind::Values {
            sheets.push(visits(context));
        }
        sheets.push(TemplateSheet { kind, columns });
    }
    sheets
}

/// The kinds of records, in the order of their sheets.
const KINDS: [RecordKind; 8] = [
    RecordKind::Accounts,
    RecordKind::Persons,
    RecordKind::Opportunities,
    RecordKind::Values,
    RecordKind::Costs,
    RecordKind::Goals,
    RecordKind::PlanItems,
    RecordKind::Resources,
];

/// The schemas that hold entries of each kind.
fn schemas<'c>(context: &'c Context<'_>) -> Vec<(RecordKind, Vec<&'c Schema>)> {
    let of = |kind| TableId::ALL.iter().filter(move |id| id.table().kind == kind);
    KINDS.map(|kind| (kind, of(kind).filter_map(|id| context.tables.find(*id)).collect())).into()
}

/// What a person enters, and what the list states and the workbook carries along.
fn is_entered(column: &Column) -> bool {
    matches!(column.look, Look::Entry | Look::Plain) && !ANSWERS.contains(&column.key)
}

/// The template has no table of stages to point to: it names them itself.
fn offered(context: &Context<'_>, mut column: Column) -> Column {
    if let Some(Limit::Known(_)) = column.limit {
        column.limit = context.stages.map(|s| Limit::Suggested(s.names()));
    }
    column
}

/// Keys first; then accounts as fields go, from who they are to what to do; the rest as on its sheet.
fn place(kind: RecordKind, field: Field) -> usize {
    let first = [Field::Id, Field::AccountId, Field::Account];
    if let Some(at) = first.iter().position(|f| *f == field) {
        return at;
    }
    let at = Field::ALL.iter().position(|f| *f == field).unwrap_or(0);
    first.len() + if kind == RecordKind::Accounts { at } else { 0 }
}

/// A visit has no sheet in the planning workbook, which counts them: its fields as the dictionary has them.
fn visits(context: &Context<'_>) -> TemplateSheet {
    let kind = RecordKind::Visits;
    let mut columns: Vec<(Field, Column)> = dictionary(kind)
        .iter()
        .map(|spec| {
            let name = context.labels.field(kind, spec.field);
            (spec.field, Column::new("", name, stated::form(spec.reads), Look::Entry))
        })
        .collect();
    columns.sort_by_key(|(field, _)| place(kind, *field));
    TemplateSheet { kind, columns }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Config, Templates};
    use crate::model::Language;
    use crate::workbook::kit::facts::Facts;
    use crate::workbook::options::{Formulas, WorkbookOptions};
    use crate::workbook::registry;

    /// What a person enters in the planning workbook has a name that the import knows, and a place in the
    /// template; what the template asks for stands in the planning workbook.
    #[test]
    fn template_and_planning_workbook_ask_for_the_same() {
        let config = Config::load(&Templates::default()).unwrap();
        let today = chrono::NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        let plan = crate::method::plan(crate::sample::complete(today), &config, today);
        let mut fields = Vec::new();
        for language in [Language::Zh, Language::En] {
            let options = WorkbookOptions { formulas: Formulas::Values, ..WorkbookOptions::default() };
            let mut book = rust_xlsxwriter::Workbook::new();
            let facts = Facts::new(&plan, &config, language, &options).unwrap();
            let made = registry::sheets(&facts).unwrap();
            let context = made.context(&facts, &mut book).unwrap();
            let sheets = sheets(&context);
            for (kind, schemas) in schemas(&context) {
                let sheet = sheets.iter().find(|s| s.kind == kind).unwrap();
                let mut asked: HashSet<Field> = sheet.columns.iter().map(|(field, _)| *field).collect();
                for column in schemas.iter().flat_map(|s| &s.columns) {
                    let field = config.columns.field(kind, &plain(&column.header));
                    let entry = column.look == Look::Entry && !ANSWERS.contains(&column.key);
                    assert!(!entry || field.is_some(), "{language} {kind}: {} is no field", column.header);
                    if let Some(field) = field.filter(|_| is_entered(column)) {
                        let there = sheet.columns.iter().any(|(f, _)| *f == field);
                        assert!(there, "{language} {kind}: {} is not in the template", column.header);
                        asked.remove(&field);
                    }
                }
                assert!(asked.is_empty(), "{language} {kind}: {asked:?} nowhere in the planning workbook");
            }
            fields.push(sheets.iter().map(|s| s.columns.iter().map(|(f, _)| *f).collect()).collect());
        }
        let [zh, en]: [Vec<Vec<Field>>; 2] = fields.try_into().unwrap();
        assert_eq!(zh, en);
    }
}
