//! Accounts by number, name, normalised name, domain or title: one registry that rows are merged into
//! and child rows are joined by.

use super::records::AccountKey;
use crate::config::{LegalForms, name_key};
use crate::model::{Account, Details, Field, IssueCode, SourceRow};
use std::collections::{HashMap, HashSet};

/// The account of a child row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its index.
    pub at: usize,
    /// Its number was found only without the zeros before it.
    pub without_zeros: bool,
}

/// Why a child row has no account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lost {
    /// What is wrong.
    pub code: IssueCode,
    /// The accounts that it may mean.
    pub several: Vec<usize>,
}

impl Lost {
    fn new(code: IssueCode) -> Self {
        Lost { code, several: Vec::new() }
    }
}

/// The accounts so far, and how to find them.
#[derive(Default)]
pub struct Registry {
    /// Accounts in the order they were first read.
    pub accounts: Vec<Account>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_company: HashMap<String, Vec<usize>>,
    /// Of these the accounts that came without a number: a number of its own sets any other apart.
    without_id: HashMap<String, Vec<usize>>,
    by_domain: HashMap<String, Vec<usize>>,
    /// Numbers that begin with zeros, by what follows them.
    zeros: HashMap<String, Vec<usize>>,
    rejected: HashSet<String>,
    varying: HashSet<(usize, Field)>,
    forms: LegalForms,
}

impl Registry {
    /// No accounts yet.
    pub fn new(forms: LegalForms) -> Self {
        Registry { forms, ..Registry::default() }
    }

    /// The account that an account row belongs to: the same id, or (one of them without id) the same company.
    pub fn same(&self, id: Option<&str>, name: &str) -> Option<usize> {
        if let Some(found) = id.and_then(|id| self.by_id.get(id)) {
            return Some(*found);
        }
        if name.is_empty() {
            return None;
        }
        // Another legal form is another company; none stated may be any.
        let form = self.forms.form(name);
        let alike = |at: &&usize| {
            let other = &self.accounts[**at];
            let theirs = self.forms.form(&other.name);
            (id.is_none() || other.id.is_none()) && (form == theirs || form.is_none() || theirs.is_none())
        };
        let by_name = if id.is_some() { &self.without_id } else { &self.by_company };
        let mut found = by_name.get(&self.forms.company(name)).into_iter().flatten().filter(alike);
        match (found.next(), found.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    }

    /// Adds an account.
    pub fn add(&mut self, account: Account) -> usize {
        let at = self.accounts.len();
        if let Some(id) = &account.id {
            self.learn_id(id, at);
        }
        self.by_name.entry(account.name.clone()).or_default().push(at);
        let company = self.forms.company(&account.name);
        if account.id.is_none() {
            self.without_id.entry(company.clone()).or_default().push(at);
        }
        self.by_company.entry(company).or_default().push(at);
        if let Some(domain) = account.details.get(Field::Domain) {
            self.by_domain.entry(domain.to_lowercase()).or_default().push(at);
        }
        self.accounts.push(account);
        at
    }

    /// Remembers a number that a merge brought.
    pub fn learn_id(&mut self, id: &str, at: usize) {
        if id.starts_with('0') && !self.by_id.contains_key(id) {
            self.zeros.entry(id.trim_start_matches('0').to_owned()).or_default().push(at);
        }
        self.by_id.entry(id.to_owned()).or_insert(at);
    }

    /// The only account whose number is the same but for zeros before it, which spreadsheets lose.
    fn without_zeros(&self, id: &str) -> Option<usize> {
        let bare = id.trim_start_matches('0');
        if bare.is_empty() || !bare.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let with = self.zeros.get(bare).into_iter().flatten();
        let mut found = with.chain(self.by_id.get(bare));
        let one = *found.next()?;
        found.all(|other| *other == one).then_some(one)
    }

    /// Accounts whose names differ by a letter, or in their legal form: groups of names.
    pub fn similar(&self) -> Vec<Vec<usize>> {
        let mut names: Vec<(&str, &Vec<usize>)> =
            self.by_company.iter().map(|(n, a)| (n.as_str(), a)).collect();
        names.sort_unstable_by_key(|(_, accounts)| accounts[0]);
        let keys: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        let near = super::similar::groups(&keys);
        let grouped: HashSet<usize> = near.iter().flatten().copied().collect();
        let forms = |at: &usize| !grouped.contains(at) && self.differ(names[*at].1);
        let alone: Vec<Vec<usize>> = (0..names.len()).filter(forms).map(|at| vec![at]).collect();
        let accounts =
            |group: &Vec<usize>| group.iter().flat_map(|at| names[*at].1.iter().copied()).collect();
        let mut groups: Vec<Vec<usize>> = near.iter().chain(&alone).map(accounts).collect();
        groups.iter_mut().for_each(|group| group.sort_unstable());
        groups.sort_unstable();
        groups
    }

    /// Whether accounts of one company differ in more than their number.
    fn differ(&self, accounts: &[usize]) -> bool {
        let Some((first, rest)) = accounts.split_first() else { return false };
        let name = name_key(&self.accounts[*first].name);
        rest.iter().any(|at| name_key(&self.accounts[*at].name) != name)
    }

    /// Remembers that an account row was rejected.
    pub fn reject(&mut self, id: Option<&str>, name: &str) {
        self.rejected.extend(id.map(str::to_owned));
        if !name.is_empty() {
            self.rejected.insert(self.forms.company(name));
        }
    }

    /// Accounts of one name under several numbers: the later ones, each with the first.
    pub fn namesakes(&self) -> Vec<(usize, usize)> {
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, account) in self.accounts.iter().enumerate() {
            by_name.entry(name_key(&account.name)).or_default().push(at);
        }
        let mut found: Vec<(usize, usize)> =
            by_name.values().flat_map(|same| same.iter().skip(1).map(|later| (*later, same[0]))).collect();
        found.sort_unstable();
        found
    }

