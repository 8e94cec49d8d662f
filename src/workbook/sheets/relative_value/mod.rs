//! The sheet of relative value: every account, ranked, with the formulas that make EV, RV, rank and segment.

pub mod piped;
pub mod relative_value_cells;

use crate::method::{AccountPlan, PotentialSource};
use crate::model::{Account, Field, RecordKind, Segment, SellingMode, ValueOrientation};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Column, FIRST_ROW, HEADER_ROW, Limit, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::table::{self, Spot};
use crate::workbook::sheets::relative_value::relative_value_cells::cell;
use rust_xlsxwriter::{
    ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatDataBar, Worksheet,
};

/// Shown where any account has them, behind the ranking.
const DETAILS: [Field; 10] = [
    Field::Region,
    Field::Industry,
    Field::Owner,
    Field::ParentAccount,
    Field::CustomerClass,
    Field::Needs,
    Field::Characteristics,
    Field::Concerns,
    Field::Notes,
    Field::Domain,
];

/// Further fields of an account, shown where any account has them.
const FURTHER: [(Field, Form); 9] = [
    (Field::PreviousRevenue, Form::Money),
    (Field::GrossMargin, Form::Percent),
    (Field::CompanyRevenue, Form::Money),
    (Field::ValueOrientation, Form::Center),
    (Field::SellingMode, Form::Center),
    (Field::LastContact, Form::Date),
    (Field::RenewalDate, Form::Date),
    (Field::LastOrder, Form::Date),
    (Field::OrderCount, Form::Count),
];

/// The columns of this plan.
pub fn schema(facts: &Facts<'_>) -> Schema {
    let mut columns = ranking(facts);
    columns.extend(behind(facts));
    for (index, header) in facts.plan.portfolio.extra_columns.iter().enumerate() {
        columns.push(Column::new("extra", header.as_str(), Form::Text, Look::Plain).numbered(index));
    }
    let sheet = facts.labels.value("sheet", "relative_value").to_owned();
    if facts.live {
        let own = columns.iter().any(|c| c.key == "probability_new");
        for column in columns.iter_mut().filter(|c| c.key == "new_value") {
            column.fill = Some(new_value(own).to_owned());
        }
    }
    Schema::new("RelativeValue", sheet, columns, facts.plan.accounts.len()).growing()
}

/// Order of the account that a row of another table names, by id, else by name: for rows that a user adds.
pub fn order_of_row(facts: &Facts<'_>) -> String {
    let column = |key| format!("RelativeValue[{}]", facts.header(key));
    let found = |key| format!("INDEX({},MATCH({{{key}}},{},0))", column("order"), column(key));
    let by_name = format!("IFERROR({},\"\")", found("account"));
    format!("IF({{account_id}}=\"\",{by_name},IFERROR({},{by_name}))", found("account_id"))
}

/// New business × its P. Where no row has its own P of new business, the one P is that of new business too.
pub fn new_value(own: bool) -> &'static str {
    if own {
        "N({new_business})*IF({probability_new}=\"\",N({probability}),N({probability_new}))"
    } else {
        "N({new_business})*N({probability})"
    }
}

fn ranking(facts: &Facts<'_>) -> Vec<Column> {
    let field = |f| facts.field(RecordKind::Accounts, f);
    let own = |key, form, look| Column::new(key, facts.header(key), form, look);
    let money = |key| own(key, Form::Money, Look::Entry).limited(Limit::NotNegative);
    let share = |key, f| Column::new(key, field(f), Form::Probability, Look::Entry).limited(Limit::Share);
    let mut columns = vec![
        own("rank", Form::Count, Look::Computed),
        own("account_id", Form::Text, Look::Plain),
        own("account", Form::Text, Look::Plain),
        own("segment", Form::Center, Look::Computed),
        own("segment_reason", Form::Text, Look::Computed),
        own("decision", Form::Text, Look::Computed),
        own("order", Form::Count, Look::Computed),
        Column::new("annual_revenue", field(Field::AnnualRevenue), Form::Money, Look::Entry)
            .limited(Limit::Number),
        Column::new("gross_profit", field(Field::GrossProfit), Form::Money, Look::Entry)
            .limited(Limit::Number),
        own("assumed", Form::Text, Look::Plain),
        money("repeat_sales"),
        money("new_business"),
    ];
    if facts.any(|a| !facts.piped(a) && has_own_probabilities(a)) {
        columns.push(share("probability_repeat", Field::ProbabilityRepeat));
        columns.push(share("probability_new", Field::ProbabilityNew));
    }
    columns.extend([
        own("sales_potential", Form::Money, Look::Computed),
        own("probability", Form::Probability, Look::Entry).limited(Limit::Share),
        own("expected_value", Form::Money, Look::Computed),
        own("relative_value", Form::FinePercent, Look::Computed),
        own("cumulative_share", Form::Percent, Look::Computed),
    ]);
    columns
}

fn has_own_probabilities(account: &AccountPlan) -> bool {
    account.potential_source != PotentialSource::Opportunities
        && (account.probability_repeat.is_some() || account.probability_new.is_some())
}

