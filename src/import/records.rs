//! Rows to records: one pure function a kind. A record names its account as the list does; `join` finds it.

use super::row_reader::RowReader;
use crate::model::{
    Account, CommitmentLevel, Details, Field, KeyPerson, Opportunity, OpportunityKind, OrderLine, Role,
    Scale, Score, SellingMode, ValueOrientation,
};

/// How a child row names its account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct AccountKey {
    /// Its number.
    pub id: Option<String>,
    /// Its name.
    pub name: Option<String>,
    /// Its e-mail domain.
    pub domain: Option<String>,
    /// The domain is only that of a person's e-mail address.
    pub by_email: bool,
    /// A title that may begin with its name.
    pub title: Option<String>,
}

impl AccountKey {
    /// Whether the row says nothing about its account.
    pub fn is_blank(&self) -> bool {
        *self == AccountKey::default()
    }
}

/// How the row names its account: by number, name or domain.
pub fn key(reader: &mut RowReader<'_>) -> AccountKey {
    AccountKey {
        id: reader.id(Field::AccountId),
        name: reader.name(Field::Account),
        domain: reader.text(Field::Domain).map(|d| d.to_lowercase()),
        by_email: false,
        title: None,
    }
}

fn details(reader: &mut RowReader<'_>, fields: &[Field]) -> Details {
    let mut details = Details::default();
    for field in fields {
        if let Some(text) = reader.text(*field) {
            details.set(*field, &text);
        }
    }
    details
}

/// An account and, where the row has one, its contact.
pub fn account(reader: &mut RowReader<'_>) -> (Account, Option<KeyPerson>) {
    let name = reader.name(Field::Name).unwrap_or_default();
    let mut account = Account {
        id: reader.id(Field::Id),
        name,
        details: details(
            reader,
            &[
                Field::Region,
                Field::Industry,
                Field::Owner,
                Field::Needs,
                Field::Characteristics,
                Field::Concerns,
                Field::Notes,
                Field::ParentAccount,
                Field::CustomerClass,
                Field::Domain,
                Field::Decision,
                Field::ResourceSubStrategy,
                Field::OurGoal,
                Field::HowCarriedOut,
                Field::OurStrengths,
                Field::OurWeaknesses,
                Field::AllianceSubStrategy,
                Field::AllianceReason,
                Field::AllianceGoals,
                Field::AllianceFeasibility,
                Field::AllianceObstacles,
                Field::AllianceWays,
                Field::Action1,
                Field::Action2,
                Field::Action3,
            ],
        ),
        annual_revenue: reader.money(Field::AnnualRevenue, false),
        previous_revenue: reader.money(Field::PreviousRevenue, false),
        company_revenue: reader.money(Field::CompanyRevenue, false),
        gross_profit: reader.money(Field::GrossProfit, false),
        gross_margin: reader.fraction(Field::GrossMargin),
        growth_rate: reader.fraction(Field::GrowthRate),
        repeat_sales: reader.potential(Field::RepeatSales),
        new_business: reader.potential(Field::NewBusiness),
        probability: reader.probability(Field::Probability),
        probability_repeat: reader.probability(Field::ProbabilityRepeat),
        probability_new: reader.probability(Field::ProbabilityNew),
        visits: reader.count(Field::Visits),
        service_cost: reader.money(Field::ServiceCost, false),
        support_cost: reader.money(Field::SupportCost, false),
        current_budget: reader.money(Field::CurrentBudget, false),
        last_contact: reader.date(Field::LastContact),
        renewal_date: reader.date(Field::RenewalDate),
        last_order: reader.date(Field::LastOrder),
        order_count: reader.count(Field::OrderCount),
        value_orientation: reader
            .word(Field::ValueOrientation, "orientation")
            .and_then(ValueOrientation::from_code),
        selling_mode: reader.word(Field::SellingMode, "selling_mode").and_then(SellingMode::from_code),
        alliance_level: reader.word(Field::AllianceLevel, "alliance").and_then(|c| c.parse().ok()),
        alliance_target: reader.word(Field::AllianceTarget, "alliance").and_then(|c| c.parse().ok()),
        source: reader.source(),
        ..Account::default()
    };
    const CONDITIONS: [Field; 6] = [
        Field::Condition1,
        Field::Condition2,
        Field::Condition3,
        Field::Condition4,
        Field::Condition5,
        Field::Condition6,
    ];
    for (condition, field) in account.conditions.iter_mut().zip(CONDITIONS) {
        *condition = reader.word(field, "truth").map(|w| w == "yes");
    }
    for (column, extra) in &reader.plan.extra {
        if let Some(cell) = reader.row.get(*column) {
            account.extra.push((*extra, super::cells::shown(cell)));
        }
    }
    account.unreadable = std::mem::take(&mut reader.unreadable);
    let contact = contact(reader);
    (account, contact)
}

