//! Records of the plan as JSON values: codes, unrounded numbers, null where the input is absent.

use crate::config::Labels;
use crate::method::check::Check;
use crate::method::finding::Finding;
use crate::method::goals;
use crate::method::resources::ResourcePlan;
use crate::method::value::{Iceberg, TotalCost, item_value};
use crate::method::{AccountPlan, PersonPlan, Plan};
use crate::model::{
    Drag, Field, FieldValue, Flag, Goal, KeyPerson, PlanPart, Record, Scale, SellingMode, ValueItem,
    ValueOrientation,
};
use serde_json::{Map, Value, json};

/// What a record states, by code: null where it states nothing.
pub(super) fn stated<R: Record>(record: &R) -> Map<String, Value> {
    let told = R::FIELDS.iter().filter(|spec| !spec.quiet);
    told.map(|spec| (spec.field.code().to_owned(), record.get(spec.field).map_or(Value::Null, value_of)))
        .collect()
}

fn value_of(value: FieldValue<'_>) -> Value {
    match value {
        FieldValue::Number(number) => json!(number),
        FieldValue::Truth(truth) => json!(truth),
        other => json!(other.to_string()),
    }
}

/// What a record states, with what is computed of it over that.
pub(super) fn with_stated<R: Record>(record: &R, computed: Value) -> Value {
    let mut value = stated(record);
    if let Value::Object(computed) = computed {
        value.extend(computed);
    }
    Value::Object(value)
}

/// A resource of the list.
pub fn resource(resource: &ResourcePlan) -> Value {
    json!({ "name": resource.name, "capacity": resource.capacity, "capacity_set": resource.capacity_set,
        "assumed": resource.assumed,
        "unit_cost": resource.unit_cost, "step": resource.step,
        "floor_core": resource.floor[0], "floor_growth": resource.floor[1], "floor_laggard": resource.floor[2],
        "cap_core": resource.cap[0], "cap_growth": resource.cap[1], "cap_laggard": resource.cap[2],
        "current": resource.current,
        "recommended": resource.recommended, "reserve": resource.reserve })
}

/// A check.
pub fn check(plan: &Plan, check: &Check) -> Value {
    let resource = check.resource.and_then(|at| plan.resources.get(at)).map(|r| &r.name);
    json!({ "code": check.kind.code(), "resource": resource, "expected": check.expected,
        "found": check.found, "ok": check.holds() })
}

/// A decision to take.
pub fn finding(plan: &Plan, finding: &Finding, labels: &Labels) -> Value {
    let accounts: Vec<&str> =
        finding.accounts.iter().map(|at| key(plan, plan.accounts[*at].account)).collect();
    let person = finding.person.map(|at| &plan.person_record(&plan.persons[at]).name);
    let code = finding.kind.code();
    json!({ "code": code, "measure": finding.kind.measure().code(), "money": finding.money,
        "accounts": accounts, "person": person, "what": labels.value("finding.what", code),
        "figures": labels.note(&finding.figures), "owner": finding.owner, "due": finding.due.to_string() })
}

/// An account with everything computed for it.
pub fn account(plan: &Plan, account: &AccountPlan) -> Value {
    let record = plan.record(account);
    let sheet = plan.portfolio.sheets.get(record.source.sheet as usize);
    let file = sheet.and_then(|s| plan.portfolio.inputs.get(s.input as usize)).map(|f| &f.path);
    let assumed: Vec<&str> = account.assumed.iter().map(|a| a.field.code()).collect();
    let mut value = with_stated(
        record,
        json!({ "id": record.id, "name": record.name,
        "source": { "file": file, "sheet": sheet.map(|s| &s.name), "row": record.source.row },
        "rank": account.rank, "order": account.order,
        "annual_revenue": account.annual_revenue, "previous_revenue": account.previous_revenue,
        "gross_profit": account.gross_profit, "growth_rate": account.growth_rate,
        "last_order": account.last_order.map(|d| d.to_string()), "order_count": account.order_count,
        "repeat_sales": account.repeat_sales, "new_business": account.new_business,
        "sales_potential": account.sales_potential, "probability": account.probability,
        "probability_repeat": account.probability_repeat, "probability_new": account.probability_new,
        "expected_value": account.expected_value, "relative_value": account.relative_value,
        "value_index": account.value_index, "cumulative_share": account.cumulative_share,
        "segment": account.segment.code(), "segment_reason": account.segment_reason.code(),
        "drag": account.drag.map(Drag::code), "assumed": assumed,
        "derived": account.derived.iter().map(|f| f.code()).collect::<Vec<_>>(),
        "expected_value_entered": account.split.entered, "expected_value_derived": account.split.derived,
        "expected_value_assumed": account.split.assumed, "expected_value_overdue": account.split.overdue,
        "cost_to_serve": account.cost_to_serve, "net_contribution": account.net_contribution }),
    );
    if let (Value::Object(into), Value::Object(more)) = (&mut value, advice(plan, account)) {
        into.extend(more);
    }
    value
}

