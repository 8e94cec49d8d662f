//! The plan: the portfolio and everything computed from it. What the workbook and the reports render.

use super::account_history::AccountHistory;
use super::age::Age;
use super::alliance::Alliance;
use super::back_test::BackTest;
use super::chances::Chances;
use super::check::Check;
use super::concentration::Concentration;
use super::decision::Change;
use super::development_plan::Completeness;
use super::diagnosis::Diagnosis;
use super::finding::Finding;
use super::history::History;
use super::moved::{Customers, OpenDeals};
use super::proposals::Proposal;
use super::resources::{ResourcePlan, ResourceUse};
use super::sources::{Assumption, PotentialSource, RevenueSource, Split};
use super::totals::Totals;
use super::value::{AccountValue, Iceberg};
use super::whitespace;
use crate::model::{
    Basis, CommitmentLevel, ContactSubStrategy, ContactTrigger, Decision, DecisionReason, Drag, Field, Flag,
    Issue, Portfolio, ResourceSubStrategy, Segment, SegmentReason, SellingMode,
};
use chrono::NaiveDate;

/// A computed plan.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The list as read; row counts, issues and rejected rows include what the method found.
    pub portfolio: Portfolio,
    /// Accounts in rank order, unranked last.
    pub accounts: Vec<AccountPlan>,
    /// Key persons by account in rank order, then role order, then name.
    pub persons: Vec<PersonPlan>,
    /// Sums of the list.
    pub totals: Totals,
    /// What core is measured by.
    pub basis: Basis,
    /// How many accounts are core at most: ⌈core share × N⌉.
    pub core_quota: u32,
    /// How many accounts are growth by EV rank at most: ⌈growth rank share × N⌉.
    pub growth_quota: u32,
    /// Concentration of expected value.
    pub ev_concentration: Option<Concentration>,
    /// Concentration of gross profit.
    pub profit_concentration: Option<Concentration>,
    /// Shares of the segments against the course's benchmarks.
    pub diagnosis: Diagnosis,
    /// Mean of the revenues that are known: a derived growth counts from there on.
    pub mean_revenue: Option<f64>,
    /// Margin of the list: Σ gross profit / Σ revenue of the accounts that have both.
    pub list_margin: Option<f64>,
    /// Cost of one visit, where it is known.
    pub cost_per_visit: Option<f64>,
    /// What order lines and closed deals say of the past.
    pub history: History,
    /// What a probability is where the list states none.
    pub chances: Chances,
    /// What the greatest of the previous window brought in this one.
    pub back_test: Option<BackTest>,
    /// How old the data is.
    pub age: Age,
    /// Resources shared out: visits, budget, then the others by name.
    pub resources: Vec<ResourcePlan>,
    /// What every account bought of the greatest products, by place in the portfolio; none where no product is named.
    pub products: Option<whitespace::Products>,
    /// Customers that came and went; none without two periods.
    pub customers: Option<Customers>,
    /// The open deals; none where the list has no deal, and in a part of a plan.
    pub open_deals: Option<OpenDeals>,
    /// What adds up; none in a part of a plan.
    pub checks: Vec<Check>,
    /// Decisions to take, weightiest first.
    pub findings: Vec<Finding>,
    /// Inputs that no account has.
    pub gaps: Vec<super::gaps::Gap>,
    /// Today, as given: never the clock.
    pub today: NaiveDate,
}

