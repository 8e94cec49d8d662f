//! Rows that are about key persons: what the sheets of people share.

use crate::layout::TableId;
use crate::method::{AccountPlan, PersonPlan, Plan};
use crate::model::{Field, KeyPerson};
use crate::workbook::kit::blank_persons::MOST_CONTACTS;
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
    /// An empty row to fill in.
    pub blank: bool,
}

/// All key persons, in the plan's order, then the empty rows for those that accounts lack.
pub fn rows<'d>(facts: &'d Facts<'d>) -> Vec<PersonRow<'d>> {
    let (plan, most) = (facts.plan, facts.rows_per_sheet());
    let known = plan.persons.iter().map(|person| {
        let number = facts.person_numbers.get(person.person).copied().unwrap_or(0);
        (person, plan.person_record(person), number, false)
    });
    let after = u32::try_from(plan.persons.len()).unwrap_or(u32::MAX);
    let blank = (after + 1..).zip(&facts.blank_persons);
    let blank = blank.map(|(number, blank)| (&blank.person, &blank.record, number, true));
    let row =
        |(index, (person, record, number, blank)): (usize, (&'d PersonPlan, &'d KeyPerson, u32, bool))| {
            PersonRow {
                person,
                record,
                account: &plan.accounts[person.account],
                number,
                index,
                row: FIRST_ROW + u32::try_from(index % most).unwrap_or(0),
                blank,
            }
        };
    known.chain(blank).enumerate().map(row).collect()
}

/// Whether this plan has a contact plan.
pub fn contacts_planned(plan: &Plan) -> bool {
    plan.persons.len() <= MOST_CONTACTS
}

/// Texts of a person that are entered on the contact plan, where there is one.
pub const CONTACT_TEXTS: [Field; 5] =
    [Field::VisitPurpose, Field::PriorityFocus, Field::SubStrategy, Field::Tactics, Field::FollowUp];

/// The same part of a formula for every sheet of key persons, by the name of its table, added up.
pub fn over_persons(facts: &Facts<'_>, of: impl Fn(&str) -> String) -> String {
    let name = TableId::Persons.table().name;
    let parts = facts.plan.persons.len().div_ceil(facts.rows_per_sheet());
    let further = (2..=parts).map(|part| of(&format!("{name}{part}")));
    std::iter::once(of(name)).chain(further).collect::<Vec<_>>().join("+")
}
