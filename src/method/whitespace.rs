//! Whitespace (METHOD §4) (D): products that at least half of an account's buying peers buy and the account does
//! not. Proposals of new business, never part of EV.

use super::history::{Counted, History, Line};
use super::ranking::Ranked;
use crate::config::{Parameter, Settings, plain};
use crate::model::rounding::{comparable_money, comparable_quota};
use crate::model::{Field, ListCell, OwnColumn, Portfolio, Segment};
use std::collections::BTreeMap;

/// A product that an account does not buy, while its peers do.
#[derive(Debug, Clone, PartialEq)]
pub struct Gap {
    /// The product.
    pub product: String,
    /// Share of the peers that buy it, 0…1.
    pub penetration: f64,
    /// Median of what they buy of it, money a year.
    pub amount: f64,
}

/// Money a year of every account and product of this window.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Products {
    /// The products looked at, the greatest first.
    pub names: Vec<String>,
    /// By account of the portfolio, then by product: what it bought; 0 where nothing.
    pub bought: Vec<Vec<f64>>,
    /// By account of the portfolio: what it bought of the rest together.
    pub rest: Vec<f64>,
}

impl Products {
    /// Of some accounts alone, by their places in the portfolio.
    pub fn restricted(&self, accounts: &[usize]) -> Self {
        Products {
            names: self.names.clone(),
            bought: accounts.iter().map(|at| self.bought[*at].clone()).collect(),
            rest: accounts.iter().map(|at| self.rest[*at]).collect(),
        }
    }
}

/// What the accounts bought of each product, by its normalised name.
#[derive(Default)]
struct Sold {
    /// How often each name was written.
    named: BTreeMap<String, BTreeMap<String, u32>>,
    /// Money a year by account.
    sums: BTreeMap<String, Vec<(usize, f64)>>,
    /// Of products that an earlier plan counted together.
    rest: Vec<(usize, f64)>,
}

