//! The cells of accounts with opportunities: their potential, P and EV follow the open deals that have an
//! amount, and what the list itself states for the account while there is none (METHOD §2).

use crate::method::AccountPlan;
use crate::model::OpportunityKind;
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::schema::{Column, Schema};

/// Content of a column that opportunities rule; none where the column or the account is another's.
pub fn cell<'c>(
    context: &'c Context<'_>,
    account: &AccountPlan,
    column: &Column,
    row: u32,
) -> Option<Cell<'c>> {
    let listed = column.key.starts_with("list_") || column.key == "open_deals";
    if !context.piped(account) {
        return listed.then_some(Cell::Blank);
    }
    let deals = context.opportunities.as_ref()?;
    let record = context.plan.record(account);
    let pattern = |pattern: &str, value| Cell::formula(context.accounts.formula(pattern, row), value);
    let counted = || context.plan.portfolio.opportunities.iter().filter(|d| d.account == account.account);
    Some(match column.key {
        "list_repeat" => Cell::number(record.repeat_sales),
        "list_new" => Cell::number(record.new_business),
        "list_probability" => Cell::number(record.probability),
        "list_probability_repeat" => Cell::number(record.probability_repeat),
        "list_probability_new" => Cell::number(record.probability_new),
        "probability_repeat" | "probability_new" => Cell::Blank,
        "open_deals" => {
            let reads =
                |d| crate::method::pipeline::reading(d, &context.config.settings, &context.config.rules);
            let open = counted().filter(|d| d.amount.is_some() && reads(d).probability.is_some()).count();
            let formula =
                format!("COUNTIFS({},{{order}},{},\">=0\")", deals.all("order"), deals.all("open_amount"));
            pattern(&formula, Some(open as f64))
        }
        "repeat_sales" => pattern(&potential(context, deals, OpportunityKind::Repeat), account.repeat_sales),
        "new_business" => pattern(&potential(context, deals, OpportunityKind::New), account.new_business),
        "probability" => pattern(&probability(context, deals), account.probability),
        "new_value" => {
            let (sum, share) = (deal_value(context, deals), part(context, "new"));
            let formula = format!("IF({{open_deals}}>0,{sum},N({{new_business}})*{share})");
            pattern(&formula, Some(account.new_business_value.unwrap_or(0.0)))
        }
        _ => return None,
    })
}

/// The criterion of a kind.
fn kind(context: &Context<'_>, kind: OpportunityKind) -> String {
    quoted(context.labels.value("opportunity_kind", kind.code()))
}

/// Sum of the open amounts of a kind, else what the list states: revenue stands in for repeat sales.
fn potential(context: &Context<'_>, deals: &Schema, of: OpportunityKind) -> String {
    let (orders, kinds, amounts) = (deals.all("order"), deals.all("kind_used"), deals.all("open_amount"));
    let chosen = format!("{orders},{{order}},{kinds},{}", kind(context, of));
    let listed = match of {
        OpportunityKind::Repeat => {
            "IF({list_repeat}<>\"\",{list_repeat},\
             IF(OR({list_new}<>\"\",{annual_revenue}=\"\"),\"\",MAX(0,{annual_revenue})))"
        }
        OpportunityKind::New => "IF({list_new}=\"\",\"\",{list_new})",
    };
    format!(
        "IF({{open_deals}}=0,{listed},\
         IF(COUNTIFS({chosen},{amounts},\">=0\")=0,\"\",SUMIFS({amounts},{chosen})))"
    )
}

/// Σ amount × P of the open deals of new business.
fn deal_value(context: &Context<'_>, deals: &Schema) -> String {
    let (values, orders, kinds) = (deals.all("open_value"), deals.all("order"), deals.all("kind_used"));
    format!("SUMIFS({values},{orders},{{order}},{kinds},{})", kind(context, OpportunityKind::New))
}

/// P of a part where no deal counts: its own, else the one P, else the default.
fn part(context: &Context<'_>, part: &str) -> String {
    let one = format!("IF({{list_probability}}<>\"\",{{list_probability}},probability_deal_{part})");
    let own = format!("{{list_probability_{part}}}");
    if context.accounts.has("list_probability_new") { format!("IF({own}<>\"\",{own},{one})") } else { one }
}

/// EV / SP; without potential the one P of the list, where the parts have none.
fn probability(context: &Context<'_>, deals: &Schema) -> String {
    let apart = if context.accounts.has("list_probability_new") {
        ",{list_probability_repeat}=\"\",{list_probability_new}=\"\""
    } else {
        ""
    };
    format!(
        "IF(N({{sales_potential}})=0,IF(AND({{open_deals}}=0,{{list_probability}}<>\"\"{apart}),\
         {{list_probability}},\"\"),IF({{open_deals}}>0,SUMIFS({},{},{{order}}),\
         N({{repeat_sales}})*{}+N({{new_business}})*{})/{{sales_potential}})",
        deals.all("open_value"),
        deals.all("order"),
        part(context, "repeat"),
        part(context, "new"),
    )
}