/// What follows from the numbers and the people of an account.
fn advice(plan: &Plan, account: &AccountPlan) -> Value {
    let record = plan.record(account);
    let mut resources = Map::new();
    // On-site visits are always named, so that a reader need not ask whether they are there.
    resources.insert(
        "visits".to_owned(),
        json!({ "current": account.visits, "recommended": null, "gap": null, "assumed": false }),
    );
    for (resource, used) in plan.resources.iter().zip(&account.resources) {
        resources.insert(
            resource.name.clone(),
            json!({ "current": used.current, "recommended": used.recommended, "gap": used.gap(),
                "assumed": resource.assumed }),
        );
    }
    let codes = |list: Vec<&'static str>| list;
    let alliance = &account.alliance;
    let completeness = account.completeness.as_ref();
    json!({ "selling_mode": record.selling_mode.map(SellingMode::code),
        "value_orientation": record.value_orientation.map(ValueOrientation::code),
        "matching_mode": account.matching_mode.map(SellingMode::code),
        "alliance_level": record.alliance_level, "alliance_target": record.alliance_target,
        "alliance": { "conditions": record.conditions, "unmet": alliance.unmet, "unknown": alliance.unknown,
            "readiness": alliance.readiness, "gate_open": alliance.gate_open,
            "sub_strategies": codes(alliance.sub_strategies.iter().map(|s| s.code()).collect()) },
        "commitment_index": account.commitment_index, "coverage": account.coverage,
        "flags": codes(account.flags.iter().copied().map(Flag::code).collect()),
        "resources": resources, "expected_roi": account.expected_roi, "margin": account.margin,
        "own_margin": account.own_margin, "break_even_probability": account.break_even,
        "change": account.change.map(|c| json!({ "money": c.money, "gap": c.gap, "threshold": c.threshold })),
        "decision": account.decision.code(), "decision_reason": account.decision_reason.code(),
        "resource_sub_strategies": codes(account.resource_sub_strategies.iter().map(|s| s.code()).collect()),
        "value_net": account.value.net, "value": value(account), "iceberg": account.iceberg.map(iceberg),
        "plan_completeness": completeness.map(|c| c.overall()),
        "plan_parts": completeness.map(|c| {
            PlanPart::ALL.iter().zip(c.parts).map(|(p, v)| (p.code().to_owned(), json!(v))).collect::<Map<_, _>>()
        }),
        "plan_missing": completeness.map(|c| {
            let plan = c.gaps.iter().map(|g| g.code());
            c.goal_gaps.iter().map(|g| g.code()).chain(plan).collect::<Vec<_>>()
        }),
        "plan_overdue": completeness.map(|c| c.overdue),
        "whitespace": account.whitespace.iter().map(|gap| json!({ "product": gap.product,
            "penetration": gap.penetration, "amount": gap.amount })).collect::<Vec<_>>(),
        "proposals": account.proposals.iter().map(|p| p.code()).collect::<Vec<_>>() })
}

fn value(account: &AccountPlan) -> Value {
    let value = &account.value;
    let by_evidence: Map<String, Value> =
        value.by_evidence.iter().map(|(k, v)| (k.code().to_owned(), json!(v))).collect();
    let by_element: Map<String, Value> =
        value.by_element.iter().map(|(k, v)| (k.code().to_owned(), json!(v))).collect();
    json!({ "value": value.value, "our_cost": value.our_cost, "net": value.net,
        "by_evidence": by_evidence, "by_element": by_element, "incomplete": value.incomplete })
}

fn iceberg(iceberg: Iceberg) -> Value {
    let side = |c: Option<TotalCost>| {
        c.map(|c| json!({ "tca": c.acquisition, "tco": c.ownership, "total": c.total(), "under_water": c.under_water() }))
    };
    json!({ "ours": side(iceberg.ours), "alternative": side(iceberg.alternative), "saving": iceberg.saving() })
}

/// Number of an account, else its name.
pub(super) fn key(plan: &Plan, account: usize) -> &str {
    let record = &plan.portfolio.accounts[account];
    record.id.as_deref().unwrap_or(&record.name)
}

/// A key person with everything computed for it.
pub fn person(plan: &Plan, person: &PersonPlan) -> Value {
    let record: &KeyPerson = plan.person_record(person);
    let account = plan.record(&plan.accounts[person.account]);
    let route: Option<Vec<&str>> = person
        .route
        .as_ref()
        .map(|r| r.iter().map(|at| plan.person_record(&plan.persons[*at]).name.as_str()).collect());
    with_stated(
        record,
        json!({ "account_id": account.id.as_ref().unwrap_or(&account.name),
        "account": account.name, "role": record.role.code(),
        "scale": scale(record), "commitment": person.commitment.code(),
        "stated_commitment": record.stated_commitment.map(crate::model::CommitmentLevel::code),
        "visits": { "current": record.visits, "recommended": person.recommended_visits },
        "sub_strategy": person.contact.first().map(|(s, _)| s.code()),
        "sub_strategy_trigger": person.contact.first().map(|(_, t)| t.code()),
        "sub_strategies": person.contact.iter().map(|(s, _)| s.code()).collect::<Vec<_>>(),
        "sub_strategy_entered": record.details.get(Field::SubStrategy),
        "flags": person.flags.iter().map(|f| f.code()).collect::<Vec<_>>(), "route": route }),
    )
}

/// A value item with its value.
pub fn value_item(plan: &Plan, item: &ValueItem) -> Value {
    let computed = item_value(item);
    let account = key(plan, item.account);
    with_stated(item, json!({ "account_id": account, "value": computed.value, "net": computed.net }))
}

/// A goal with its status.
pub fn goal(plan: &Plan, goal: &Goal) -> Value {
    with_stated(
        goal,
        json!({ "account_id": key(plan, goal.account),
        "status": goals::status(goal, plan.today).code(), "progress": goals::progress(goal) }),
    )
}

fn scale(person: &KeyPerson) -> Value {
    match person.scale {
        Some(Scale::Ten) => json!(10),
        Some(Scale::Five) => json!(5),
        Some(Scale::Words) => json!("words"),
        None => Value::Null,
    }
}