/// What the method computes for one account.
#[derive(Debug, Clone)]
pub struct AccountPlan {
    /// Index into `Portfolio::accounts`.
    pub account: usize,
    /// Place in the stable order of METHOD §2, 1…N; breaks every tie.
    pub order: u32,
    /// What they buy from us a year, money.
    pub annual_revenue: Option<f64>,
    /// Where that comes from.
    pub revenue_source: RevenueSource,
    /// The same the year before.
    pub previous_revenue: Option<f64>,
    /// Gross profit a year, money.
    pub gross_profit: Option<f64>,
    /// Growth of our sales, fraction.
    pub growth_rate: Option<f64>,
    /// Date of the last order.
    pub last_order: Option<NaiveDate>,
    /// Number of orders.
    pub order_count: Option<f64>,
    /// What its orders and closed deals say.
    pub history: AccountHistory,
    /// On-site visits a year now: the account's own, else its visit rows.
    pub visits: Option<f64>,
    /// Repeat sales used, money.
    pub repeat_sales: Option<f64>,
    /// New business used, money.
    pub new_business: Option<f64>,
    /// Where the potential comes from.
    pub potential_source: PotentialSource,
    /// SP = repeat + new, money.
    pub sales_potential: Option<f64>,
    /// The one P the list states, where it does: an entry. Otherwise P is EV / SP.
    pub probability_entered: Option<f64>,
    /// P of repeat sales used, where there is one apart.
    pub probability_repeat: Option<f64>,
    /// P of new business used, where there is one apart.
    pub probability_new: Option<f64>,
    /// P shown: the entered one, else EV / SP.
    pub probability: Option<f64>,
    /// EV = SP × P, money.
    pub expected_value: Option<f64>,
    /// New business × its P, money: what the growth rule looks at.
    pub new_business_value: Option<f64>,
    /// RV = EV / ΣEV.
    pub relative_value: Option<f64>,
    /// RV × number of accounts; 1 = average.
    pub value_index: Option<f64>,
    /// 1 = highest EV; none without EV.
    pub rank: Option<u32>,
    /// Share of ΣEV down to this rank.
    pub cumulative_share: Option<f64>,
    /// What was assumed.
    pub assumed: Vec<Assumption>,
    /// What was derived: revenue, gross profit, growth and probabilities, of history or other columns.
    pub derived: Vec<Field>,
    /// Probabilities that history gave, with their values.
    pub derived_chances: Vec<Assumption>,
    /// EV by where it comes from.
    pub split: Split,
    /// Its EV rests on an assumed probability.
    pub assumes_probability: bool,
    /// Repeat, new or a P cannot be read: it stays without EV.
    pub unreadable: bool,
    /// Segment.
    pub segment: Segment,
    /// The rule that decided it.
    pub segment_reason: SegmentReason,
    /// Place among the accounts whose basis is positive: core up to the quota.
    pub core_place: Option<u32>,
    /// Evidence of a laggard; none for other segments.
    pub drag: Option<Drag>,
    /// Service + support + visits × cost per visit, of what is known; none if nothing is.
    pub cost_to_serve: Option<f64>,
    /// Gross profit − cost to serve.
    pub net_contribution: Option<f64>,
    /// Share of all visits.
    pub visit_share: Option<f64>,
    /// Share of the sum of positive gross profits.
    pub gross_profit_share: Option<f64>,
    /// Commitment index, −100…100.
    pub commitment_index: Option<f64>,
    /// Share of role weight whose commitment is known; none without key persons.
    pub coverage: Option<f64>,
    /// Number of key persons.
    pub persons: u32,
    /// Use of every resource, in the order of `Plan::resources`.
    pub resources: Vec<ResourceUse>,
    /// Gross profit / revenue, the list's where the account's is unknown.
    pub margin: Option<f64>,
    /// The margin is its own.
    pub own_margin: bool,
    /// Recommended amounts × unit costs + service + support, of what is known, money a year.
    pub resource_cost: Option<f64>,
    /// (EV × margin − cost) / cost.
    pub expected_roi: Option<f64>,
    /// P at which it pays: cost / (SP × margin).
    pub break_even: Option<f64>,
    /// What its resources change by.
    pub change: Option<Change>,
    /// Resource decision.
    pub decision: Decision,
    /// Why.
    pub decision_reason: DecisionReason,
    /// Resource sub-strategies suggested.
    pub resource_sub_strategies: Vec<ResourceSubStrategy>,
    /// Selling mode that matches the value orientation.
    pub matching_mode: Option<SellingMode>,
    /// Alliance: next step, conditions, gate.
    pub alliance: Alliance,
    /// Gaps of the account.
    pub flags: Vec<Flag>,
    /// Value in money.
    pub value: AccountValue,
    /// The cost iceberg; none without a complete cost item.
    pub iceberg: Option<Iceberg>,
    /// Completeness of the development plan; none if the list has no goals and no plan items.
    pub completeness: Option<Completeness>,
    /// What the program proposes, most pressing first.
    pub proposals: Vec<Proposal>,
    /// Products that its peers buy and it does not.
    pub whitespace: Vec<whitespace::Gap>,
}

/// What the method computes for one key person.
#[derive(Debug, Clone)]
pub struct PersonPlan {
    /// Index into `Portfolio::persons`.
    pub person: usize,
    /// Index into `Plan::accounts`.
    pub account: usize,
    /// Commitment level.
    pub commitment: CommitmentLevel,
    /// Role weight.
    pub weight: f64,
    /// Chain from a champion or supporter, both ends included: indices into `Plan::persons`. None for a
    /// person who is neither approver, decision maker, doubter nor obstructionist, or whom nobody reaches.
    pub route: Option<Vec<usize>>,
    /// Contact sub-strategies with what hit, the suggested one first.
    pub contact: Vec<(ContactSubStrategy, ContactTrigger)>,
    /// What commitment does to the share of visits.
    pub visit_factor: f64,
    /// Turn among the account's persons, 1…: role order, champions first, then name.
    pub visit_turn: u32,
    /// Step that everybody gets once, in turn, while they last: 1 or 0.
    pub visit_first: Option<f64>,
    /// Share of the rest of the account's recommended visits in steps, before rounding.
    pub visit_quota: Option<f64>,
    /// Place of its remainder, 1 for the largest; none where nothing remains.
    pub visit_place: Option<u32>,
    /// Share of the account's recommended visits.
    pub recommended_visits: Option<f64>,
    /// The last contact is too old.
    pub stale: bool,
    /// Flags that this person brings about.
    pub flags: Vec<Flag>,
}

impl Plan {
    /// The account record behind a computed account.
    pub fn record(&self, account: &AccountPlan) -> &crate::model::Account {
        &self.portfolio.accounts[account.account]
    }

    /// The account records in the order of the computed accounts.
    pub fn records(&self) -> impl Iterator<Item = &crate::model::Account> {
        self.accounts.iter().map(|account| self.record(account))
    }

    /// The key-person record behind a computed person.
    pub fn person_record(&self, person: &PersonPlan) -> &crate::model::KeyPerson {
        &self.portfolio.persons[person.person]
    }

    /// All issues.
    pub fn issues(&self) -> &[Issue] {
        &self.portfolio.issues
    }
}
