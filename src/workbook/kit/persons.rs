//! Rows that are about key persons: what the sheets of people share.

use crate::method::{AccountPlan, PersonPlan, Plan};
use crate::model::{Field, KeyPerson};
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::schema::FIRST_ROW;

/// A key person on a sheet.
pub struct PersonRow<'a> {
    pub person: &'a PersonPlan,
    pub record: &'a KeyPerson,
    pub account: &'a AccountPlan,
    /// Number by name, from 1: breaks ties, and is what other sheets look up.
    pub number: u32,
    /// Place among all persons, from 0.
    pub index: usize,
    /// 0-based row on its sheet.
    pub row: u32,
}

/// All key persons, in the plan's order.
pub fn rows<'d>(facts: &'d Facts<'d>) -> Vec<PersonRow<'d>> {
    let (plan, most) = (facts.plan, facts.rows_per_sheet());
    let row = |(index, person): (usize, &'d PersonPlan)| PersonRow {
        person,
        record: plan.person_record(person),
        account: &plan.accounts[person.account],
        number: facts.person_numbers.get(person.person).copied().unwrap_or(0),
        index,
        row: FIRST_ROW + u32::try_from(index % most).unwrap_or(0),
    };
    plan.persons.iter().enumerate().map(row).collect()
}

/// Number of every person, 1… by name, by index into the portfolio's persons.
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

/// With more key persons than this nobody reads a contact plan: it is left out, and its entries stand on
/// the sheet of key persons.
const MOST_CONTACTS: usize = 5_000;

/// Whether this plan has a contact plan.
pub fn contacts_planned(plan: &Plan) -> bool {
    !plan.persons.is_empty() && plan.persons.len() <= MOST_CONTACTS
}

/// Texts of a person that are entered on the contact plan, where there is one.
pub const CONTACT_TEXTS: [Field; 5] =
    [Field::VisitPurpose, Field::PriorityFocus, Field::SubStrategy, Field::Tactics, Field::FollowUp];
