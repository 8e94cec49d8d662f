//! Random portfolios with records of every kind, from a seed: people who report in circles, names that nobody
//! has, one name in two roles, resources with floors, caps and steps that may not fit, orders of two windows,
//! closed and overdue deals, figures that could not be read.

use chrono::{Days, NaiveDate};
use keyplan::model::{
    Account, BenefitType, Choice, CommitmentLevel, CostItem, CostLayer, EvidenceGrade, Field, Goal, GoalKind,
    ImpactElement, KeyPerson, Language, Opportunity, OpportunityKind, OrderLine, PlanItem, PlanPart,
    PlanStatus, Portfolio, Resource, Role, Scale, Score, SellingMode, SourceRow, ValueItem, ValueOrientation,
    Visit,
};

/// A small seeded sequence.
pub struct Random(u64);

impl Random {
    /// Starts a sequence.
    pub fn new(seed: u64) -> Self {
        Random(seed ^ 0x9e37_79b9_7f4a_7c15)
    }

    /// A number in 0…1.
    pub fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// A whole number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        ((self.unit() * n as f64) as usize).min(n - 1)
    }

    /// One of a list.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())].clone()
    }

    /// True so often.
    pub fn chance(&mut self, share: f64) -> bool {
        self.unit() < share
    }

    fn maybe<T>(&mut self, share: f64, make: impl FnOnce(&mut Self) -> T) -> Option<T> {
        self.chance(share).then(|| make(self))
    }

    /// Money: nothing, round, equal to others, or with many decimals.
    fn money(&mut self) -> Option<f64> {
        match self.below(6) {
            0 => None,
            1 => Some(0.0),
            2 => Some(self.below(4) as f64 * 100.0),
            3 => Some(self.unit()),
            _ => Some(self.unit() * 1e7),
        }
    }

    /// Puts a list into another order.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            let other = self.below(at + 1);
            list.swap(at, other);
        }
    }
}

/// So many cases of a property, or as many as `KEYPLAN_CASES` says.
pub fn cases(usually: u32) -> u32 {
    std::env::var("KEYPLAN_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(usually)
}

/// The day on which all these plans are made.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 31).unwrap()
}

fn near_today(r: &mut Random) -> NaiveDate {
    today() - Days::new(200) + Days::new(r.below(400) as u64)
}

fn account(r: &mut Random, at: usize) -> Account {
    let mut account = Account {
        id: Some(format!("{at:03}")),
        name: format!("Account {at}"),
        annual_revenue: r.money(),
        gross_profit: r.money().map(|g| g - 50.0),
        previous_revenue: if r.chance(0.3) { r.money() } else { None },
        gross_margin: r.maybe(0.3, |r| r.unit() - 0.2),
        growth_rate: r.maybe(0.4, |r| r.unit() - 0.5),
        last_contact: r.maybe(0.3, |r| today() - Days::new(r.below(200) as u64)),
        repeat_sales: r.money(),
        new_business: r.money(),
        probability: r.maybe(0.7, |r| r.pick(&[0.0, 1.0, 0.5, 0.7, 0.123_456_789])),
        probability_repeat: r.maybe(0.2, Random::unit),
        probability_new: r.maybe(0.2, Random::unit),
        visits: r.maybe(0.7, |r| r.below(30) as f64),
        service_cost: r.money(),
        support_cost: r.money(),
        current_budget: r.money(),
        value_orientation: r.maybe(0.6, |r| r.pick(ValueOrientation::ALL)),
        selling_mode: r.maybe(0.6, |r| r.pick(SellingMode::ALL)),
        alliance_level: r.maybe(0.6, |r| r.below(5) as u8),
        alliance_target: r.maybe(0.6, |r| r.below(5) as u8),
        source: SourceRow { sheet: 0, row: at as u32 + 2 },
        ..Account::default()
    };
    for condition in &mut account.conditions {
        *condition = r.maybe(0.6, |r| r.chance(0.5));
    }
    // Some figures could not be read.
    for field in [Field::RepeatSales, Field::NewBusiness, Field::Probability, Field::ProbabilityNew] {
        if r.chance(0.02) {
            account.unreadable.push(field);
            match field {
                Field::RepeatSales => account.repeat_sales = None,
                Field::NewBusiness => account.new_business = None,
                Field::Probability => account.probability = None,
                _ => account.probability_new = None,
            }
        }
    }
    if r.chance(0.6) {
        account.details.set(Field::Industry, r.pick(&["steel", "paper"]));
    }
    for field in [Field::Needs, Field::Characteristics, Field::Concerns] {
        if r.chance(0.5) {
            account.details.set(field, "known");
        }
    }
    account
}

