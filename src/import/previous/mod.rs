//! Plans joined to a portfolio (METHOD §10). Beside a list, a plan gives what people entered: figures that the
//! list states come from the list, blanks are filled from the plan, differences are told with the rule that
//! decided; accounts that the list no longer has are told and left. Plans alone, such as the parts of a
//! hand-out, are put together.

mod children;
mod figures;

use super::read::join::Registry;
use super::read::merge::{Difference, Place, fill, merge, merge_person};
use crate::config::{Config, name_key};
use crate::model::{
    Account, CellPlace, Field, Issue, IssueCode, KeyPerson, Opportunity, OwnColumn, Portfolio, Record,
    RecordKind, Resource, RowCounts, SheetReading, SourceRow,
};
use children::Child;
use figures::Figures;
use std::collections::HashMap;

/// Whose value counts where list and plan differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Prefer {
    /// The list's.
    #[default]
    List,
    /// The plan's.
    Plan,
    /// That of the file that was saved later.
    Newer,
}

/// How a plan is joined.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    /// A list rules: accounts that only the plan has are left.
    pub list_rules: bool,
    /// Where both state a value, the plan's counts.
    pub plan_wins: bool,
}

/// Joins a plan to a portfolio.
pub fn join(base: &mut Portfolio, mut plan: Portfolio, how: Joining, config: &Config) {
    let (inputs, sheets) = (index(base.inputs.len()), index(base.sheets.len()));
    move_places(&mut plan, inputs, sheets, index(base.issues.len()) as usize);
    base.inputs.append(&mut plan.inputs);
    base.sheets.append(&mut plan.sheets);
    base.issues.append(&mut plan.issues);
    base.rejected.append(&mut plan.rejected);
    for (code, value) in std::mem::take(&mut plan.stated_settings) {
        base.stated_settings.entry(code).or_insert(value);
    }
    for sheet in std::mem::take(&mut plan.added_sheets) {
        if !base.added_sheets.contains(&sheet) {
            base.added_sheets.push(sheet);
        }
    }
    base.currency = base.currency.take().or(plan.currency.take());
    let own = std::mem::take(&mut plan.own_columns);
    let own: Vec<OwnColumn> = own.into_iter().map(|own| own.moved(|row| row.sheet += sheets)).collect();
    let figures = figures(base, sheets);
    let mut joiner = Joiner {
        how,
        figures,
        lists: sheets as usize,
        places: Vec::new(),
        left: Figures::default(),
        homes: HashMap::new(),
        base,
    };
    joiner.accounts(&mut plan, config);
    joiner.persons(&mut plan);
    joiner.pipeline(std::mem::take(&mut plan.opportunities));
    joiner.children(|p| &mut p.values, std::mem::take(&mut plan.values));
    joiner.children(|p| &mut p.costs, std::mem::take(&mut plan.costs));
    joiner.children(|p| &mut p.goals, std::mem::take(&mut plan.goals));
    joiner.children(|p| &mut p.plan_items, std::mem::take(&mut plan.plan_items));
    joiner.resources(std::mem::take(&mut plan.resources));
    std::mem::take(&mut joiner.left).tell(&mut joiner.base.issues);
    joiner.own_columns(own);
}

