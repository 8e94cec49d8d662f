//! What is to be said of a whole plan, a line each: where EV comes from, what has no rank, how old the data is, which
//! margin stands in, what history says of probabilities and of rankings.

use super::Plan;
use super::chances::Origin;
use super::rounded::{percent, round};
use crate::model::{Flag, Note, Segment};

/// The lines, in order.
pub fn headlines(plan: &Plan) -> Vec<Note> {
    let mut found = Vec::new();
    let totals = &plan.totals;
    if totals.expected_value.is_some() {
        let split = totals.split;
        found.push(
            Note::new("headline.split")
                .with("entered", round(split.entered))
                .with("derived", round(split.derived))
                .with("assumed", round(split.assumed))
                .with("overdue", round(split.overdue)),
        );
    }
    if totals.unranked_revenue != 0.0 {
        found.push(Note::new("headline.unranked").with("revenue", round(totals.unranked_revenue)));
    }
    let unassessed = plan.diagnosis.of(Segment::Unassessed).accounts;
    if unassessed > 0 {
        found.push(Note::new("headline.unassessed").with("accounts", unassessed));
    }
    if let Some(as_of) = plan.age.as_of {
        found.push(Note::new("headline.as_of").with("date", as_of));
    }
    found.extend(moved(plan));
    found.extend(chances(plan));
    if let Some(test) = plan.back_test {
        found.push(
            Note::new("headline.back_test")
                .with("top", test.top)
                .with("accounts", test.accounts)
                .with("share", percent(test.share))
                .with("chance", percent(test.chance))
                .with("perfect", percent(test.perfect)),
        );
    }
    let others = plan.accounts.iter().filter(|a| !a.own_margin).count();
    if let Some(margin) = plan.list_margin.filter(|_| others > 0) {
        found.push(Note::new("headline.margin").with("margin", percent(margin)).with("accounts", others));
    }
    found
}

/// What two periods, a pipeline and key persons say, whatever else the list lacks.
fn moved(plan: &Plan) -> Vec<Note> {
    let mut found = Vec::new();
    if let Some(c) = plan.customers.filter(|c| c.new.count + c.lapsed.count > 0) {
        found.push(
            Note::new("headline.customers")
                .with("new", c.new.count)
                .with("new_revenue", round(c.new.money))
                .with("lapsed", c.lapsed.count)
                .with("lapsed_revenue", round(c.lapsed.money)),
        );
    }
    if let Some(d) = plan.open_deals {
        found.push(
            Note::new("headline.open_deals")
                .with("open", d.open.count)
                .with("amount", round(d.open.money))
                .with("overdue", d.overdue.count)
                .with("undated", d.undated.count)
                .with("without_amount", d.without_amount)
                .with("accounts", d.accounts_without.count),
        );
    }
    let flagged = |flag| plan.accounts.iter().filter(|a| a.flags.contains(&flag)).count();
    let flags = [Flag::NoKeyPerson, Flag::SingleContact, Flag::NoApprover, Flag::NoDecisionMaker];
    let [nobody, single, approver, decider] = flags.map(flagged);
    if nobody + single + approver + decider > 0 {
        found.push(
            Note::new("headline.contacts")
                .with("nobody", nobody)
                .with("single", single)
                .with("approver", approver)
                .with("decider", decider),
        );
    }
    found
}

/// Of these, what nobody may overlook: revenue without rank, and figures long past.
pub fn warnings(plan: &Plan) -> Vec<Note> {
    let grave =
        |note: &Note| note.key == "headline.unranked" || (plan.age.old && note.key == "headline.as_of");
    headlines(plan).into_iter().filter(grave).collect()
}

/// Probabilities that the list's own history gives.
fn chances(plan: &Plan) -> Vec<Note> {
    let (chances, history) = (&plan.chances, &plan.history);
    let mut found = Vec::new();
    if chances.repeat.origin == Origin::Derived {
        found.push(
            Note::new("headline.repeat")
                .with("probability", percent(chances.repeat.value))
                .with("part", history.bought_again)
                .with("whole", history.buyers),
        );
    }
    if chances.new.origin == Origin::Derived {
        found.push(
            Note::new("headline.new")
                .with("probability", percent(chances.new.value))
                .with("part", history.won)
                .with("whole", history.won + history.lost),
        );
    }
    found
}
