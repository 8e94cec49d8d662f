//! What speaks for and against each kind of list: its headers, and whether their values repeat, name companies
//! or persons, are stages or sums.

use crate::config::{ColumnId, Config};
use crate::import::headers::header::Header;
use crate::import::mapping::ByHand;
use crate::import::understand::mapped::Mapping;
use crate::import::understand::names_of;
use crate::import::understand::profile::Profile;
use crate::model::{Field, Note, Outcome, RecordKind, Spoken};
use std::collections::{BTreeMap, BTreeSet};

/// Values that tell whether customers repeat.
const ENOUGH: u32 = 3;
/// From this share on customers repeat; below the other one they are told once.
const REPEATED: f64 = 0.3;
const SINGLE: f64 = 0.1;
/// Fields that only a list of accounts, or of persons, has.
const OF_ACCOUNTS: &[Field] = &[
    Field::RepeatSales,
    Field::NewBusiness,
    Field::ProbabilityRepeat,
    Field::ProbabilityNew,
    Field::SellingMode,
    Field::ValueOrientation,
    Field::AllianceLevel,
    Field::AllianceTarget,
    Field::ServiceCost,
    Field::SupportCost,
    Field::CurrentBudget,
];
const OF_PERSONS: &[Field] = &[
    Field::Receptivity,
    Field::Dynamics,
    Field::Commitment,
    Field::ReportsTo,
    Field::Influences,
    Field::Counterpart,
    Field::PriorityFocus,
    Field::SubStrategy,
];

/// What the headers and values of a sheet say about its kind.
pub struct Evidence<'a> {
    headers: &'a [Header],
    profiles: &'a BTreeMap<u32, Profile>,
    by_hand: &'a ByHand,
    config: &'a Config,
}

impl<'a> Evidence<'a> {
    /// Of one table.
    pub fn new(
        headers: &'a [Header],
        profiles: &'a BTreeMap<u32, Profile>,
        by_hand: &'a ByHand,
        config: &'a Config,
    ) -> Self {
        Evidence { headers, profiles, by_hand, config }
    }

    /// Whether the rows can be of a kind at all.
    pub fn allows(&self, kind: RecordKind, mapping: &Mapping) -> bool {
        let has = |fields: &[Field]| fields.iter().any(|f| mapping.has(*f));
        let open = |f: Field| mapping.ambiguous.iter().any(|(field, _)| *field == f);
        let joined = has(&[Field::Account, Field::AccountId, Field::Domain]) || open(Field::Account);
        match kind {
            RecordKind::Accounts => {
                has(&[Field::Name])
                    || open(Field::Name)
                    || mapping.fields.get(&Field::Id).is_some_and(|m| m.rank > 60)
                        && mapping.fields.len() >= 2
            }
            RecordKind::Persons => {
                has(&[Field::Name, Field::FirstName, Field::LastName])
                    && (joined || has(OF_PERSONS) || has(&[Field::Role, Field::Title, Field::Email]))
            }
            RecordKind::Opportunities => {
                has(&[Field::Stage, Field::CloseDate, Field::Probability, Field::Name])
                    && (has(&[Field::Amount, Field::Stage, Field::Probability])
                        || open(Field::Amount)
                        // A deadline alone is that of a task.
                        || mapping.fields.get(&Field::CloseDate).is_some_and(|m| m.rank > 40)
                        || joined && self.speaks_of("deal"))
            }
            // A line has a date, a document, goods; yearly figures of one customer are added up as its own.
            RecordKind::Orders => {
                let line = has(&[Field::Date, Field::Product])
                    || self.speaks_of("order_no")
                    || self.speaks_of("quantity");
                // Name alone may be goods; only companies, or a number beside it, make it the customer.
                let joined =
                    joined && !(self.only_named(mapping) && self.companies(mapping, Field::Account) < 0.4);
                // What is owed to suppliers is not sold to anybody.
                let sold = has(&[Field::Amount]) && has(&[Field::Date]) && !self.speaks_of("supplier");
                joined && line || sold
            }
            RecordKind::Visits => joined && mapping.has(Field::Date),
            _ => false,
        }
    }