    /// The account of a child row.
    ///
    /// # Errors
    /// The row names no account, an unknown one, one whose row was rejected, or one of several.
    pub fn find(&self, key: &AccountKey) -> Result<Found, Lost> {
        if key.is_blank() {
            return Err(Lost::new(IssueCode::MissingAccount));
        }
        let sure = |at| Found { at, without_zeros: false };
        if let Some(id) = &key.id {
            if let Some(found) = self.by_id.get(id) {
                return Ok(sure(*found));
            }
            if self.rejected.contains(id) {
                return Err(Lost::new(IssueCode::RejectedAccount));
            }
            let same_name = |at: &usize| {
                let company = |name: &str| self.forms.company(name);
                key.name.as_deref().is_none_or(|name| company(name) == company(&self.accounts[*at].name))
            };
            if let Some(at) = self.without_zeros(id).filter(same_name) {
                return Ok(Found { at, without_zeros: true });
            }
        }
        // Another number is another account, whatever the name.
        let agrees = |at: &usize| key.id.is_none() || self.accounts[*at].id.is_none();
        if let Some(found) = key.name.as_deref().and_then(|name| self.named(name)).filter(agrees) {
            return Ok(sure(found));
        }
        let one = |domain: &String| match self.by_domain.get(domain).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        };
        if let Some(found) = key.domain.as_ref().and_then(one) {
            return Ok(sure(found));
        }
        if key.domain.is_some() && key.by_email {
            return Err(Lost::new(IssueCode::MissingAccount));
        }
        if let Some(found) = key.title.as_deref().and_then(|title| self.in_title(title)) {
            return Ok(sure(found));
        }
        // Without a number of its own the row may mean any account of that name.
        let several =
            key.id.is_none().then_some(key.name.as_deref()).flatten().map(|name| self.all_named(name));
        if let Some(several) = several.filter(|all| all.len() > 1) {
            return Err(Lost { code: IssueCode::AmbiguousAccount, several: several.to_vec() });
        }
        let known_rejected =
            key.name.as_deref().is_some_and(|n| self.rejected.contains(&self.forms.company(n)));
        Err(Lost::new(if known_rejected { IssueCode::RejectedAccount } else { IssueCode::UnknownAccount }))
    }

    fn named(&self, name: &str) -> Option<usize> {
        match self.all_named(name) {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// Accounts of exactly this name, else of this company.
    fn all_named(&self, name: &str) -> &[usize] {
        let exact = self.by_name.get(name);
        exact.or_else(|| self.by_company.get(&self.forms.company(name))).map_or(&[], Vec::as_slice)
    }

    /// The longest beginning of a title that is an account's name and ends at a word's end.
    fn in_title(&self, title: &str) -> Option<usize> {
        let mut ends: Vec<usize> =
            title.char_indices().filter(|(_, c)| !c.is_alphanumeric()).map(|(at, _)| at).collect();
        ends.push(title.len());
        ends.iter().rev().filter(|end| **end > 0).find_map(|end| self.named(title[..*end].trim()))
    }

    /// The account of an order line or opportunity in a portfolio without accounts: made if new.
    ///
    /// # Errors
    /// The row names no account.
    pub fn find_or_make(
        &mut self,
        key: &AccountKey,
        about: &Details,
        source: SourceRow,
    ) -> Result<Found, Lost> {
        // A company's own domain names it too; that of a person's address may be anybody's.
        let domain = key.domain.as_deref().filter(|_| !key.by_email);
        let name = key.name.as_deref().or(key.id.as_deref()).or(domain);
        let name = name.ok_or_else(|| Lost::new(IssueCode::MissingAccount))?;
        let found = match &key.id {
            Some(id) => self.by_id.get(id).copied(),
            None => self.same(None, name),
        };
        if let Some(at) = found {
            for (field, text) in about.iter() {
                if self.accounts[at].details.get(field).is_some_and(|known| known != text) {
                    self.varying.insert((at, field));
                }
            }
            return Ok(Found { at, without_zeros: false });
        }
        let at = self.add(Account {
            id: key.id.clone(),
            name: name.to_owned(),
            details: about.clone(),
            source,
            ..Account::default()
        });
        Ok(Found { at, without_zeros: false })
    }

    /// Hands out the accounts; what order lines say differently about one account is not said of it.
    pub fn finish(mut self) -> Vec<Account> {
        for (at, field) in self.varying {
            self.accounts[at].details.remove(field);
        }
        self.accounts
    }
}