fn contact(reader: &mut RowReader<'_>) -> Option<KeyPerson> {
    let name = reader.text(Field::Contact)?;
    Some(KeyPerson {
        account: 0,
        name,
        details: details(reader, &[Field::Title, Field::Email]),
        source: reader.source(),
        ..KeyPerson::default()
    })
}

/// A key person and how the row names its account.
pub fn person(reader: &mut RowReader<'_>) -> (KeyPerson, AccountKey) {
    let mut account = key(reader);
    let first = reader.text(Field::FirstName);
    let last = reader.text(Field::LastName);
    let name = reader.text(Field::Name).or_else(|| full_name(first, last)).unwrap_or_default();
    let details = details(
        reader,
        &[
            Field::Title,
            Field::Email,
            Field::Phone,
            Field::Needs,
            Field::PriorityFocus,
            Field::ReportsTo,
            Field::Influences,
            Field::Counterpart,
            Field::VisitPurpose,
            Field::VisitMode,
            Field::VisitLevel,
            Field::SubStrategy,
            Field::Commitment,
            Field::Tactics,
            Field::FollowUp,
            Field::Risk,
            Field::Strength,
            Field::Weakness,
            Field::Opportunity,
            Field::NextStep,
        ],
    );
    if account.is_blank() {
        account.domain =
            details.get(Field::Email).and_then(|e| e.rsplit_once('@')).map(|(_, d)| d.to_lowercase());
    }
    let own_scale = reader.word(Field::Scale, "scale").and_then(Scale::from_code);
    let scale = own_scale.unwrap_or(reader.plan.scale);
    let receptivity = reader.score(Field::Receptivity, scale);
    let dynamics = reader.score(Field::Dynamics, scale);
    let words = [receptivity, dynamics].iter().flatten().all(|s| !matches!(s, Score::Number(_)));
    let scored = receptivity.is_some() || dynamics.is_some();
    let person = KeyPerson {
        account: 0,
        name,
        details,
        role: reader.word(Field::Role, "role").and_then(Role::from_code).unwrap_or(Role::Unknown),
        receptivity,
        dynamics,
        scale: scored.then_some(if words { Scale::Words } else { scale }),
        stated_commitment: reader.word(Field::Commitment, "commitment").and_then(CommitmentLevel::from_code),
        visits: reader.count(Field::Visits),
        last_contact: reader.date(Field::LastContact),
        next_contact: reader.date(Field::NextContact),
        source: reader.source(),
    };
    (person, account)
}

/// Chinese names are written family name first, without a space.
fn full_name(first: Option<String>, last: Option<String>) -> Option<String> {
    match (first, last) {
        (Some(first), Some(last)) if last.is_ascii() => Some(format!("{first} {last}")),
        (Some(first), Some(last)) => Some(format!("{last}{first}")),
        (one, other) => one.or(other),
    }
}

/// An opportunity and how the row names its account.
pub fn opportunity(reader: &mut RowReader<'_>) -> (Opportunity, AccountKey) {
    let mut account = key(reader);
    let title = reader.text(Field::Name);
    let number = reader.id(Field::Id);
    // A blank cell in an account column says nothing; only without such a column the title is asked.
    if !reader.plan.has(Field::Account) && !reader.plan.has(Field::AccountId) {
        account.title.clone_from(&title);
    }
    let deal = Opportunity {
        account: 0,
        name: title.or(number),
        kind: reader.word(Field::Kind, "opportunity_kind").and_then(OpportunityKind::from_code),
        amount: reader.potential(Field::Amount),
        stage: reader.text(Field::Stage),
        probability: reader.probability(Field::Probability),
        close_date: reader.date(Field::CloseDate),
        owner: reader.text(Field::Owner),
        region: reader.text(Field::Region),
        source: reader.source(),
    };
    (deal, account)
}

/// An order line, how the row names its account, and what it says about that account.
pub fn order(reader: &mut RowReader<'_>) -> (Option<OrderLine>, AccountKey, Details) {
    let account = key(reader);
    let amount = reader.money(Field::Amount, true);
    if amount.is_none() && !reader.rejected() {
        let issue = reader.issue(crate::model::IssueCode::UnreadableAmount, Some(Field::Amount));
        reader.issues.push(issue.with("field", "@field.amount"));
    }
    let about = details(reader, &[Field::Region, Field::Industry, Field::Owner]);
    let line = amount.map(|amount| OrderLine {
        account: 0,
        date: reader.date(Field::Date),
        amount,
        profit: reader.money(Field::Profit, false),
        cost: reader.money(Field::Cost, false),
        margin: reader.fraction(Field::Margin),
        product: reader.text(Field::Product).map(String::into_boxed_str),
        source: reader.source(),
    });
    (line, account, about)
}
