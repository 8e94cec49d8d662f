//! The formulas of accounts with opportunities: their potential, P and EV follow the open deals that have an
//! amount, and what the list itself states for the account while there is none (METHOD §2).

use super::row::Row;
use crate::layout::TableId;
use crate::method::{AccountPlan, pipeline};
use crate::model::{Account, OpportunityKind};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::Limit;
use crate::workbook::kit::styles::{Form, Look};

/// What the list itself states of such accounts, and how many of their deals count; none without such accounts.
pub(super) fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Row<'d>>> {
    if !facts.any(|a| facts.piped(a)) {
        return Vec::new();
    }
    let of = Describe::<Row<'d>>::of(facts, TableId::Accounts);
    let listed = |key, form, limit, stated: fn(&Account) -> Option<f64>| {
        let of_row = move |a: &Row<'d>| stated(facts.plan.record(a)).filter(|_| facts.piped(a));
        of.own(key, form, Look::Entry).limited(limit).number(of_row)
    };
    let share = |key, stated| listed(key, Form::Probability, Limit::Share, stated);
    let mut columns = vec![
        listed("list_repeat", Form::Money, Limit::NotNegative, |r| r.repeat_sales),
        listed("list_new", Form::Money, Limit::NotNegative, |r| r.new_business),
        share("list_probability", |r| r.probability),
    ];
    if apart(facts) {
        columns.extend([
            share("list_probability_repeat", |r| r.probability_repeat),
            share("list_probability_new", |r| r.probability_new),
        ]);
    }
    let open = of.computed("open_deals", Form::Count);
    columns.push(open.formula_case(
        "COUNTIFS({Opportunities.order*},{order},{Opportunities.open_amount*},\">=0\")",
        |a| facts.piped(a).then(|| Some(open_deals(facts, a))),
    ));
    if own_chances(facts) {
        let own = |a: &Row<'d>| facts.plan.chances.own_new.get(&a.account).copied();
        let column = of.computed("own_chance", Form::Probability);
        columns
            .push(column.cell(move |a| Cell::derived(own(a).filter(|_| facts.piped(a)), Form::Probability)));
    }
    columns
}

/// Whether accounts have closed deals enough for a P of their own.
fn own_chances(facts: &Facts<'_>) -> bool {
    !facts.plan.chances.own_new.is_empty()
}

/// Whether the list states P of repeat sales and new business apart for accounts with opportunities.
fn apart(facts: &Facts<'_>) -> bool {
    let apart = |r: &Account| r.probability_repeat.is_some() || r.probability_new.is_some();
    facts.any(|a| facts.piped(a) && apart(facts.plan.record(a)))
}

fn open_deals(facts: &Facts<'_>, account: &AccountPlan) -> f64 {
    let reads = |d| pipeline::reading(d, &facts.plan.chances, &facts.config.rules);
    let own = facts.plan.portfolio.opportunities.iter().filter(|d| d.account == account.account);
    own.filter(|d| d.amount.is_some() && reads(d).probability.is_some()).count() as f64
}

/// Sum of the open amounts of a kind, else what the list states: revenue stands in for repeat sales.
pub(super) fn potential(of: OpportunityKind) -> String {
    let listed = match of {
        OpportunityKind::Repeat => {
            "IF({list_repeat}<>\"\",{list_repeat},\
             IF(OR({list_new}<>\"\",{annual_revenue}=\"\"),\"\",MAX(0,{annual_revenue})))"
        }
        OpportunityKind::New => "IF({list_new}=\"\",\"\",{list_new})",
    };
    let kind = of.code();
    let chosen = format!(
        "{{Opportunities.order*}},{{order}},{{Opportunities.kind_used*}},{{'opportunity_kind.{kind}}}"
    );
    format!(
        "IF({{open_deals}}=0,{listed},IF(COUNTIFS({chosen},{{Opportunities.open_amount*}},\">=0\")=0,\"\",\
         SUMIFS({{Opportunities.open_amount*}},{chosen})))"
    )
}

/// New business × its P: Σ amount × P of the open deals, else what the list states.
pub(super) fn new_value(facts: &Facts<'_>) -> String {
    let share = part(facts, "new");
    format!(
        "IF({{open_deals}}>0,SUMIFS({{Opportunities.open_value*}},{{Opportunities.order*}},{{order}},\
         {{Opportunities.kind_used*}},{{'opportunity_kind.new}}),N({{new_business}})*{share})"
    )
}

/// P of a part where no deal counts: its own, else the one P, else that of history, else the default.
fn part(facts: &Facts<'_>, part: &str) -> String {
    let mut chance = format!("probability_deal_{part}");
    if part == "new" && own_chances(facts) {
        chance = format!("IF({{own_chance}}=\"\",{chance},{{own_chance}})");
    }
    let one = format!("IF({{list_probability}}<>\"\",{{list_probability}},{chance})");
    let own = format!("{{list_probability_{part}}}");
    if apart(facts) { format!("IF({own}<>\"\",{own},{one})") } else { one }
}

/// EV / SP; without potential the one P of the list, where the parts have none.
pub(super) fn probability(facts: &Facts<'_>) -> String {
    let none = if apart(facts) { ",{list_probability_repeat}=\"\",{list_probability_new}=\"\"" } else { "" };
    let (repeat, new) = (part(facts, "repeat"), part(facts, "new"));
    format!(
        "IF(N({{sales_potential}})=0,IF(AND({{open_deals}}=0,{{list_probability}}<>\"\"{none}),\
         {{list_probability}},\"\"),IF({{open_deals}}>0,\
         SUMIFS({{Opportunities.open_value*}},{{Opportunities.order*}},{{order}}),\
         N({{repeat_sales}})*{repeat}+N({{new_business}})*{new})/{{sales_potential}})"
    )
}
