//! The sample's development plans: the largest accounts have most of the nine parts, the next ones some.

use super::cells::{pick, text};
use super::customer::Customer;
use super::seeded::Seeded;
use super::words::SampleWords;
use crate::model::ListCell;
use chrono::{Days, NaiveDate};

/// Accounts that have a plan.
const PLANNED: usize = 15;

/// Places of the nine parts in their list of words.
const PROBLEMS: usize = 2;
const STRATEGY: usize = 3;
const ACTIONS: usize = 4;
const BUDGET: usize = 5;
const APPROVAL: usize = 6;
const EXECUTION: usize = 7;
const REVIEW: usize = 8;

/// A plan item before it becomes cells.
struct Item<'a> {
    part: usize,
    text: &'a str,
    owned: bool,
    /// Days from today.
    due: Option<i64>,
    amount: Option<f64>,
    status: Option<usize>,
    answers: &'a str,
}

/// The rows of the plan items.
pub fn rows(customers: &[Customer], words: &SampleWords, today: NaiveDate) -> Vec<Vec<ListCell>> {
    let mut random = Seeded::new(97);
    let mut rows = Vec::new();
    for customer in customers.iter().filter(|c| c.size < PLANNED) {
        for item in items(customer, words, &mut random) {
            rows.push(row(customer, words, today, &item));
        }
        if let Some(choice) = [Some(0), None, Some(1)][customer.size % 3].filter(|_| customer.size < 9) {
            rows.push(chosen(customer, words, choice));
        }
    }
    rows
}

fn items<'a>(customer: &Customer, words: &'a SampleWords, random: &mut Seeded) -> Vec<Item<'a>> {
    let size = customer.size;
    let approved = size < 5;
    let mut items = Vec::new();
    let mut add = |part, text, due: Option<i64>, amount, status, answers| {
        let owned = !(size % 6 == 5 && part == ACTIONS);
        items.push(Item { part, text, owned, due, amount, status, answers });
    };
    for place in 0..if size < 8 { 2 } else { 1 } {
        let problem = pick(&words.problems, size + place);
        add(PROBLEMS, problem, None, None, None, "");
        // The second problem of a few accounts has no answer yet.
        if place == 1 && size % 3 == 2 {
            continue;
        }
        add(STRATEGY, pick(&words.strategies, size + place), None, None, None, problem);
        let late = size.is_multiple_of(4) && place == 0;
        let days = if late { -12 } else { 15 + random.below(100) as i64 };
        let status = match (approved, place) {
            (true, 0) => 3,
            (true, _) => 2,
            _ if size < 10 => 1,
            _ => 0,
        };
        let action = pick(&words.plan_actions, size + place * 2);
        add(ACTIONS, action, Some(days), None, Some(status), problem);
    }
    if size < 11 {
        let amount = (random.between(10.0, 30.0)).round() * 1000.0;
        let known = size != 7;
        add(BUDGET, pick(&words.budget_items, size), None, known.then_some(amount), None, "");
    }
    if size < 9 {
        let status = if approved { 2 } else { 1 };
        add(APPROVAL, pick(&words.approvals, 0), (!approved).then_some(20), None, Some(status), "");
    }
    if size < 4 {
        add(EXECUTION, pick(&words.executions, 0), Some(90), None, Some(3), "");
    }
    if size < 7 {
        let done = size < 2;
        let (days, status) = if done { (-5, 4) } else { (150, 0) };
        add(REVIEW, pick(&words.reviews, 0), Some(days), None, Some(status), "");
    }
    items
}

fn row(customer: &Customer, words: &SampleWords, today: NaiveDate, item: &Item<'_>) -> Vec<ListCell> {
    let day = |days: i64| {
        let far = Days::new(days.unsigned_abs());
        if days < 0 { today.checked_sub_days(far) } else { today.checked_add_days(far) }
    };
    let some = |value: &str| if value.is_empty() { ListCell::Blank } else { text(value) };
    vec![
        text(&customer.id),
        text(&customer.name),
        text(pick(&words.parts, item.part)),
        text(item.text),
        if item.owned { text(&customer.owner) } else { ListCell::Blank },
        item.due.and_then(day).map_or(ListCell::Blank, ListCell::Date),
        item.amount.map_or(ListCell::Blank, ListCell::Number),
        item.status.map_or(ListCell::Blank, |s| text(pick(&words.statuses, s))),
        some(item.answers),
        ListCell::Blank,
        ListCell::Blank,
    ]
}

/// A proposal of an earlier plan that somebody accepted or dismissed.
fn chosen(customer: &Customer, words: &SampleWords, choice: usize) -> Vec<ListCell> {
    let mut cells = vec![ListCell::Blank; 11];
    let proposal = pick(&words.proposals, customer.size);
    cells[0] = text(&customer.id);
    cells[1] = text(&customer.name);
    cells[2] = text(pick(&words.parts, ACTIONS));
    cells[9] = text(proposal);
    cells[10] = text(pick(&words.choices, choice));
    cells
}