/// Names as people write them: other case, other width, nobody.
const NAMES: [&str; 9] = ["Ann", "ann", "Bob", "Cai", "Ｄｏｎ", "don", "Eva", "Fu", "Gao"];

fn names(r: &mut Random) -> String {
    let mut parts = Vec::new();
    for _ in 0..1 + r.below(3) {
        parts.push(if r.chance(0.1) { "Nobody" } else { r.pick(&NAMES) });
    }
    let between = r.pick(&["、", "; ", ", ", " / "]);
    parts.join(between)
}

fn person(r: &mut Random, accounts: usize) -> KeyPerson {
    let mut person = KeyPerson {
        account: r.below(accounts),
        name: r.pick(&NAMES).to_owned(),
        details: Default::default(),
        role: r.pick(Role::ALL),
        receptivity: None,
        dynamics: None,
        scale: None,
        stated_commitment: r.maybe(0.4, |r| r.pick(CommitmentLevel::ALL)),
        visits: r.maybe(0.5, |r| r.below(5) as f64),
        last_contact: r.maybe(0.5, |r| today() - Days::new(r.below(200) as u64)),
        ..KeyPerson::default()
    };
    match r.below(4) {
        0 => {
            person.receptivity = r.maybe(0.8, |r| Score::Number(1.0 + r.below(10) as f64));
            person.dynamics = r.maybe(0.8, |r| Score::Number(1.0 + r.below(10) as f64));
            person.scale = Some(Scale::Ten);
        }
        1 => {
            person.receptivity = r.maybe(0.8, |r| Score::Number(1.0 + r.below(5) as f64));
            person.dynamics = r.maybe(0.8, |r| Score::Number(1.0 + r.below(5) as f64));
            person.scale = Some(Scale::Five);
        }
        2 => {
            person.receptivity = Some(r.pick(&[Score::High, Score::Low]));
            person.dynamics = Some(r.pick(&[Score::High, Score::Low]));
            person.scale = Some(Scale::Words);
        }
        _ => {}
    }
    for field in [Field::ReportsTo, Field::Influences] {
        if r.chance(0.5) {
            person.details.set(field, &names(r));
        }
    }
    if r.chance(0.3) {
        person.details.set(Field::Counterpart, "Li");
    }
    person
}

fn resource(r: &mut Random, name: &str, accounts: usize) -> Resource {
    let bound = |r: &mut Random| r.maybe(0.25, |r| r.pick(&[0.0, 1.0, 2.0, 2.5, 7.0]));
    Resource {
        name: name.to_owned(),
        capacity: r.maybe(0.7, |r| r.pick(&[0.0, 1.0, 10.0, 17.0, 99.5, 1000.0, 123_456.789])),
        unit_cost: r.maybe(0.5, |r| r.pick(&[0.0, 1.0, 350.0])),
        step: r.maybe(0.6, |r| r.pick(&[1.0, 0.5, 0.1, 3.0, 100.0])),
        floor: [bound(r), bound(r), bound(r)],
        cap: [bound(r), bound(r), bound(r)],
        current: (0..accounts).filter_map(|at| r.maybe(0.5, |r| (at, r.below(9) as f64 / 2.0))).collect(),
        source: None,
    }
}

fn deal(r: &mut Random, accounts: usize) -> Opportunity {
    Opportunity {
        account: r.below(accounts),
        name: None,
        kind: r.maybe(0.7, |r| r.pick(OpportunityKind::ALL)),
        amount: r.money(),
        stage: r
            .maybe(0.8, |r| r.pick(&["Prospect", "Proposal", "Closed Won", "Lost", "no such"]).to_owned()),
        probability: r.maybe(0.3, Random::unit),
        close_date: r.maybe(0.8, near_today),
        ..Opportunity::default()
    }
}