fn index(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Sheets and files of the plan come behind those that are there.
fn move_places(plan: &mut Portfolio, inputs: u32, sheets: u32, issues: usize) {
    let source = |s: &mut SourceRow| s.sheet += sheets;
    plan.sheets.iter_mut().for_each(|s| s.input += inputs);
    for issue in &mut plan.issues {
        issue.place.input = issue.place.input.map(|i| i + inputs);
        issue.place.sheet = issue.place.sheet.map(|s| s + sheets);
    }
    for row in &mut plan.rejected {
        row.issue += issues;
        source(&mut row.source);
    }
    plan.accounts.iter_mut().for_each(|a| source(&mut a.source));
    plan.persons.iter_mut().for_each(|p| source(&mut p.source));
    plan.opportunities.iter_mut().for_each(|o| source(&mut o.source));
    plan.values.iter_mut().for_each(|v| source(&mut v.source));
    plan.costs.iter_mut().for_each(|c| source(&mut c.source));
    plan.goals.iter_mut().for_each(|g| source(&mut g.source));
    plan.plan_items.iter_mut().for_each(|i| source(&mut i.source));
    plan.resources.iter_mut().filter_map(|r| r.source.as_mut()).for_each(source);
}

/// The figures that the sheets before `sheets` state.
fn figures(base: &Portfolio, sheets: u32) -> Vec<Field> {
    let stated = |field: &Field| {
        let listed = base.sheets.iter().take(sheets as usize).any(|s| s.column_of(*field).is_some());
        listed
            || match field {
                Field::AnnualRevenue
                | Field::PreviousRevenue
                | Field::GrowthRate
                | Field::LastOrder
                | Field::OrderCount => !base.orders.is_empty(),
                Field::GrossProfit => base.orders.iter().any(|o| o.profit.is_some()),
                Field::Visits => !base.visits.is_empty(),
                _ => false,
            }
    };
    Account::FIELDS.iter().filter(|spec| spec.figure).map(|spec| spec.field).filter(stated).collect()
}

struct Joiner<'a> {
    how: Joining,
    figures: Vec<Field>,
    /// How many of the sheets are the list's.
    lists: usize,
    /// Where the plan's accounts are in the portfolio.
    places: Vec<Option<usize>>,
    /// Figures of the plan that differ from the list's, by field.
    left: Figures,
    /// Rows of the plan whose record became one with another: the row of that.
    homes: HashMap<SourceRow, SourceRow>,
    base: &'a mut Portfolio,
}

