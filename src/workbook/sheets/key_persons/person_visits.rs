//! Visits by person on the sheet of key persons: of the account's recommended visits first one step each, in turn,
//! then the rest by role weight × commitment factor, by largest remainder (METHOD §7); and every person's number.

use crate::layout::TableId;
use crate::model::rounding::comparable_quota;
use crate::model::{CommitmentLevel, Role};
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::persons::PersonRow;
use crate::workbook::kit::resource_keys::{KEYS, name, visits};
use crate::workbook::kit::styles::Form;

/// The columns that everybody sees.
pub fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, PersonRow<'d>>> {
    let of = Describe::<PersonRow<'d>>::of(facts, TableId::Persons);
    let mut columns = Vec::new();
    if let Some(at) = visits(facts.plan) {
        let pattern = format!(
            "IF({{visit_quota}}=\"\",\"\",({{visit_first}}+{{visit_whole}}+IF({{visit_place}}=0,0,\
             IF({{visit_place}}<=ROUNDDOWN({},0)-{}-{},1,0)))*{})",
            units(at),
            of_account("visit_first"),
            of_account("visit_whole"),
            name("step", at)
        );
        let column = of.computed("recommended_visits", Form::Number);
        columns.push(column.live(facts.live, pattern, |r| r.person.recommended_visits));
    }
    if facts.plan.persons.iter().any(|p| !p.flags.is_empty()) {
        columns.push(of.computed("person_gaps", Form::Text).text(|r| {
            let names = r.person.flags.iter().map(|f| facts.labels.value("flag", f.code()));
            names.collect::<Vec<_>>().join(facts.labels.text("workbook.list_separator"))
        }));
    }
    columns
}

/// The helper columns behind the id and Order.
pub fn helpers<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, PersonRow<'d>>> {
    let of = Describe::<PersonRow<'d>>::of(facts, TableId::Persons);
    let mut columns = vec![of.computed("person_no", Form::Number).cell(|r| Cell::count(r.number))];
    if let Some(at) = visits(facts.plan).filter(|_| facts.live) {
        columns.extend(shares(facts, &of, at));
    }
    columns
}

/// How the visits of an account are shared: weights, quotas, whole steps, remainders and their places.
fn shares<'d>(
    facts: &'d Facts<'d>,
    of: &Describe<'d, PersonRow<'d>>,
    at: usize,
) -> [Described<'d, PersonRow<'d>>; 9] {
    let factor = format!(
        "IF(AND({{commitment}}=level_obstructionist,\
         OR({{role}}={{'role.approver}},{{role}}={{'role.decision_maker}})),hostile_decider_factor,\
         IFERROR(INDEX(CommitmentPoints[{}],MATCH({{commitment}},CommitmentPoints[{}],0)),0))",
        facts.header("visit_factor"),
        facts.header("commitment"),
    );
    let quota = format!(
        "IF(IFERROR({},\"\")=\"\",\"\",\
         ROUND(({}-{first})*IF({total}>0,{{share_weight}}/{total},1/COUNTIFS({{order*}},{{order}})),9))",
        recommended(at),
        units(at),
        first = of_account("visit_first"),
        total = of_account("share_weight"),
    );
    let tie = format!(
        "(2*IFERROR(MATCH(IF({{role}}=\"\",{{'role.unknown}},{{role}}),RoleWeights[{}],0),0)\
         +IF({{commitment}}=level_champion,0,1))*COUNT({{person_no*}})+{{person_no}}",
        facts.header("role")
    );
    let first = format!(
        "IF(IFERROR({},\"\")=\"\",0,IF({{visit_turn}}<=ROUNDDOWN({},0),1,0))",
        recommended(at),
        units(at)
    );
    let count = facts.plan.persons.len() + facts.blank_persons.len();
    let helper = |key| of.computed(key, Form::Number);
    let rest = |q: f64| comparable_quota(q - q.floor());
    [
        helper("factor").formula(factor, |r| Some(r.person.visit_factor)),
        helper("share_weight")
            .formula("{weight}*{factor}", |r| Some(r.person.weight * r.person.visit_factor)),
        // Role order, of one role champions first, then by name.
        helper("visit_tie").formula(tie, move |r| {
            let place = Role::ALL.iter().position(|role| *role == r.record.role).unwrap_or(0) + 1;
            let behind = usize::from(r.person.commitment != CommitmentLevel::Champion);
            Some(((2 * place + behind) * count) as f64 + f64::from(r.number))
        }),
        helper("visit_turn").formula(TURN, |r| Some(f64::from(r.person.visit_turn))),
        helper("visit_first").formula(first, |r| Some(r.person.visit_first.unwrap_or(0.0))),
        helper("visit_quota").formula(quota, |r| r.person.visit_quota),
        helper("visit_whole").formula("IF({visit_quota}=\"\",0,INT({visit_quota}))", |r| {
            Some(r.person.visit_quota.map_or(0.0, f64::floor))
        }),
        helper("visit_rest")
            .formula("IF({visit_quota}=\"\",0,ROUND({visit_quota}-{visit_whole},9))", move |r| {
                Some(r.person.visit_quota.map_or(0.0, rest))
            }),
        helper("visit_place").formula(PLACE, |r| Some(f64::from(r.person.visit_place.unwrap_or(0)))),
    ]
}

const TURN: &str = "1+SUMPRODUCT(({order*}={order})*({visit_tie*}<{visit_tie}))";

const PLACE: &str = "IF({visit_rest}=0,0,1+SUMPRODUCT(({order*}={order})*(({visit_rest*}>{visit_rest})\
    +({visit_rest*}={visit_rest})*({visit_tie*}<{visit_tie}))))";

/// The visits recommended for the row's account.
fn recommended(at: usize) -> String {
    format!("INDEX({{Allocation.{}*}},MATCH({{order}},{{Allocation.order*}},0))", KEYS[at].recommended)
}

/// The same in steps.
fn units(at: usize) -> String {
    format!("ROUND({}/{},9)", recommended(at), name("step", at))
}

/// Sum of a column over the row's account.
fn of_account(column: &str) -> String {
    format!("SUMIFS({{{column}*}},{{order*}},{{order}})")
}
