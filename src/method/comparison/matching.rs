//! Which account of the old plan is which of the new one: the same id; else, where one of them has none,
//! the same name; else the same company without its legal form. As in the import, another number is another
//! account, and so is another legal form; a name of several is matched with none.

use super::super::Plan;
use crate::config::{LegalForms, name_key};
use crate::model::Account;
use std::collections::{BTreeSet, HashMap};

/// Pairs of indices into `Plan::accounts`.
pub(super) struct Matched {
    /// By account of the new plan: that of the old one.
    pub old_of: Vec<Option<usize>>,
    /// Accounts of the old plan that are gone, in its order.
    pub gone: Vec<usize>,
    /// Names of several accounts, matched with none.
    pub ambiguous: Vec<String>,
}

/// Matches the accounts; the same both ways.
pub(super) fn matches(old: &Plan, new: &Plan, forms: &LegalForms) -> Matched {
    let before: Vec<&Account> = old.records().collect();
    let now: Vec<&Account> = new.records().collect();
    let mut pairs = Pairs { old_of: vec![None; now.len()], new_of: vec![None; before.len()] };
    let ids: HashMap<&str, usize> =
        before.iter().enumerate().filter_map(|(at, a)| Some((a.id.as_deref()?, at))).collect();
    for (at, account) in now.iter().enumerate() {
        if let Some(found) = account.id.as_deref().and_then(|id| ids.get(id)) {
            pairs.join(*found, at);
        }
    }
    let mut ambiguous = BTreeSet::new();
    pairs.by_name(&before, &now, |a| name_key(&a.name), |_, _| true, &mut ambiguous);
    let alike = |a: &Account, b: &Account| {
        let (a, b) = (forms.form(&a.name), forms.form(&b.name));
        a == b || a.is_none() || b.is_none()
    };
    pairs.by_name(&before, &now, |a| forms.company(&a.name), alike, &mut ambiguous);
    let gone = (0..before.len()).filter(|at| pairs.new_of[*at].is_none()).collect();
    Matched { old_of: pairs.old_of, gone, ambiguous: ambiguous.into_iter().collect() }
}

struct Pairs {
    old_of: Vec<Option<usize>>,
    new_of: Vec<Option<usize>>,
}

impl Pairs {
    fn join(&mut self, old: usize, new: usize) {
        if self.old_of[new].is_none() && self.new_of[old].is_none() {
            self.old_of[new] = Some(old);
            self.new_of[old] = Some(new);
        }
    }

    /// Joins what is left where each is the other's only one of its name.
    fn by_name(
        &mut self,
        before: &[&Account],
        now: &[&Account],
        key: impl Fn(&Account) -> String,
        alike: impl Fn(&Account, &Account) -> bool,
        ambiguous: &mut BTreeSet<String>,
    ) {
        let mut names: HashMap<String, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for (at, account) in before.iter().enumerate().filter(|(at, _)| self.new_of[*at].is_none()) {
            names.entry(key(account)).or_default().0.push(at);
        }
        for (at, account) in now.iter().enumerate().filter(|(at, _)| self.old_of[*at].is_none()) {
            names.entry(key(account)).or_default().1.push(at);
        }
        // Two different numbers are two accounts.
        let may = |old: usize, new: usize| {
            (before[old].id.is_none() || now[new].id.is_none()) && alike(before[old], now[new])
        };
        for (name, (olds, news)) in names {
            if name.is_empty() {
                continue;
            }
            // Few of a name have no number, however many share it.
            let bare: Vec<usize> = news.iter().copied().filter(|new| now[*new].id.is_none()).collect();
            for old in &olds {
                let candidates = if before[*old].id.is_some() { &bare } else { &news };
                let found: Vec<usize> =
                    candidates.iter().copied().filter(|new| may(*old, *new)).take(2).collect();
                match found.as_slice() {
                    [] => {}
                    [new] if olds.iter().filter(|other| may(**other, *new)).take(2).count() == 1 => {
                        self.join(*old, *new);
                    }
                    _ => {
                        ambiguous.insert(before[*old].name.clone());
                    }
                }
            }
        }
    }
}