impl Joiner<'_> {
    /// A row of the plan that is not planned by itself.
    fn recount(&mut self, source: SourceRow, add: impl Fn(&mut RowCounts)) {
        if let Some(sheet) = self.base.sheets.get_mut(source.sheet as usize) {
            sheet.rows.planned = sheet.rows.planned.saturating_sub(1);
            add(&mut sheet.rows);
        }
    }

    /// The cell of a field in a row of the plan; in another of its tables only the column is known.
    fn place(&self, source: SourceRow, field: Option<Field>) -> CellPlace {
        let Some(sheet) = self.base.sheets.get(source.sheet as usize) else { return CellPlace::default() };
        let place = CellPlace { input: Some(sheet.input), ..CellPlace::default() };
        let own = field.map(|field| sheet.column_of(field).map(|c| c.column));
        if let (Some(None), Some(field)) = (own, field) {
            let also = |s: &SheetReading| (s.input, s.kind) == (sheet.input, sheet.kind);
            let mut others = self.base.sheets.iter().enumerate().filter(|(_, s)| also(s));
            let there = others.find_map(|(at, s)| Some((at, s.column_of(field)?.column)));
            if let Some((at, column)) = there {
                return CellPlace { sheet: Some(index(at)), column: Some(column), ..place };
            }
        }
        let column = own.flatten().or(Some(0));
        CellPlace { sheet: Some(source.sheet), row: Some(source.row), column, ..place }
    }

    fn accounts(&mut self, plan: &mut Portfolio, config: &Config) {
        let extras: Vec<u32> = plan.extra_columns.iter().map(|header| self.extra(header)).collect();
        let mut registry = Registry::new(config.columns.legal_forms.clone());
        for account in std::mem::take(&mut self.base.accounts) {
            registry.add(account);
        }
        for mut account in std::mem::take(&mut plan.accounts) {
            account.extra.iter_mut().for_each(|(at, _)| *at = extras[*at as usize]);
            let source = account.source;
            let same = registry.same(account.id.as_deref(), &account.name);
            let place = match same {
                Some(at) => {
                    self.recount(source, |c| c.merged += 1);
                    self.homes.insert(source, registry.accounts[at].source);
                    self.merge(&mut registry.accounts[at], account);
                    Some(at)
                }
                None if self.how.list_rules => {
                    self.recount(source, |c| c.ignored += 1);
                    let place = self.place(source, Some(Field::Name));
                    let issue = Issue::new(IssueCode::AccountGone, place).with("account", &account.name);
                    self.base.issues.push(issue);
                    None
                }
                None => Some(registry.add(account)),
            };
            self.places.push(place);
        }
        self.base.accounts = registry.finish();
    }

    /// Place of a further column, by header.
    fn extra(&mut self, header: &str) -> u32 {
        let known = self.base.extra_columns.iter().position(|h| h == header);
        index(known.unwrap_or_else(|| {
            self.base.extra_columns.push(header.to_owned());
            self.base.extra_columns.len() - 1
        }))
    }

    fn merge(&mut self, mine: &mut Account, mut planned: Account) {
        let source = planned.source;
        for field in self.figures.clone() {
            let [stated, theirs] = [&*mine, &planned].map(|a| a.get(field).map(|v| v.to_string()));
            // What the list states by rows of its own, such as visits, has no value here to compare with.
            let by_rows = stated.is_none() && !self.has_column(field);
            if let Some(theirs) = theirs.filter(|v| stated.as_ref() != Some(v) && !by_rows) {
                self.figure(source, &mine.name, (field, stated.unwrap_or_else(|| "–".to_owned()), theirs));
            }
            planned.put(field, None);
        }
        let conflicts = if self.how.plan_wins {
            let list = std::mem::take(mine);
            let stated = Account::FIELDS.iter().map(|spec| spec.field).filter(|f| planned.get(*f).is_some());
            let elsewhere = stated.map(|field| (field, source)).collect();
            let (id, name) = (list.id.clone(), list.name.clone());
            *mine = Account { id, name, source: list.source, elsewhere, ..planned };
            merge(mine, list)
        } else {
            merge(mine, planned)
        };
        for (place, kept, left_out) in conflicts {
            let (field, name) = match place {
                Place::Field(field) => (Some(field), format!("@field.{field}")),
                Place::Further(at) => (None, self.base.extra_columns[at as usize].clone()),
            };
            let issue = Issue::new(IssueCode::PreviousConflict, self.place(source, field))
                .with("who", &mine.name)
                .with("field", name);
            self.conflict(issue, field, kept, left_out);
        }
    }

    /// A figure that the list decides.
    fn figure(&mut self, source: SourceRow, who: &str, difference: Difference) {
        let place = self.place(source, Some(difference.0));
        self.left.add(place, who, difference);
    }

    fn conflict(&mut self, mut issue: Issue, field: Option<Field>, kept: String, left_out: String) {
        issue.field = field;
        issue.value = Some(left_out);
        let rule = if self.how.plan_wins { "plan" } else { "list" };
        self.base.issues.push(issue.with("kept", kept).with("rule", format!("@prefer.{rule}")));
    }

    fn persons(&mut self, plan: &mut Portfolio) {
        let mut known: HashMap<(usize, String), usize> = HashMap::new();
        for (at, person) in self.base.persons.iter().enumerate() {
            known.entry((person.account, name_key(&person.name))).or_insert(at);
        }
        for person in std::mem::take(&mut plan.persons) {
            let Some(account) = self.places[person.account] else {
                self.recount(person.source, |c| c.ignored += 1);
                continue;
            };
            let Some(at) = known.get(&(account, name_key(&person.name))) else {
                self.base.persons.push(KeyPerson { account, ..person });
                continue;
            };
            let source = person.source;
            self.recount(source, |c| c.merged += 1);
            let mine = &mut self.base.persons[*at];
            self.homes.insert(source, mine.source);
            let conflicts = if self.how.plan_wins {
                let list = std::mem::replace(mine, person);
                (mine.account, mine.source) = (list.account, list.source);
                merge_person(mine, list)
            } else {
                merge_person(mine, person)
            };
            let who = mine.name.clone();
            self.differences(source, &who, conflicts);
        }
    }

    /// Whether the list has a column of a field of the accounts.
    fn has_column(&self, field: Field) -> bool {
        let lists = self.base.sheets.iter().take(self.lists);
        lists.filter(|s| s.kind == RecordKind::Accounts).any(|s| s.column_of(field).is_some())
    }

    /// Columns that people added to the plan's tables stay with the records.
    fn own_columns(&mut self, own: Vec<OwnColumn>) {
        for own in own {
            let own = own.moved(|row| *row = self.homes.get(row).copied().unwrap_or(*row));
            let same = |known: &&mut OwnColumn| (known.table, &known.header) == (own.table, &own.header);
            match self.base.own_columns.iter_mut().find(same) {
                Some(known) => {
                    for (row, cell) in own.cells {
                        known.cells.entry(row).or_insert(cell);
                    }
                }
                None => self.base.own_columns.push(own),
            }
        }
    }

    /// The list's own pipeline is the fresh one: of an opportunity that it has, the plan gives what people entered; one
    /// that it has not is left, and told. Without a pipeline in the list the plan's is taken.
    fn pipeline(&mut self, plan: Vec<Opportunity>) {
        let stale = self.how.list_rules && !self.base.opportunities.is_empty();
        for deal in self.children(|p| &mut p.opportunities, plan).into_iter().filter(|_| stale) {
            self.recount(deal.source, |c| c.ignored += 1);
            let account = self.base.accounts.get(deal.account).map_or("", |a| a.name.as_str());
            let issue =
                Issue::new(IssueCode::PreviousPipelineLeft, self.place(deal.source, Some(Field::Name)));
            let issue = issue.with("account", account).with("name", deal.name.as_deref().unwrap_or("–"));
            self.base.issues.push(issue);
        }
    }

    /// Joins the records of a kind; those of the plan that the list has not are added, but for a pipeline where the
    /// list has its own: they are handed back.
    fn children<R: Child>(&mut self, of: fn(&mut Portfolio) -> &mut Vec<R>, plan: Vec<R>) -> Vec<R> {
        let mut here = Vec::new();
        for mut record in plan {
            match self.places[*record.account()] {
                Some(account) => {
                    *record.account() = account;
                    here.push(record);
                }
                None => self.recount(*record.source(), |c| c.ignored += 1),
            }
        }
        let mut list = std::mem::take(of(self.base));
        let stale = R::KIND == RecordKind::Opportunities && self.how.list_rules && !list.is_empty();
        let pairs = children::pairs(&mut list, &mut here);
        let (mut left, mut new) = (Vec::new(), Vec::new());
        for (pair, mut record) in pairs.into_iter().zip(here) {
            let Some(at) = pair else {
                if stale {
                    left.push(record)
                } else {
                    new.push(record)
                }
                continue;
            };
            let (source, account) = (*record.source(), *record.account());
            self.recount(source, |c| c.merged += 1);
            self.homes.insert(source, *list[at].source());
            let who = self.base.accounts.get(account).map(|a| a.name.clone()).unwrap_or_default();
            let (figures, others) = children::join(&mut list[at], record, self.how.plan_wins);
            for figure in figures {
                self.figure(source, &who, figure);
            }
            self.differences(source, &who, others);
        }
        list.append(&mut new);
        *of(self.base) = list;
        left
    }

    /// Differences between list and plan, with the rule that decided.
    fn differences(&mut self, source: SourceRow, who: &str, differences: Vec<Difference>) {
        for (field, kept, left_out) in differences {
            let issue = Issue::new(IssueCode::PreviousConflict, self.place(source, Some(field)))
                .with("who", who)
                .with("field", format!("@field.{field}"));
            self.conflict(issue, Some(field), kept, left_out);
        }
    }

    fn resources(&mut self, plan: Vec<Resource>) {
        for mut resource in plan {
            let current = resource.current.iter().filter_map(|(at, used)| Some((self.places[*at]?, *used)));
            resource.current = current.collect();
            resource.current.sort_by_key(|(at, _)| *at);
            let Some(known) = self.base.resources.iter_mut().find(|r| r.name == resource.name) else {
                self.base.resources.push(resource);
                continue;
            };
            let (name, source, listed) = (known.name.clone(), resource.source, known.source);
            for (at, used) in std::mem::take(&mut resource.current) {
                if let Err(free) = known.current.binary_search_by_key(&at, |(a, _)| *a) {
                    known.current.insert(free, (at, used));
                }
            }
            let differences = if self.how.plan_wins {
                let current = std::mem::take(&mut known.current);
                let list = std::mem::replace(known, Resource { current, source: listed, ..resource });
                fill(known, &list, &[])
            } else {
                fill(known, &resource, &[])
            };
            if let Some(source) = source {
                self.recount(source, |c| c.merged += 1);
                self.homes.extend(listed.map(|listed| (source, listed)));
                self.differences(source, &format!("@resource.{name}"), differences);
            }
        }
    }
}
