//! A portfolio in which every field of every record kind is filled in: what it shows in the planning workbook
//! is all that a person can ever enter there. The blank template takes its columns from it.

use super::text_of_every_field;
use crate::model::{
    Account, BenefitType, CostItem, CostLayer, Field, Goal, GoalKind, ImpactElement, KeyPerson, Opportunity,
    OpportunityKind, PlanItem, PlanPart, Portfolio, Resource, Role, SellingMode, SourceRow, ValueItem,
    ValueOrientation,
};
use chrono::NaiveDate;

/// Two accounts, since one with opportunities takes its potential from them; one record of every other kind.
pub fn complete(today: NaiveDate) -> Portfolio {
    Portfolio {
        accounts: vec![account("A", today), account("B", today)],
        persons: vec![person(today)],
        opportunities: vec![Opportunity {
            account: 1,
            name: Some("O".to_owned()),
            kind: Some(OpportunityKind::New),
            amount: Some(1.0),
            stage: None,
            probability: Some(0.5),
            close_date: Some(today),
            owner: Some("W".to_owned()),
            region: Some("R".to_owned()),
            source: SourceRow::default(),
        }],
        values: vec![value()],
        costs: vec![CostItem {
            account: 0,
            layer: Some(CostLayer::Tca),
            category: None,
            ours: Some(1.0),
            alternative: Some(2.0),
            source: SourceRow::default(),
        }],
        goals: vec![goal(today)],
        plan_items: vec![item(today)],
        resources: [Resource::VISITS, Resource::BUDGET].map(resource).into(),
        ..Portfolio::default()
    }
}

fn account(name: &str, today: NaiveDate) -> Account {
    Account {
        id: Some(name.to_owned()),
        name: name.to_owned(),
        details: text_of_every_field(),
        annual_revenue: Some(1.0),
        previous_revenue: Some(1.0),
        company_revenue: Some(1.0),
        gross_profit: Some(1.0),
        gross_margin: Some(0.2),
        growth_rate: Some(0.1),
        repeat_sales: Some(1.0),
        new_business: Some(1.0),
        probability: Some(0.5),
        probability_repeat: Some(0.5),
        probability_new: Some(0.5),
        visits: Some(1.0),
        service_cost: Some(1.0),
        support_cost: Some(1.0),
        current_budget: Some(1.0),
        last_contact: Some(today),
        renewal_date: Some(today),
        last_order: Some(today),
        order_count: Some(1.0),
        value_orientation: Some(ValueOrientation::Price),
        selling_mode: Some(SellingMode::Transactional),
        alliance_level: Some(1),
        alliance_target: Some(2),
        conditions: [Some(true); 6],
        ..Account::default()
    }
}

fn person(today: NaiveDate) -> KeyPerson {
    KeyPerson {
        account: 0,
        name: "P".to_owned(),
        details: text_of_every_field(),
        role: Role::Approver,
        visits: Some(1.0),
        last_contact: Some(today),
        next_contact: Some(today),
        ..KeyPerson::default()
    }
}

fn value() -> ValueItem {
    ValueItem {
        account: 0,
        element: Some(ImpactElement::Money),
        benefit: Some(BenefitType::LowerCost),
        description: None,
        metric: None,
        before: Some(2.0),
        after: Some(1.0),
        unit_value: Some(1.0),
        times: Some(1.0),
        attribution: Some(1.0),
        our_cost: Some(1.0),
        evidence: None,
        source: SourceRow::default(),
    }
}

fn goal(today: NaiveDate) -> Goal {
    Goal {
        account: 0,
        kind: Some(GoalKind::Volume),
        statement: None,
        metric: None,
        baseline: Some(1.0),
        target: Some(2.0),
        due: Some(today),
        owner: None,
        actual: None,
        status: None,
        source: SourceRow::default(),
    }
}

fn item(today: NaiveDate) -> PlanItem {
    PlanItem {
        account: 0,
        part: Some(PlanPart::Actions),
        text: Field::Text.to_string(),
        owner: None,
        due: Some(today),
        amount: None,
        status: None,
        links: None,
        proposal: None,
        choice: None,
        source: SourceRow::default(),
    }
}

fn resource(name: &str) -> Resource {
    Resource { name: name.to_owned(), capacity: Some(1.0), ..Resource::default() }
}
