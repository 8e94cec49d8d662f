//! The sheet of resources: capacity, floors and caps on top; below, for every account, current and
//! recommended amounts, gap, expected ROI, decision and sub-strategies.

pub mod resource_cells;

use crate::model::{Field, RecordKind, Resource};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, HEADER_ROW, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look, Piece};
use crate::workbook::kit::table::{self, Spot};
use crate::workbook::kit::texts::Texts;
use crate::workbook::sheets::relative_value::segment_colors;
use crate::workbook::sheets::resources::resource_cells::list_cell;
use rust_xlsxwriter::Worksheet;

/// Resources that the sheet shows; further ones are in JSON and CSV.
pub const SHOWN: usize = 12;

/// Column keys of one resource among the accounts.
#[derive(Debug, Clone, Copy)]
pub struct Keys {
    pub current: &'static str,
    pub recommended: &'static str,
    pub gap: &'static str,
    /// Least amount in steps.
    pub floor: &'static str,
    /// Steps before rounding.
    pub quota: &'static str,
    /// Whole steps of the quota.
    pub whole: &'static str,
    /// What rounding down leaves.
    pub remainder: &'static str,
    /// Place of that remainder among all.
    pub place: &'static str,
}

macro_rules! keys {
    ($($n:literal)+) => {
        [$(Keys {
            current: concat!("current_", $n),
            recommended: concat!("recommended_", $n),
            gap: concat!("gap_", $n),
            floor: concat!("floor_", $n),
            quota: concat!("quota_", $n),
            whole: concat!("whole_", $n),
            remainder: concat!("remainder_", $n),
            place: concat!("place_", $n),
        }),+]
    };
}

/// Keys of the resources, by their place in the plan.
pub const KEYS: [Keys; SHOWN] = keys!("1" "2" "3" "4" "5" "6" "7" "8" "9" "10" "11" "12");

/// Amounts of a resource that formulas refer to: key of the list's column and of the defined name.
pub const AMOUNTS: [&str; 9] = [
    "capacity",
    "unit_cost",
    "step",
    "floor_core",
    "floor_growth",
    "floor_laggard",
    "cap_core",
    "cap_growth",
    "cap_laggard",
];

/// Texts about an account that a person enters here.
pub const TEXTS: [Field; 5] = [
    Field::ResourceSubStrategy,
    Field::OurGoal,
    Field::HowCarriedOut,
    Field::OurStrengths,
    Field::OurWeaknesses,
];

/// The list of resources.
pub fn list_schema(facts: &Facts<'_>) -> Schema {
    let field = |f| facts.field(RecordKind::Resources, f);
    let own = |key, form| Column::new(key, facts.header(key), form, Look::Computed);
    let mut columns = vec![
        Column::new("resource", field(Field::Name), Form::Text, Look::Plain),
        own("resource_assumed", Form::Text),
    ];
    let amounts = form(&facts.plan.resources);
    for key in AMOUNTS {
        let Some(known) = Field::from_code(key) else { continue };
        let form = if matches!(key, "step" | "unit_cost") { Form::Number } else { amounts };
        columns.push(Column::new(key, field(known), form, Look::Entry).limited(Limit::NotNegative));
    }
    columns.extend(["current", "recommended", "reserve"].map(|key| own(key, amounts)));
    if facts.live {
        columns.extend(["kept", "missing"].map(|key| own(key, Form::Number)));
    }
    let sheet = facts.labels.value("sheet", "resources").to_owned();
    Schema::new("Resources", sheet, columns, facts.plan.resources.len().min(SHOWN))
}

/// Whole steps are shown as whole numbers, others as they are.
fn form(resources: &[crate::method::resources::ResourcePlan]) -> Form {
    if resources.iter().all(|r| r.step.fract() == 0.0) { Form::Money } else { Form::Number }
}

