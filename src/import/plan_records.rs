//! Rows of the planning sheets to records: visits, value and cost items, goals, plan items, resources.

use super::records::{AccountKey, key};
use super::row_reader::RowReader;
use crate::model::{
    BenefitType, Choice, CostItem, CostLayer, EvidenceGrade, Field, Goal, GoalKind, GoalStatus,
    ImpactElement, PlanItem, PlanPart, PlanStatus, Resource, ValueItem, Visit,
};

/// A visit and how the row names its account.
pub fn visit(reader: &mut RowReader<'_>) -> (Visit, AccountKey) {
    let account = key(reader);
    let visit = Visit {
        account: 0,
        date: reader.date(Field::Date),
        person: reader.text(Field::Contact),
        purpose: reader.text(Field::VisitPurpose),
        mode: reader.text(Field::VisitMode),
        visitor: reader.text(Field::Visitor),
        result: reader.text(Field::Result),
        source: reader.source(),
    };
    (visit, account)
}

/// A value item and how the row names its account.
pub fn value_item(reader: &mut RowReader<'_>) -> (ValueItem, AccountKey) {
    let account = key(reader);
    let item = ValueItem {
        account: 0,
        element: reader.word(Field::Element, "impact").and_then(ImpactElement::from_code),
        benefit: reader.word(Field::BenefitType, "benefit").and_then(BenefitType::from_code),
        description: reader.text(Field::Description),
        metric: reader.text(Field::Metric),
        before: reader.money(Field::Before, false),
        after: reader.money(Field::After, false),
        unit_value: reader.money(Field::UnitValue, false),
        times: reader.count(Field::Times),
        attribution: reader.share(Field::Attribution),
        our_cost: reader.money(Field::OurCost, false),
        evidence: reader.word(Field::Evidence, "evidence").and_then(EvidenceGrade::from_code),
        source: reader.source(),
    };
    (item, account)
}

/// A cost item and how the row names its account.
pub fn cost_item(reader: &mut RowReader<'_>) -> (CostItem, AccountKey) {
    let account = key(reader);
    let item = CostItem {
        account: 0,
        layer: reader.word(Field::Layer, "cost_layer").and_then(CostLayer::from_code),
        category: reader.text(Field::Category),
        ours: reader.money(Field::CostOurs, false),
        alternative: reader.money(Field::CostAlternative, false),
        source: reader.source(),
    };
    (item, account)
}

/// A goal and how the row names its account.
pub fn goal(reader: &mut RowReader<'_>) -> (Goal, AccountKey) {
    let account = key(reader);
    let goal = Goal {
        account: 0,
        kind: reader.word(Field::Kind, "goal_kind").and_then(GoalKind::from_code),
        statement: reader.text(Field::Statement),
        metric: reader.text(Field::Metric),
        baseline: reader.money(Field::Baseline, false),
        target: reader.money(Field::Target, false),
        due: reader.date(Field::Due),
        owner: reader.text(Field::Owner),
        actual: reader.money(Field::Actual, false),
        status: reader.word(Field::Status, "goal_status").and_then(GoalStatus::from_code),
        source: reader.source(),
    };
    (goal, account)
}

/// A plan item and how the row names its account. None: a proposal of an earlier plan that nobody
/// answered; it is made anew. An accepted proposal, or one that somebody worked on, counts as an item with
/// the proposal's text; a dismissed one is remembered.
pub fn plan_item(reader: &mut RowReader<'_>) -> (Option<PlanItem>, AccountKey) {
    let account = key(reader);
    let offered = reader.text(Field::Proposal);
    let mut text = reader.text(Field::Text).unwrap_or_default();
    let choice = choice(reader, offered.is_some(), &mut text);
    let mut item = PlanItem {
        account: 0,
        part: reader.word(Field::Part, "plan_part").and_then(PlanPart::from_code),
        text,
        owner: reader.text(Field::Owner),
        due: reader.date(Field::Due),
        amount: reader.money(Field::Amount, false),
        status: reader.word(Field::Status, "plan_status").and_then(PlanStatus::from_code),
        links: reader.text(Field::Links),
        proposal: reader.word(Field::Proposal, "proposal").map(str::to_owned),
        choice,
        source: reader.source(),
    };
    if let (Some(offered), true) = (offered, item.text.is_empty()) {
        let worked_on = item.owner.is_some()
            || item.due.is_some()
            || item.amount.is_some()
            || item.status.is_some()
            || item.links.is_some();
        match choice {
            Some(Choice::Dismiss) => {}
            None if !worked_on => return (None, account),
            _ => item.text = offered,
        }
    }
    (Some(item), account)
}

/// Accepted, dismissed, or the person's own words beside a proposal, which become the item's text.
fn choice(reader: &mut RowReader<'_>, offered: bool, text: &mut String) -> Option<Choice> {
    let said = reader.text(Field::Choice)?;
    if offered && text.is_empty() && reader.plan.config.columns.word("choice", &said).is_none() {
        *text = said;
        return None;
    }
    reader.word(Field::Choice, "choice").and_then(Choice::from_code)
}

/// A resource; one that is called visits or budget in any known word has that code as its name.
pub fn resource(reader: &mut RowReader<'_>) -> Resource {
    let name = reader.name(Field::Name).unwrap_or_default();
    let code = reader.plan.config.columns.word("resource", &name).map(str::to_owned);
    Resource {
        name: code.unwrap_or(name),
        capacity: reader.amount(Field::Capacity),
        unit_cost: reader.amount(Field::UnitCost),
        step: reader.amount(Field::Step).filter(|s| *s > 0.0),
        floor: [Field::FloorCore, Field::FloorGrowth, Field::FloorLaggard].map(|f| reader.amount(f)),
        cap: [Field::CapCore, Field::CapGrowth, Field::CapLaggard].map(|f| reader.amount(f)),
        current: Vec::new(),
        source: Some(reader.source()),
    }
}