    /// The customer's column says no more than Name, and no number stands beside it.
    fn only_named(&self, mapping: &Mapping) -> bool {
        mapping.fields.get(&Field::Account).is_some_and(|m| m.rank <= 20) && !mapping.has(Field::AccountId)
    }

    fn companies(&self, mapping: &Mapping, field: Field) -> f64 {
        let profile =
            mapping.fields.get(&field).and_then(|m| self.profiles.get(&self.headers[m.header].column));
        profile.map_or(0.0, |p| names_of::companies(p, self.config))
    }

    /// How much speaks for a kind.
    pub fn score(&self, kind: RecordKind, mapping: &Mapping) -> f64 {
        let headers: f64 = self.spoken(kind).iter().map(|(_, weight)| weight).sum();
        headers + self.values(kind, mapping) + self.hand(kind)
    }

    /// How much speaks for staff, goods, ledgers, suppliers, plans without accounts.
    pub fn others(&self) -> f64 {
        let kinds = [RecordKind::Ignored, RecordKind::PlanItems, RecordKind::Goals];
        kinds.iter().flat_map(|kind| self.spoken(*kind)).map(|(_, weight)| weight).sum()
    }

    /// Whether a header names a column of `words.toml`.
    fn speaks_of(&self, column: &str) -> bool {
        let names = &self.config.columns.headers;
        self.headers.iter().any(|h| h.columns.iter().any(|id| names.column(*id).name == column))
    }

    /// The headers that spoke most for a kind.
    pub fn told(&self, kind: RecordKind) -> String {
        let mut spoken = self.spoken(kind);
        spoken.sort_by(|a, b| b.1.total_cmp(&a.1));
        let best = spoken.iter().filter(|(_, weight)| *weight >= 0.5).take(4);
        best.map(|(at, _)| self.headers[*at].text.as_str()).collect::<Vec<_>>().join(", ")
    }

    /// What spoke for the kind that won, and what for the next best.
    pub fn spoken_for(&self, kind: RecordKind, next: Option<RecordKind>) -> Spoken {
        let mut spoken = Spoken::default();
        let headers = self.told(kind);
        if !headers.is_empty() {
            spoken.favour.push(Note::new("spoken.headers").with("headers", headers));
        }
        if let Some(share) = self.customers_repeat() {
            let note = |key| Note::new(key).with("percent", (share * 100.0).round());
            let lines = kind != RecordKind::Accounts;
            match share {
                share if share >= REPEATED && lines => spoken.favour.push(note("spoken.customers_repeat")),
                share if share >= REPEATED => spoken.against.push(note("spoken.customers_repeat")),
                share if share <= SINGLE && lines => spoken.against.push(note("spoken.customers_once")),
                share if share <= SINGLE => spoken.favour.push(note("spoken.customers_once")),
                _ => {}
            }
        }
        if let Some((next, headers)) = next.map(|n| (n, self.told(n))).filter(|(_, told)| !told.is_empty()) {
            let kind = format!("@kind.{next}");
            spoken.against.push(Note::new("spoken.other_kind").with("kind", kind).with("headers", headers));
        }
        spoken
    }

    /// What spoke for something else than any kind that is planned with.
    pub fn spoken_against(&self, kind: RecordKind) -> Spoken {
        let mut spoken = Spoken::default();
        let headers = self.told(RecordKind::Ignored);
        if !headers.is_empty() {
            spoken.favour.push(Note::new("spoken.headers").with("headers", headers));
        }
        let (told, kind) = (self.told(kind), format!("@kind.{kind}"));
        if !told.is_empty() {
            spoken.against.push(Note::new("spoken.other_kind").with("kind", kind).with("headers", told));
        }
        spoken
    }

