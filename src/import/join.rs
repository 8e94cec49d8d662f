//! Accounts by number, name, normalised name, domain or title: one registry that rows are merged into
//! and child rows are joined by.

use super::records::AccountKey;
use crate::config::{LegalForms, plain};
use crate::model::{Account, Details, Field, IssueCode, SourceRow};
use std::collections::{HashMap, HashSet};

/// The accounts so far, and how to find them.
#[derive(Default)]
pub struct Registry {
    /// Accounts in the order they were first read.
    pub accounts: Vec<Account>,
    by_id: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    by_company: HashMap<String, Vec<usize>>,
    by_domain: HashMap<String, Vec<usize>>,
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
        let mut found = self.by_company.get(&self.forms.company(name)).into_iter().flatten().filter(alike);
        match (found.next(), found.next()) {
            (Some(one), None) => Some(*one),
            _ => None,
        }
    }

    /// Adds an account.
    pub fn add(&mut self, account: Account) -> usize {
        let at = self.accounts.len();
        if let Some(id) = &account.id {
            self.by_id.entry(id.clone()).or_insert(at);
        }
        self.by_name.entry(account.name.clone()).or_default().push(at);
        self.by_company.entry(self.forms.company(&account.name)).or_default().push(at);
        if let Some(domain) = account.details.get(Field::Domain) {
            self.by_domain.entry(domain.to_lowercase()).or_default().push(at);
        }
        self.accounts.push(account);
        at
    }

    /// Remembers a number that a merge brought.
    pub fn learn_id(&mut self, id: &str, at: usize) {
        self.by_id.entry(id.to_owned()).or_insert(at);
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
            by_name.entry(plain(&account.name)).or_default().push(at);
        }
        let mut found: Vec<(usize, usize)> =
            by_name.values().flat_map(|same| same.iter().skip(1).map(|later| (*later, same[0]))).collect();
        found.sort_unstable();
        found
    }

    /// The account of a child row.
    ///
    /// # Errors
    /// The row names no account, an unknown one, or one whose row was rejected.
    pub fn find(&self, key: &AccountKey) -> Result<usize, IssueCode> {
        if key.is_blank() {
            return Err(IssueCode::MissingAccount);
        }
        if let Some(id) = &key.id {
            if let Some(found) = self.by_id.get(id) {
                return Ok(*found);
            }
            if self.rejected.contains(id) {
                return Err(IssueCode::RejectedAccount);
            }
        }
        // Another number is another account, whatever the name.
        let agrees = |at: &usize| key.id.is_none() || self.accounts[*at].id.is_none();
        if let Some(found) = key.name.as_deref().and_then(|name| self.named(name)).filter(agrees) {
            return Ok(found);
        }
        let one = |domain: &String| match self.by_domain.get(domain).map(Vec::as_slice) {
            Some([one]) => Some(*one),
            _ => None,
        };
        if let Some(found) = key.domain.as_ref().and_then(one) {
            return Ok(found);
        }
        if key.domain.is_some() && key.by_email {
            return Err(IssueCode::MissingAccount);
        }
        if let Some(found) = key.title.as_deref().and_then(|title| self.in_title(title)) {
            return Ok(found);
        }
        let known_rejected =
            key.name.as_deref().is_some_and(|n| self.rejected.contains(&self.forms.company(n)));
        Err(if known_rejected { IssueCode::RejectedAccount } else { IssueCode::UnknownAccount })
    }

    fn named(&self, name: &str) -> Option<usize> {
        let exact = self.by_name.get(name).map(Vec::as_slice);
        let alike = || self.by_company.get(&self.forms.company(name)).map(Vec::as_slice);
        match exact.or_else(alike) {
            Some([one]) => Some(*one),
            _ => None,
        }
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
    ) -> Result<usize, IssueCode> {
        let name = key.name.as_deref().or(key.id.as_deref()).ok_or(IssueCode::MissingAccount)?;
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
            return Ok(at);
        }
        Ok(self.add(Account {
            id: key.id.clone(),
            name: name.to_owned(),
            details: about.clone(),
            source,
            ..Account::default()
        }))
    }

    /// Hands out the accounts; what order lines say differently about one account is not said of it.
    pub fn finish(mut self) -> Vec<Account> {
        for (at, field) in self.varying {
            self.accounts[at].details.remove(field);
        }
        self.accounts
    }
}
