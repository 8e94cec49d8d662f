//! Numbers of the key persons.

use crate::method::{PersonPlan, Plan};
use crate::model::Field;

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