/// What every account bought of the greatest products; none where no line names one.
pub fn products(
    portfolio: &Portfolio,
    lines: &[Line<'_>],
    counted: &[Counted],
    history: &History,
    settings: &Settings,
) -> Option<Products> {
    let sold =
        if portfolio.orders.is_empty() { carried(portfolio) } else { of_lines(lines, counted, history) };
    let mut order: Vec<(f64, &String)> = sold
        .sums
        .iter()
        .map(|(key, accounts)| {
            let mut values: Vec<f64> = accounts.iter().map(|(_, v)| *v).collect();
            values.sort_by(f64::total_cmp);
            (comparable_money(values.iter().sum()), key)
        })
        .collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let most = settings.get(Parameter::WhitespaceProducts) as usize;
    let count = history.accounts.len();
    let mut found = Products { rest: vec![0.0; count], ..Products::default() };
    sold.rest.iter().for_each(|(account, value)| found.rest[*account] += value);
    found.bought = vec![vec![0.0; order.len().min(most)]; count];
    for (place, (_, key)) in order.iter().enumerate() {
        for (account, value) in &sold.sums[*key] {
            match found.bought[*account].get_mut(place) {
                Some(cell) => *cell = *value,
                None => found.rest[*account] += value,
            }
        }
        if place < most {
            // Written most often; of equals the first by code point.
            let names = sold.named[*key].iter().rev().max_by_key(|(_, n)| **n);
            found.names.push(names.map_or_else(|| (*key).clone(), |(name, _)| name.clone()));
        }
    }
    (!found.names.is_empty()).then_some(found)
}

/// Of the order lines of this window.
fn of_lines(lines: &[Line<'_>], counted: &[Counted], history: &History) -> Sold {
    let mut sold = Sold::default();
    let mut cells: BTreeMap<(String, usize), Vec<f64>> = BTreeMap::new();
    for (line, counted) in lines.iter().zip(counted) {
        let (Some(product), Counted::This) = (line.product, counted) else { continue };
        let key = plain(product);
        let names = sold.named.entry(key.clone()).or_default();
        match names.get_mut(product) {
            Some(times) => *times += 1,
            None => drop(names.insert(product.to_owned(), 1)),
        }
        cells.entry((key, line.account)).or_default().push(line.amount);
    }
    let yearly = history.windows.map_or(1.0, |w| w.yearly());
    for ((key, account), mut amounts) in cells {
        // A fixed order, so that shuffled rows give the same bits.
        amounts.sort_by(f64::total_cmp);
        sold.sums.entry(key).or_default().push((account, amounts.iter().sum::<f64>() * yearly));
    }
    sold
}

/// As an earlier plan carries it.
fn carried(portfolio: &Portfolio) -> Sold {
    let mut sold = Sold::default();
    let places: BTreeMap<_, usize> = portfolio.accounts.iter().map(|a| a.source).zip(0..).collect();
    for column in &portfolio.own_columns {
        let amounts = column.cells.iter().filter_map(|(row, cell)| match cell {
            ListCell::Number(amount) => Some((*places.get(row)?, *amount)),
            _ => None,
        });
        match column.table {
            OwnColumn::PRODUCT => {
                let key = plain(&column.header);
                sold.named.entry(key.clone()).or_default().insert(column.header.clone(), 1);
                sold.sums.entry(key).or_default().extend(amounts);
            }
            OwnColumn::OTHER_PRODUCTS => sold.rest.extend(amounts),
            _ => {}
        }
    }
    sold
}

/// Gaps of every account, greatest first; accounts and segments stand in METHOD's order.
pub fn gaps(
    portfolio: &Portfolio,
    accounts: &[Ranked],
    segments: &[Segment],
    history: &History,
    products: Option<&Products>,
    settings: &Settings,
) -> Vec<Vec<Gap>> {
    let Some(products) = products else { return vec![Vec::new(); accounts.len()] };
    let buys = |at: usize| history.accounts[at].this.is_some_and(positive);
    let industry = |at: usize| portfolio.accounts[at].details.get(Field::Industry).map(plain);
    let mut members: BTreeMap<(Segment, Option<String>), Vec<usize>> = BTreeMap::new();
    for (account, segment) in accounts.iter().zip(segments) {
        let at = account.own.account;
        if buys(at) {
            members.entry((*segment, None)).or_default().push(at);
            if let Some(industry) = industry(at) {
                members.entry((*segment, Some(industry))).or_default().push(at);
            }
        }
    }
    let groups: BTreeMap<_, Group> =
        members.into_iter().map(|(key, members)| (key, Group::new(&members, products))).collect();
    let enough = settings.get(Parameter::WhitespacePeers) as usize;
    let share = comparable_quota(settings.get(Parameter::WhitespaceShare));
    let of = |(account, segment): (&Ranked, &Segment)| {
        let at = account.own.account;
        let near = industry(at).map(|industry| (*segment, Some(industry)));
        let peers = |group: &&Group| group.size - usize::from(buys(at));
        let group = near
            .into_iter()
            .chain([(*segment, None)])
            .find_map(|key| groups.get(&key).filter(|group| peers(group) >= enough));
        group.map_or(Vec::new(), |group| missing(at, group, peers(&group), share, products))
    };
    accounts.iter().zip(segments).map(of).collect()
}

fn positive(value: f64) -> bool {
    comparable_money(value) > 0.0
}

/// Accounts of one segment, or of one segment and industry, that buy anything.
struct Group {
    size: usize,
    /// By product: how many buy it, and the median of what they buy.
    products: Vec<(usize, f64)>,
}

impl Group {
    fn new(members: &[usize], products: &Products) -> Self {
        let of = |place: usize| {
            let mut sums: Vec<f64> =
                members.iter().map(|at| products.bought[*at][place]).filter(|v| positive(*v)).collect();
            sums.sort_by(f64::total_cmp);
            (sums.len(), median(&sums))
        };
        Group { size: members.len(), products: (0..products.names.len()).map(of).collect() }
    }
}

/// What an account misses that enough of its peers buy. It is not among the buyers of what it misses, so that
/// the group's median is that of its peers.
fn missing(at: usize, group: &Group, peers: usize, share: f64, products: &Products) -> Vec<Gap> {
    let mut found = Vec::new();
    for (place, name) in products.names.iter().enumerate() {
        let (buyers, amount) = group.products[place];
        let penetration = buyers as f64 / peers.max(1) as f64;
        if buyers > 0 && !positive(products.bought[at][place]) && comparable_quota(penetration) >= share {
            found.push(Gap { product: name.clone(), penetration, amount });
        }
    }
    found.sort_by(|a, b| {
        comparable_money(b.amount).total_cmp(&comparable_money(a.amount)).then(a.product.cmp(&b.product))
    });
    found
}

fn median(sorted: &[f64]) -> f64 {
    let half = sorted.len() / 2;
    if sorted.is_empty() {
        return 0.0;
    }
    if sorted.len() % 2 == 1 { sorted[half] } else { f64::midpoint(sorted[half - 1], sorted[half]) }
}
