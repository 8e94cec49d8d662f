//! Visits by person on the sheet of key persons: the account's recommended visits, split by role weight ×
//! commitment factor by largest remainder (METHOD §7), and every person's number.

use crate::method::{PersonPlan, Plan};
use crate::model::rounding::comparable_quota;
use crate::model::{CommitmentLevel, Field, Resource, Role};
use crate::workbook::kit::cell::{Cell, quoted};
use crate::workbook::kit::context::Context;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::{Column, Schema};
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::sheets::resources::{KEYS, SHOWN, name};

/// Place of the visits among the resources, where there are any.
pub fn visits(plan: &Plan) -> Option<usize> {
    plan.resources.iter().take(SHOWN).position(|r| r.name == Resource::VISITS)
}

/// The columns that everybody sees.
pub fn columns<'a>(facts: &Facts<'_>, header: impl Fn(&'static str) -> &'a str) -> Vec<Column> {
    let own = |key, form| Column::new(key, header(key), form, Look::Computed);
    let mut columns = Vec::new();
    if visits(facts.plan).is_some() {
        columns.push(own("recommended_visits", Form::Number));
    }
    if facts.plan.persons.iter().any(|p| !p.flags.is_empty()) {
        columns.push(own("person_gaps", Form::Text));
    }
    columns
}

/// The helper columns behind the id and Order.
pub fn helpers<'a>(facts: &Facts<'_>, header: impl Fn(&'static str) -> &'a str) -> Vec<Column> {
    let own = |key| Column::new(key, header(key), Form::Number, Look::Computed);
    let mut columns = vec![own("person_no")];
    if facts.live && visits(facts.plan).is_some() {
        let keys = [
            "factor",
            "share_weight",
            "visit_quota",
            "visit_whole",
            "visit_rest",
            "visit_tie",
            "visit_place",
        ];
        columns.extend(keys.map(own));
    }
    columns
}

/// Number of every person, 1… by name, by index into the portfolio's persons: breaks ties, and is what other
/// sheets look up.
pub fn numbers(plan: &Plan) -> Vec<u32> {
    let mut numbers = vec![0; plan.portfolio.persons.len()];
    let mut by_name: Vec<&PersonPlan> = plan.persons.iter().collect();
    by_name.sort_by_key(|p| {
        let record = plan.person_record(p);
        (&record.name, record.details.get(Field::Title), record.source, p.person)
    });
    for (number, person) in (1_u32..).zip(by_name) {
        numbers[person.person] = number;
    }
    numbers
}

/// Content of one of these columns.
pub fn cell<'c>(
    context: &'c Context<'_>,
    schema: &Schema,
    person: &PersonPlan,
    key: &str,
    row: u32,
) -> Option<Cell<'c>> {
    let number = context.person_numbers.get(person.person).copied().unwrap_or(0);
    match key {
        "person_no" => return Some(Cell::count(number)),
        "person_gaps" => {
            let names = person.flags.iter().map(|f| context.labels.value("flag", f.code()));
            let separator = context.label("workbook.list_separator");
            return Some(Cell::text(names.collect::<Vec<_>>().join(separator)));
        }
        "recommended_visits" if !context.live => return Some(Cell::number(person.recommended_visits)),
        _ => {}
    }
    let at = visits(context.plan)?;
    let shares = context.allocation.as_ref()?;
    let step = name("step", at);
    let recommended =
        format!("INDEX({},MATCH({{order}},{},0))", shares.all(KEYS[at].recommended), shares.all("order"));
    let units = format!("ROUND({recommended}/{step},9)");
    let of_account = |column: &str| format!("SUMIFS({{{column}*}},{{order*}},{{order}})");
    let record = context.plan.person_record(person);
    let word = |role: Role| quoted(context.labels.value("role", role.code()));
    let column = |key| context.labels.value("workbook.column", key);
    let role = format!("IF({{role}}=\"\",{},{{role}})", word(Role::Unknown));
    let whole = person.visit_quota.map_or(0.0, f64::floor);
    let rest = person.visit_quota.map_or(0.0, |q| comparable_quota(q - q.floor()));
    let (pattern, value) = match key {
        "recommended_visits" => (
            format!(
                "IF({{visit_quota}}=\"\",\"\",({{visit_whole}}+IF({{visit_place}}=0,0,\
                 IF({{visit_place}}<=ROUNDDOWN({units},0)-{},1,0)))*{step})",
                of_account("visit_whole")
            ),
            person.recommended_visits,
        ),
        "factor" => (
            format!(
                "IF(AND({{commitment}}=level_obstructionist,OR({{role}}={},{{role}}={})),hostile_decider_factor,\
                 IFERROR(INDEX(CommitmentPoints[{}],MATCH({{commitment}},CommitmentPoints[{}],0)),0))",
                word(Role::Approver),
                word(Role::DecisionMaker),
                column("visit_factor"),
                column("commitment"),
            ),
            Some(person.visit_factor),
        ),
        "share_weight" => ("{weight}*{factor}".to_owned(), Some(person.weight * person.visit_factor)),
        "visit_quota" => {
            let total = of_account("share_weight");
            let equal = "1/COUNTIFS({order*},{order})";
            (
                format!(
                    "IF(IFERROR({recommended},\"\")=\"\",\"\",\
                     ROUND({units}*IF({total}>0,{{share_weight}}/{total},{equal}),9))"
                ),
                person.visit_quota,
            )
        }
        "visit_whole" => ("IF({visit_quota}=\"\",0,INT({visit_quota}))".to_owned(), Some(whole)),
        "visit_rest" => {
            ("IF({visit_quota}=\"\",0,ROUND({visit_quota}-{visit_whole},9))".to_owned(), Some(rest))
        }
        "visit_tie" => {
            let place = Role::ALL.iter().position(|r| *r == record.role).unwrap_or(0) + 1;
            let count = context.plan.persons.len() as f64;
            (
                format!(
                    "IFERROR(MATCH({role},RoleWeights[{}],0),0)*COUNT({{person_no*}})+{{person_no}}",
                    column("role")
                ),
                Some(place as f64 * count + f64::from(number)),
            )
        }
        "visit_place" => (
            "IF({visit_rest}=0,0,1+SUMPRODUCT(({order*}={order})*(({visit_rest*}>{visit_rest})\
             +({visit_rest*}={visit_rest})*({visit_tie*}<{visit_tie}))))"
                .to_owned(),
            Some(f64::from(person.visit_place.unwrap_or(0))),
        ),
        _ => return None,
    };
    Some(Cell::formula(schema.formula(&pattern, row), value))
}

/// Setting of the factor of an obstructionist who decides.
pub fn hostile_factor(rules: &crate::config::Rules) -> f64 {
    rules.visit_factor(CommitmentLevel::Obstructionist, Role::Approver)
}