    /// Headers with their weight for a kind; what is said twice counts half the second time.
    fn spoken(&self, kind: RecordKind) -> Vec<(usize, f64)> {
        let names = &self.config.columns.headers;
        let mut seen: BTreeSet<ColumnId> = BTreeSet::new();
        let mut spoken = Vec::new();
        for (at, header) in self.headers.iter().enumerate() {
            let best = header
                .columns
                .iter()
                .map(|id| (*id, names.column(*id).speaks(kind)))
                .max_by(|a, b| a.1.total_cmp(&b.1));
            if let Some((id, weight)) = best.filter(|(_, weight)| *weight != 0.0) {
                spoken.push((at, if seen.insert(id) { weight } else { weight / 4.0 }));
            }
        }
        spoken
    }

    fn values(&self, kind: RecordKind, mapping: &Mapping) -> f64 {
        let has = |field: Field| mapping.has(field);
        let count = |fields: &[Field]| fields.iter().filter(|f| mapping.has(**f)).count() as f64;
        let repeated = self.customers_repeat();
        match kind {
            RecordKind::Accounts => {
                let mut score = 1.0 + 2.0 * count(OF_ACCOUNTS);
                score += match repeated {
                    Some(share) if share >= REPEATED => -2.5,
                    Some(share) if share <= SINGLE => 0.5,
                    _ => 0.0,
                };
                score + self.name_of_accounts(mapping)
            }
            RecordKind::Persons => {
                let mut score = 1.5 * count(OF_PERSONS);
                score += if repeated.is_some_and(|share| share >= REPEATED) { 1.0 } else { 0.0 };
                // Who ordered stands on an order too.
                score += if self.speaks_of("order_no") && self.speaks_of("order_date") { -3.0 } else { 0.0 };
                score += self.person_first();
                // Of no account: staff, applicants.
                let joined = [Field::Account, Field::AccountId, Field::Domain].iter().any(|f| has(*f));
                score += if joined { 0.0 } else { -2.5 };
                // A customer told once, with its address or level, is one though a contact stands beside it.
                let told_once = repeated.is_some_and(|share| share <= SINGLE);
                let of_accounts = ["address", "address_line", "class", "tax_id", "customer_id", "industry"];
                let described = of_accounts.iter().filter(|column| self.speaks_of(column)).count();
                score += if told_once && described >= 2 { -1.0 } else { 0.0 };
                score + self.name_of_persons(mapping)
            }
            RecordKind::Opportunities => {
                let mut staged = if has(Field::Stage) { 0.5 } else { 0.0 };
                // Leads and customers have a stage too; a deal has an amount, a chance, a name of its own.
                let deal = has(Field::Amount)
                    || mapping.ambiguous.iter().any(|(field, _)| *field == Field::Amount)
                    || has(Field::Probability)
                    || self.status_of_deals()
                    || ["deal", "project", "deal_id", "close_date"]
                        .iter()
                        .any(|column| self.speaks_of(column));
                staged += if deal { 0.0 } else { -2.5 };
                staged += if self.status_of_deals() { 5.0 } else { 0.0 };
                staged + if repeated.is_some_and(|share| share >= REPEATED) { 0.5 } else { 0.0 }
            }
            RecordKind::Orders => {
                let mut score = if has(Field::Amount) && has(Field::Date) { 1.0 } else { 0.0 };
                score += match repeated {
                    Some(share) if share >= REPEATED => 1.0,
                    _ => 0.0,
                };
                score
            }
            RecordKind::Visits if repeated.is_some_and(|share| share >= REPEATED) => 0.5,
            RecordKind::Visits => 0.0,
            _ => 0.0,
        }
    }

