//! The account, as the list states it.

use super::{Details, Field, SellingMode, SourceRow, ValueOrientation};
use chrono::NaiveDate;

/// An account 客户 (METHOD §1). Only the name is required.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Account {
    /// Account number, as text.
    pub id: Option<String>,
    /// Name as first written.
    pub name: String,
    /// Region, industry, owner, parent account, customer class, needs and the other texts.
    pub details: Details,
    /// What they buy from us a year, money.
    pub annual_revenue: Option<f64>,
    /// The same the year before, money.
    pub previous_revenue: Option<f64>,
    /// Their own turnover, money.
    pub company_revenue: Option<f64>,
    /// Gross profit a year, money; may be negative.
    pub gross_profit: Option<f64>,
    /// Gross margin, fraction of revenue.
    pub gross_margin: Option<f64>,
    /// Growth of our sales, fraction.
    pub growth_rate: Option<f64>,
    /// Repeat sales, money ≥ 0.
    pub repeat_sales: Option<f64>,
    /// New business, money ≥ 0.
    pub new_business: Option<f64>,
    /// One probability, 0…1.
    pub probability: Option<f64>,
    /// Probability of repeat sales, 0…1.
    pub probability_repeat: Option<f64>,
    /// Probability of new business, 0…1.
    pub probability_new: Option<f64>,
    /// On-site visits a year.
    pub visits: Option<f64>,
    /// Service cost a year, money.
    pub service_cost: Option<f64>,
    /// Technical support cost a year, money.
    pub support_cost: Option<f64>,
    /// Current budget, money.
    pub current_budget: Option<f64>,
    /// Date of the last contact.
    pub last_contact: Option<NaiveDate>,
    /// Date on which the contract is to be renewed.
    pub renewal_date: Option<NaiveDate>,
    /// Date of the last order.
    pub last_order: Option<NaiveDate>,
    /// Number of orders a year.
    pub order_count: Option<f64>,
    /// Value orientation.
    pub value_orientation: Option<ValueOrientation>,
    /// Selling mode used now.
    pub selling_mode: Option<SellingMode>,
    /// Alliance level now, 0…4.
    pub alliance_level: Option<u8>,
    /// Alliance level aimed at, 0…4.
    pub alliance_target: Option<u8>,
    /// The six alliance conditions.
    pub conditions: [Option<bool>; 6],
    /// Values of the list's further columns, by index into `Portfolio::extra_columns`.
    pub extra: Vec<(u32, String)>,
    /// Fields that held something unreadable: never replaced by an assumption.
    pub unreadable: Vec<Field>,
    /// Where the account was first read; an account made from order lines has its first line.
    pub source: SourceRow,
}