/// An order of the last three years, or a little ahead; returns, and lines of one day.
fn order(r: &mut Random, accounts: usize) -> OrderLine {
    let days = if r.chance(0.05) { 900 + r.below(60) } else { r.below(900) };
    OrderLine {
        account: r.below(accounts),
        date: r.maybe(0.97, |_| today() - Days::new(900) + Days::new(days as u64)),
        amount: r.pick(&[100.0, 250.0, 0.1, 0.2, 12_345.678, -100.0, 0.0]),
        profit: r.maybe(0.7, |r| r.unit() * 100.0 - 20.0),
        cost: r.maybe(0.2, |r| r.unit() * 100.0),
        margin: r.maybe(0.1, Random::unit),
        product: r.maybe(0.6, |r| r.pick(&["bolt", "Bolt", "nut", "gear", "shaft"]).into()),
        source: SourceRow::default(),
    }
}

fn visit(r: &mut Random, accounts: usize) -> Visit {
    let date = r.maybe(0.95, |r| today() - Days::new(500) + Days::new(r.below(550) as u64));
    Visit { account: r.below(accounts), date, ..Visit::default() }
}

fn value(r: &mut Random, accounts: usize) -> ValueItem {
    ValueItem {
        account: r.below(accounts),
        element: r.maybe(0.8, |r| r.pick(ImpactElement::ALL)),
        benefit: r.maybe(0.9, |r| r.pick(BenefitType::ALL)),
        description: None,
        metric: None,
        before: r.maybe(0.9, |r| r.unit() * 100.0),
        after: r.maybe(0.9, |r| r.unit() * 100.0),
        unit_value: r.maybe(0.9, |r| r.unit() * 1000.0),
        times: r.maybe(0.5, |r| r.below(50) as f64),
        attribution: r.maybe(0.5, Random::unit),
        our_cost: r.money(),
        evidence: r.maybe(0.7, |r| r.pick(EvidenceGrade::ALL)),
        arises: None,
        carried_by: None,
        planned_use: None,
        source: SourceRow::default(),
    }
}

fn goal(r: &mut Random, accounts: usize) -> Goal {
    Goal {
        account: r.below(accounts),
        kind: r.maybe(0.9, |r| r.pick(GoalKind::ALL)),
        statement: r.maybe(0.5, |r| r.pick(&["more", "better"]).to_owned()),
        metric: None,
        baseline: r.money(),
        target: r.money(),
        due: r.maybe(0.7, near_today),
        owner: None,
        actual: r.money(),
        status: None,
        source: SourceRow::default(),
    }
}

fn item(r: &mut Random, accounts: usize) -> PlanItem {
    PlanItem {
        account: r.below(accounts),
        part: r.maybe(0.95, |r| r.pick(PlanPart::ALL)),
        topic: None,
        text: r.pick(&["late delivery", "price", "visit"]).to_owned(),
        owner: r.maybe(0.5, |_| "Li".to_owned()),
        due: r.maybe(0.5, near_today),
        amount: r.money(),
        status: r.maybe(0.7, |r| r.pick(PlanStatus::ALL)),
        links: r.maybe(0.3, |r| r.pick(&["late delivery", "price"]).to_owned()),
        proposal: r.maybe(0.2, |r| r.pick(&["no_champion", "no_approver", "invest"]).to_owned()),
        choice: r.maybe(0.2, |r| r.pick(Choice::ALL)),
        source: SourceRow::default(),
    }
}