    /// Whether a status holds the stages of deals: most of its words are known, some won and some open.
    fn status_of_deals(&self) -> bool {
        let names = &self.config.columns.headers;
        // Customers have a status too; deals are about something that costs money.
        if !["unit_price", "amount", "quantity", "deal_amount"].iter().any(|column| self.speaks_of(column)) {
            return false;
        }
        let status = |h: &&Header| h.columns.iter().any(|id| names.column(*id).name == "status");
        let found = self.headers.iter().filter(status).filter_map(|h| self.profiles.get(&h.column));
        found.filter(|p| p.samples.len() >= 2).any(|profile| {
            let known: Vec<Outcome> =
                profile.samples.iter().filter_map(|s| Some(self.config.rules.stage(s)?.outcome)).collect();
            let has = |outcome| known.contains(&outcome);
            known.len() * 3 >= profile.samples.len() * 2
                && has(Outcome::Won)
                && (has(Outcome::Open) || has(Outcome::Lost))
        })
    }

    /// Share of the customers that stood in the table before; none if too few are told.
    fn customers_repeat(&self) -> Option<f64> {
        let profile = self.column_of(&[Field::Account, Field::AccountId], RecordKind::Orders)?;
        (profile.looked_at >= ENOUGH).then(|| profile.repeated())
    }

    /// Profile of the column that names one of the fields best in a kind.
    fn column_of(&self, fields: &[Field], kind: RecordKind) -> Option<&Profile> {
        let names = &self.config.columns.headers;
        let rank = |header: &Header, field: Field| {
            let namings = header.columns.iter().filter_map(|id| names.column(*id).naming(kind));
            namings.filter(|n| n.field == field).map(|n| n.rank).max()
        };
        fields.iter().find_map(|field| {
            let best = self.headers.iter().filter_map(|h| Some((rank(h, *field)?, h)));
            let (_, header) = best.max_by_key(|(rank, _)| *rank)?;
            self.profiles.get(&header.column)
        })
    }

    /// A name that only says Name is a company's or a person's.
    fn name_of_accounts(&self, mapping: &Mapping) -> f64 {
        let Some(mapped) = mapping.fields.get(&Field::Name).filter(|m| m.rank <= 60) else { return 0.0 };
        let profile = self.profiles.get(&self.headers[mapped.header].column);
        match profile.map(|p| (names_of::companies(p, self.config), names_of::persons(p))) {
            Some((companies, _)) if companies >= 0.4 => 1.5,
            Some((_, persons)) if persons >= 0.7 => -1.2,
            _ => -0.6,
        }
    }

    fn name_of_persons(&self, mapping: &Mapping) -> f64 {
        let Some(mapped) = mapping.fields.get(&Field::Name) else { return 0.0 };
        let profile = self.profiles.get(&self.headers[mapped.header].column);
        match profile.map(|p| (names_of::companies(p, self.config), names_of::persons(p))) {
            Some((companies, _)) if companies >= 0.4 => -2.5,
            Some((_, persons)) if persons >= 0.7 && mapped.rank <= 70 => 0.8,
            _ => 0.0,
        }
    }

    /// The column on the left tells what the rows are: a person before the customer.
    fn person_first(&self) -> f64 {
        let place = |wanted: &dyn Fn(Field) -> bool, kind| {
            let names = &self.config.columns.headers;
            self.headers.iter().position(|h| {
                let mut namings = h.columns.iter().filter_map(|id| names.column(*id).naming(kind));
                namings.any(|n| wanted(n.field) && n.rank > 60)
            })
        };
        let person =
            place(&|f| matches!(f, Field::Name | Field::FirstName | Field::LastName), RecordKind::Persons);
        let account = place(&|f| f == Field::Account, RecordKind::Persons);
        match (person, account) {
            (Some(person), Some(account)) if person < account => 1.5,
            (Some(_), Some(_)) => -0.3,
            _ => 0.0,
        }
    }

    /// What is mapped by hand speaks for the kinds that have the field.
    fn hand(&self, kind: RecordKind) -> f64 {
        let names = &self.config.columns;
        let known = |field: &&Field| names.has_field(kind, **field);
        1.5 * self.by_hand.fields.keys().filter(known).count() as f64
    }
}
