//! The account, as the list states it.

use super::{Details, Field, SellingMode, SourceRow, ValueOrientation, WindowSource};
use chrono::NaiveDate;

/// Codes of the alliance levels 0…4.
const LEVELS: &[&str] = &["0", "1", "2", "3", "4"];

record! {
    /// An account 客户 (METHOD §1). Only the name is required.
    Account of Accounts
    held {
        /// Account number, as text.
        id: Option<String> = Id Id;
        /// Name as first written.
        name: String = Name Name;
        /// What they buy from us a year, money.
        annual_revenue: Option<f64> = AnnualRevenue Money, figure;
        /// The same the year before, money.
        previous_revenue: Option<f64> = PreviousRevenue Money, figure;
        /// Their own turnover, money.
        company_revenue: Option<f64> = CompanyRevenue Money, figure;
        /// Gross profit a year, money; may be negative.
        gross_profit: Option<f64> = GrossProfit Money, figure;
        /// Gross margin, fraction of revenue.
        gross_margin: Option<f64> = GrossMargin Margin, figure;
        /// Growth of our sales, fraction.
        growth_rate: Option<f64> = GrowthRate Fraction, figure;
        /// Repeat sales, money ≥ 0.
        repeat_sales: Option<f64> = RepeatSales Potential;
        /// New business, money ≥ 0.
        new_business: Option<f64> = NewBusiness Potential;
        /// One probability, 0…1.
        probability: Option<f64> = Probability Probability;
        /// Probability of repeat sales, 0…1.
        probability_repeat: Option<f64> = ProbabilityRepeat Probability;
        /// Probability of new business, 0…1.
        probability_new: Option<f64> = ProbabilityNew Probability;
        /// On-site visits a year.
        visits: Option<f64> = Visits Count, figure, quiet;
        /// Service cost a year, money.
        service_cost: Option<f64> = ServiceCost Money, figure, quiet;
        /// Technical support cost a year, money.
        support_cost: Option<f64> = SupportCost Money, figure, quiet;
        /// Current budget, money.
        current_budget: Option<f64> = CurrentBudget Money, quiet;
        /// Value orientation.
        value_orientation: Option<ValueOrientation> = ValueOrientation Word("orientation", ValueOrientation::CODES);
        /// Selling mode used now.
        selling_mode: Option<SellingMode> = SellingMode Word("selling_mode", SellingMode::CODES);
        /// Date of the last contact.
        last_contact: Option<NaiveDate> = LastContact Date;
        /// Date on which the contract is to be renewed.
        renewal_date: Option<NaiveDate> = RenewalDate Date;
        /// Date of the last order.
        last_order: Option<NaiveDate> = LastOrder Date, figure;
        /// Number of orders a year.
        order_count: Option<f64> = OrderCount Count, figure;
        /// Carried by a plan: what they bought in this window, money a year.
        window_revenue: Option<f64> = WindowRevenue Metric, quiet;
        /// Carried by a plan: what they bought in the previous window, where that was full.
        window_previous: Option<f64> = WindowPrevious Metric, quiet;
        /// Carried by a plan: gross profit of this window.
        window_profit: Option<f64> = WindowProfit Metric, quiet;
        /// Carried by a plan: that profit is derived.
        window_profit_derived: Option<bool> = WindowProfitDerived Truth, quiet;
        /// Carried by a plan: order lines of this window.
        window_orders: Option<f64> = WindowOrders Count, quiet;
        /// Carried by a plan: their newest order.
        window_last_order: Option<NaiveDate> = WindowLastOrder Date, quiet;
        /// Carried by a plan: last day of this window.
        window_end: Option<NaiveDate> = WindowEnd Date, quiet;
        /// Carried by a plan: months of a window.
        window_months: Option<f64> = WindowMonths Count, quiet;
        /// Carried by a plan: whose sums these are.
        window_source: Option<WindowSource> = WindowSource Word("window_source", WindowSource::CODES), quiet;
        /// Carried by a plan: closed deals of new business that were won.
        deals_won: Option<f64> = DealsWon Count, quiet;
        /// Carried by a plan: closed deals of new business that were lost.
        deals_lost: Option<f64> = DealsLost Count, quiet;
        /// Carried by a plan: newest order, closed deal or visit.
        newest_date: Option<NaiveDate> = NewestDate Date, quiet;
        /// Alliance level now, 0…4.
        alliance_level: Option<u8> = AllianceLevel Word("alliance", LEVELS);
        /// Alliance level aimed at, 0…4.
        alliance_target: Option<u8> = AllianceTarget Word("alliance", LEVELS);
    }
    parts {
        conditions[0] = Condition1 Truth, quiet;
        conditions[1] = Condition2 Truth, quiet;
        conditions[2] = Condition3 Truth, quiet;
        conditions[3] = Condition4 Truth, quiet;
        conditions[4] = Condition5 Truth, quiet;
        conditions[5] = Condition6 Truth, quiet;
    }
    texts {
        Region;
        Industry;
        Owner;
        ParentAccount;
        CustomerClass;
        Needs, quiet;
        Characteristics, quiet;
        Concerns, quiet;
        Notes, quiet;
        Domain, quiet;
        Decision, quiet;
        ResourceSubStrategy, quiet;
        OurGoal, quiet;
        HowCarriedOut, quiet;
        OurStrengths, quiet;
        OurWeaknesses, quiet;
        AllianceSubStrategy, quiet;
        AllianceReason, quiet;
        AllianceGoals, quiet;
        AllianceFeasibility, quiet;
        AllianceObstacles, quiet;
        AllianceWays, quiet;
        Action1, quiet;
        Action2, quiet;
        Action3, quiet;
    }
    passing {
        Contact Text;
        Title Text;
        Email Text;
    }
    besides {
        /// Region, industry, owner, parent account, customer class, needs and the other texts.
        details: Details,
        /// The six alliance conditions.
        conditions: [Option<bool>; 6],
        /// Values of the list's further columns, by index into `Portfolio::extra_columns`.
        extra: Vec<(u32, String)>,
        /// Fields that another row than `source` states.
        elsewhere: Vec<(Field, SourceRow)>,
        /// Fields that held something unreadable: never replaced by an assumption.
        unreadable: Vec<Field>,
        /// Where the account was first read; an account made from order lines has its first line.
        source: SourceRow,
    }
}

impl Account {
    /// The row that states a field, where one does.
    pub fn row_of(&self, field: Field) -> SourceRow {
        let other = self.elsewhere.iter().find(|(known, _)| *known == field);
        other.map_or(self.source, |(_, row)| *row)
    }
}