/// The accounts with their share of every resource.
pub fn schema(facts: &Facts<'_>) -> Schema {
    let own = |key, form, look| Column::new(key, facts.header(key), form, look);
    let mut columns = vec![
        own("account_id", Form::Text, Look::Plain),
        own("account", Form::Text, Look::Plain),
        own("segment", Form::Center, Look::Computed),
        own("relative_value", Form::FinePercent, Look::Computed),
    ];
    let shown = facts.plan.resources.iter().take(SHOWN);
    for (resource, keys) in shown.clone().zip(KEYS) {
        let name = label(&facts.labels, &resource.name);
        let headed = |key, what, look| {
            let header = format!("{name}: {}", facts.header(what));
            Column::new(key, header, form(std::slice::from_ref(resource)), look)
        };
        columns.push(if resource.name == Resource::BUDGET {
            let entry = facts.field(RecordKind::Accounts, Field::CurrentBudget);
            Column::new(keys.current, entry, Form::Money, Look::Entry).limited(Limit::NotNegative)
        } else {
            headed(keys.current, "current", Look::Computed)
        });
        columns.push(headed(keys.recommended, "recommended", Look::Computed));
        columns.push(headed(keys.gap, "gap", Look::Computed));
    }
    columns.extend([
        own("expected_roi", Form::Percent, Look::Computed),
        own("decision", Form::Center, Look::Proposed),
        own("decision_reason", Form::Text, Look::Proposed),
    ]);
    let decisions = crate::model::Decision::ALL;
    let words = decisions.iter().map(|d| facts.labels.value("decision", d.code()).to_owned()).collect();
    let taken = facts.field(RecordKind::Accounts, Field::Decision);
    columns.push(
        Column::new("decision_taken", taken, Form::Center, Look::Entry).limited(Limit::Suggested(words)),
    );
    columns.push(own("proposed_sub_strategies", Form::Text, Look::Proposed));
    for field in TEXTS {
        let name = facts.field(RecordKind::Accounts, field);
        columns.push(Column::new("text", name, Form::Text, Look::Entry).numbered(field as usize));
    }
    columns.push(own("order", Form::Count, Look::Computed));
    if facts.live {
        let helpers = ["line", "segment_line", "order_key", "margin", "resource_cost", "confirmed"];
        columns.extend(helpers.map(|key| own(key, Form::Number, Look::Computed)));
        for (resource, keys) in shown.zip(KEYS) {
            let name = label(&facts.labels, &resource.name);
            let helper = |(key, what)| {
                Column::new(key, format!("{name}: {}", facts.header(what)), Form::Number, Look::Computed)
            };
            let all = [
                (keys.floor, "floor_steps"),
                (keys.quota, "quota"),
                (keys.whole, "whole"),
                (keys.remainder, "remainder"),
                (keys.place, "place"),
            ];
            columns.extend(all.map(helper));
        }
    }
    let sheet = facts.labels.value("sheet", "resources").to_owned();
    let list = u32::try_from(facts.plan.resources.len().min(SHOWN)).unwrap_or(0);
    Schema::new("Allocation", sheet, columns, facts.plan.accounts.len()).below(HEADER_ROW + list + 2)
}

/// What a resource is called.
pub fn label<'a>(labels: &Texts<'a>, name: &'a str) -> &'a str {
    labels.find(&format!("resource.{name}")).unwrap_or(name)
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let (Some(list), Some(schema)) = (&context.resources, &context.allocation) else { return Ok(()) };
    let note = context.label("workbook.note.resources");
    page::title(sheet, context, context.sheet("resources"), note, 16)?;
    let resources = &context.plan.resources;
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: list.table };
    table::write(sheet, context, list, &spot, list.rows, |index, column, row| {
        list_cell(context, &resources[index], index, column, row)
    })?;
    let accounts = &context.plan.accounts;
    let header = schema.first - 1;
    let spot = Spot { header_row: header, column: 0, name: schema.table };
    let last = table::write(sheet, context, schema, &spot, accounts.len(), |index, column, row| {
        resource_cells::cell(context, &accounts[index], column, row)
    })?;
    if resources.len() > SHOWN {
        let text = context.labels.fill(
            "workbook.resources_cut",
            &[("shown", SHOWN.to_string()), ("all", resources.len().to_string())],
        );
        sheet.write_string_with_format(header - 1, 0, text, context.styles.piece(Piece::Warning))?;
    }
    sheet.set_freeze_panes(header + 1, 2)?;
    sheet.set_repeat_rows(header, header)?;
    page::print(sheet, context, 0);
    let edge = schema.place("order");
    sheet.set_print_area(0, 0, last, edge - 1)?;
    page::print_wide(sheet, schema.place("account"))?;
    segment_colors(sheet, context, schema.place("segment"), last)?;
    let end = u16::try_from(schema.columns.len().max(list.columns.len()))?;
    if context.live && end > edge {
        sheet.group_columns_collapsed(edge, end - 1)?;
    }
    chart(sheet, context, end + 1)
}

/// Current use beside the recommended one, of the accounts of highest rank.
fn chart(sheet: &mut Worksheet, context: &Context<'_>, column: u16) -> anyhow::Result<()> {
    let (Some(schema), Some(lead)) =
        (&context.allocation, crate::method::decision::lead(&context.plan.resources))
    else {
        return Ok(());
    };
    let Some(keys) = KEYS.get(lead) else { return Ok(()) };
    let shown = u32::try_from(context.plan.accounts.len().min(15))?;
    let of = |key: &str| {
        let at = schema.place(key);
        (schema.sheet.as_str(), schema.first, at, schema.first + shown - 1, at)
    };
    let name = label(&context.labels, &context.plan.resources[lead].name);
    let chart = crate::workbook::kit::charts::allocation(
        context,
        name,
        of("account"),
        of(keys.current),
        of(keys.recommended),
    );
    sheet.insert_chart(HEADER_ROW, column, &chart)?;
    Ok(())
}

/// Defined names of the amounts that formulas refer to.
pub fn names(context: &Context<'_>) -> Vec<(String, String)> {
    let Some(list) = &context.resources else { return Vec::new() };
    let sheet = list.sheet.replace('\'', "''");
    let mut names = Vec::new();
    for index in 0..list.rows {
        let keys = AMOUNTS.iter().copied().chain(["kept", "missing"]).filter(|k| list.has(k));
        for key in keys {
            let column = crate::model::column_letters(u32::from(list.place(key)));
            let row = list.first as usize + index + 1;
            names.push((name(key, index), format!("='{sheet}'!${column}${row}")));
        }
    }
    names
}

/// Defined name of an amount of the `index`-th resource.
pub fn name(key: &str, index: usize) -> String {
    format!("resource_{}_{key}", index + 1)
}