fn behind(facts: &Facts<'_>) -> Vec<Column> {
    let field = |f| facts.field(RecordKind::Accounts, f);
    let own = |key, form| Column::new(key, facts.header(key), form, Look::Computed);
    let mut columns = Vec::new();
    if !facts.pages.is_empty() {
        columns.push(Column::new("page", facts.header("page"), Form::Link, Look::Computed));
    }
    if facts.any(|a| facts.plan.record(a).growth_rate.is_some()) {
        let growth = Column::new("growth_rate", field(Field::GrowthRate), Form::Percent, Look::Entry);
        columns.push(growth.limited(Limit::Number));
    }
    if !facts.plan.persons.is_empty() {
        columns.extend([
            own("persons", Form::Count),
            own("commitment_index", Form::Count),
            own("coverage", Form::Probability),
        ]);
    }
    let described = |f: Field| facts.any(|a| facts.plan.record(a).details.get(f).is_some());
    for wanted in DETAILS.into_iter().filter(|f| described(*f)) {
        columns.push(Column::new("detail", field(wanted), Form::Text, Look::Plain).numbered(wanted as usize));
    }
    for (wanted, form) in FURTHER {
        if facts.any(|a| has_further(facts.plan.record(a), wanted)) {
            let mut column =
                Column::new("further", field(wanted), form, Look::Plain).numbered(wanted as usize);
            column.limit = further_limit(facts, wanted);
            columns.push(column);
        }
    }
    if facts.live {
        columns.extend(piped(facts));
        columns.extend([
            own("ev_key", Form::Number),
            own("basis_key", Form::Number),
            own("core_place", Form::Count),
            own("new_value", Form::Money),
        ]);
    }
    columns
}

fn further_limit(facts: &Facts<'_>, field: Field) -> Option<Limit> {
    let words = |group: &str, codes: Vec<&str>| {
        Some(Limit::Choice(codes.into_iter().map(|c| facts.labels.value(group, c).to_owned()).collect()))
    };
    match field {
        Field::ValueOrientation => {
            words("orientation", ValueOrientation::ALL.iter().map(|v| v.code()).collect())
        }
        Field::SellingMode => words("selling_mode", SellingMode::ALL.iter().map(|m| m.code()).collect()),
        _ => None,
    }
}

/// What the list itself states of accounts with opportunities: in force while none of them counts.
fn piped(facts: &Facts<'_>) -> Vec<Column> {
    let own = |key, form, limit| Column::new(key, facts.header(key), form, Look::Entry).limited(limit);
    let mut columns = Vec::new();
    if facts.any(|a| facts.piped(a)) {
        columns.extend([
            own("list_repeat", Form::Money, Limit::NotNegative),
            own("list_new", Form::Money, Limit::NotNegative),
            own("list_probability", Form::Probability, Limit::Share),
        ]);
        let apart = |r: &Account| r.probability_repeat.is_some() || r.probability_new.is_some();
        if facts.any(|a| facts.piped(a) && apart(facts.plan.record(a))) {
            columns.push(own("list_probability_repeat", Form::Probability, Limit::Share));
            columns.push(own("list_probability_new", Form::Probability, Limit::Share));
        }
        columns.push(Column::new("open_deals", facts.header("open_deals"), Form::Count, Look::Computed));
    }
    columns
}

fn has_further(record: &Account, field: Field) -> bool {
    match field {
        Field::CompanyRevenue => record.company_revenue.is_some(),
        Field::PreviousRevenue => record.previous_revenue.is_some(),
        Field::GrossMargin => record.gross_margin.is_some(),
        Field::LastContact => record.last_contact.is_some(),
        Field::RenewalDate => record.renewal_date.is_some(),
        Field::LastOrder => record.last_order.is_some(),
        Field::OrderCount => record.order_count.is_some(),
        Field::ValueOrientation => record.value_orientation.is_some(),
        Field::SellingMode => record.selling_mode.is_some(),
        _ => false,
    }
}

/// Fills the sheet.
pub fn fill(sheet: &mut Worksheet, context: &Context<'_>) -> anyhow::Result<()> {
    let schema = &context.accounts;
    let note =
        if context.live { "workbook.note.relative_value" } else { "workbook.note.relative_value_values" };
    page::title(sheet, context, context.sheet("relative_value"), context.label(note), schema.columns.len())?;
    let spot = Spot { header_row: HEADER_ROW, column: 0, name: schema.table };
    table::write(sheet, context, schema, &spot, context.plan.accounts.len(), |index, column, row| {
        cell(context, &context.plan.accounts[index], column, row)
    })?;
    page::freeze(sheet, schema.place("account") + 1)?;
    page::print(sheet, context, 0);
    page::print_wide(sheet, schema.place("account"))?;
    let (first, _, last) = schema.range("rank");
    sheet.set_print_area(0, 0, last, schema.place("cumulative_share"))?;
    let last = schema.reach(last);
    segment_colors(sheet, context, schema.place("segment"), last)?;
    let bar =
        ConditionalFormatDataBar::new().set_fill_color(context.theme.color("supporter")).set_solid_fill(true);
    let place = schema.place("relative_value");
    sheet.add_conditional_format(first, place, last, place, &bar)?;
    Ok(())
}

/// Colours the segments of a column by their words.
pub fn segment_colors(
    sheet: &mut Worksheet,
    context: &Context<'_>,
    column: u16,
    last: u32,
) -> anyhow::Result<()> {
    for segment in Segment::ALL {
        let word = context.labels.value("segment", segment.code());
        let Some(format) = context.styles.badge(segment.code()) else { continue };
        let rule = ConditionalFormatCell::new()
            .set_rule(ConditionalFormatCellRule::EqualTo(word.to_owned()))
            .set_format(format);
        sheet.add_conditional_format(FIRST_ROW, column, last, column, &rule)?;
    }
    Ok(())
}
