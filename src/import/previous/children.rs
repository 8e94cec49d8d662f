//! Which record of a plan is which of the list's: by what names it, else by what most of its fields say. The two
//! become one, field by field; a record that only one side has stays as it is.

use crate::config::name_key;
use crate::import::read::merge::{Difference, fill};
use crate::model::{CostItem, Field, Goal, Opportunity, PlanItem, Record, SourceRow, ValueItem};
use std::collections::{BTreeMap, VecDeque};

/// A record of an account.
pub trait Child: Record + Clone {
    /// Fields that name it among those of its account.
    const NAMES: &'static [Field];
    /// Fields that the list states afresh: there, its value counts.
    const FRESH: &'static [Field] = &[];

    /// Index of its account.
    fn account(&mut self) -> &mut usize;
    /// Where it was read.
    fn source(&mut self) -> &mut SourceRow;
}

macro_rules! child {
    ($($record:ident by $names:expr $(, fresh $fresh:expr)?;)+) => {$(
        impl Child for $record {
            const NAMES: &'static [Field] = $names;
            $(const FRESH: &'static [Field] = $fresh;)?

            fn account(&mut self) -> &mut usize {
                &mut self.account
            }

            fn source(&mut self) -> &mut SourceRow {
                &mut self.source
            }
        }
    )+};
}

child! {
    Opportunity by &[Field::Name], fresh &[Field::Kind, Field::Amount, Field::Stage, Field::CloseDate];
    ValueItem by &[Field::Description];
    CostItem by &[Field::Layer, Field::Category];
    Goal by &[Field::Statement];
    PlanItem by &[Field::Text];
}

/// A record of the plan that is one of the list's: its place there.
pub type Pairs = Vec<Option<usize>>;

/// More unpaired records of one account than these are paired by name only: looking at all would take too long.
const FEW: usize = 200;

/// Pairs each record of a plan with one of the list of the same account: the same one, else one of the same name, else
/// one that says the same in most fields.
pub fn pairs<R: Child>(list: &mut [R], plan: &mut [R]) -> Pairs {
    let mut pairs: Pairs = vec![None; plan.len()];
    let mut taken = vec![false; list.len()];
    for key in [whole::<R>, named::<R>] as [fn(&mut R) -> Option<Key>; 2] {
        let mut free: BTreeMap<Key, VecDeque<usize>> = BTreeMap::new();
        for (at, record) in list.iter_mut().enumerate().filter(|(at, _)| !taken[*at]) {
            key(record).into_iter().for_each(|key| free.entry(key).or_default().push_back(at));
        }
        for (pair, record) in pairs.iter_mut().zip(plan.iter_mut()).filter(|(pair, _)| pair.is_none()) {
            *pair = key(record).and_then(|key| free.get_mut(&key)?.pop_front());
            pair.iter().for_each(|at| taken[*at] = true);
        }
    }
    let mut rest: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, record) in list.iter_mut().enumerate().filter(|(at, _)| !taken[*at]) {
        rest.entry(*record.account()).or_default().push(at);
    }
    for (pair, record) in pairs.iter_mut().zip(plan.iter_mut()).filter(|(pair, _)| pair.is_none()) {
        let Some(free) = rest.get_mut(record.account()).filter(|free| free.len() <= FEW) else { continue };
        let fitting = free.iter().position(|at| alike(&list[*at], record));
        *pair = fitting.map(|at| free.remove(at));
    }
    pairs
}

/// What two records of an account are compared by.
type Key = (usize, Vec<Option<String>>);

fn fields<R: Record>() -> impl Iterator<Item = Field> {
    R::FIELDS.iter().filter(|spec| !spec.passing).map(|spec| spec.field)
}

/// All that it says.
fn whole<R: Child>(record: &mut R) -> Option<Key> {
    let account = *record.account();
    Some((account, fields::<R>().map(|f| record.get(f).map(|v| v.to_string())).collect()))
}

/// What names it, where that is stated.
fn named<R: Child>(record: &mut R) -> Option<Key> {
    let account = *record.account();
    let names = R::NAMES.iter().map(|f| record.get(*f).map(|v| name_key(&v.to_string())));
    let names: Vec<Option<String>> = names.collect();
    names.iter().any(Option::is_some).then_some((account, names))
}

/// Most of what both state is the same, and more than one field of it: the name of one was changed.
fn alike<R: Child>(one: &R, other: &R) -> bool {
    let both = fields::<R>().filter_map(|f| Some((one.get(f)?, other.get(f)?)));
    let (mut equal, mut all) = (0, 0);
    for (mine, theirs) in both {
        equal += usize::from(mine == theirs);
        all += 1;
    }
    equal > 1 && equal * 2 > all
}

/// Joins a record of the plan to the list's; returns the differences: those of figures, which the list decides,
/// and the others.
pub fn join<R: Child>(list: &mut R, mut plan: R, plan_wins: bool) -> (Vec<Difference>, Vec<Difference>) {
    let mut figures = Vec::new();
    for field in R::FRESH {
        if let (Some(mine), Some(theirs)) = (list.get(*field), plan.get(*field))
            && mine != theirs
        {
            figures.push((*field, mine.to_string(), theirs.to_string()));
        }
        if list.get(*field).is_some() {
            plan.put(*field, None);
        }
    }
    if !plan_wins {
        return (figures, fill(list, &plan, &[]));
    }
    (*plan.account(), *plan.source()) = (*list.account(), *list.source());
    let stated = std::mem::replace(list, plan);
    (figures, fill(list, &stated, &[]))
}