/// Records of every kind for up to `most` accounts.
pub fn portfolio(seed: u64, most: usize) -> Portfolio {
    let r = &mut Random::new(seed);
    let n = 1 + r.below(most);
    let count = |r: &mut Random, each: usize| r.below(each * n + 1);
    let mut made = Portfolio { language: Language::En, ..Portfolio::default() };
    made.accounts = (0..n).map(|at| account(r, at)).collect();
    made.persons = (0..count(r, 5)).map(|_| person(r, n)).collect();
    let deals = r.pick(&[0, 1, 4]);
    made.opportunities = (0..count(r, deals)).map(|_| deal(r, n)).collect();
    let lines = r.pick(&[0, 0, 6, 12]);
    made.orders = (0..count(r, lines)).map(|_| order(r, n)).collect();
    if lines > 0 {
        // Orders make what no column states.
        made.accounts.iter_mut().filter(|_| r.chance(0.7)).for_each(|a| a.annual_revenue = None);
    }
    let visits = r.pick(&[0, 0, 4]);
    made.visits = (0..count(r, visits)).map(|_| visit(r, n)).collect();
    made.values = (0..count(r, 3)).map(|_| value(r, n)).collect();
    made.costs = (0..count(r, 3))
        .map(|_| CostItem {
            account: r.below(n),
            layer: r.maybe(0.9, |r| r.pick(CostLayer::ALL)),
            category: None,
            ours: r.money(),
            alternative: r.money(),
            source: SourceRow::default(),
        })
        .collect();
    made.goals = (0..count(r, 3)).map(|_| goal(r, n)).collect();
    made.plan_items = (0..count(r, 8)).map(|_| item(r, n)).collect();
    for name in ["visits", "budget", "Samples", "专家天数"] {
        if r.chance(0.5) {
            let made_resource = resource(r, name, n);
            made.resources.push(made_resource);
        }
    }
    number(&mut made);
    made
}

/// The same records in another order, with other source rows.
pub fn shuffled(from: &Portfolio, seed: u64) -> Portfolio {
    let r = &mut Random::new(seed);
    let mut made = from.clone();
    let mut order: Vec<usize> = (0..from.accounts.len()).collect();
    r.shuffle(&mut order);
    made.accounts = order.iter().map(|at| from.accounts[*at].clone()).collect();
    let mut place = vec![0; order.len()];
    order.iter().enumerate().for_each(|(new, old)| place[*old] = new);
    made.persons.iter_mut().for_each(|x| x.account = place[x.account]);
    made.opportunities.iter_mut().for_each(|x| x.account = place[x.account]);
    made.orders.iter_mut().for_each(|x| x.account = place[x.account]);
    made.visits.iter_mut().for_each(|x| x.account = place[x.account]);
    made.values.iter_mut().for_each(|x| x.account = place[x.account]);
    made.costs.iter_mut().for_each(|x| x.account = place[x.account]);
    made.goals.iter_mut().for_each(|x| x.account = place[x.account]);
    made.plan_items.iter_mut().for_each(|x| x.account = place[x.account]);
    for resource in &mut made.resources {
        resource.current.iter_mut().for_each(|(at, _)| *at = place[*at]);
        resource.current.sort_by_key(|(at, _)| *at);
    }
    r.shuffle(&mut made.persons);
    r.shuffle(&mut made.opportunities);
    r.shuffle(&mut made.orders);
    r.shuffle(&mut made.visits);
    r.shuffle(&mut made.values);
    r.shuffle(&mut made.costs);
    r.shuffle(&mut made.goals);
    r.shuffle(&mut made.plan_items);
    r.shuffle(&mut made.resources);
    number(&mut made);
    made
}

/// Source rows in the order of the records.
fn number(made: &mut Portfolio) {
    let row = |sheet: u32, at: usize| SourceRow { sheet, row: at as u32 + 2 };
    made.accounts.iter_mut().enumerate().for_each(|(at, x)| x.source = row(0, at));
    made.persons.iter_mut().enumerate().for_each(|(at, x)| x.source = row(1, at));
    made.opportunities.iter_mut().enumerate().for_each(|(at, x)| x.source = row(2, at));
    made.values.iter_mut().enumerate().for_each(|(at, x)| x.source = row(3, at));
    made.goals.iter_mut().enumerate().for_each(|(at, x)| x.source = row(4, at));
    made.plan_items.iter_mut().enumerate().for_each(|(at, x)| x.source = row(5, at));
    made.orders.iter_mut().enumerate().for_each(|(at, x)| x.source = row(6, at));
    made.visits.iter_mut().enumerate().for_each(|(at, x)| x.source = row(7, at));
}
