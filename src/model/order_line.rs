//! The order line, as the list states it.

use super::SourceRow;
use chrono::NaiveDate;

codes! {
    /// Whose sums a plan carries for an account.
    WindowSource {
        /// Of its order lines.
        Orders = "orders",
        /// Of its won deals.
        WonDeals = "won_deals",
    }
}

record! {
    /// An order line 订单明细 (METHOD §1).
    OrderLine of Orders
    held {
        /// Order date.
        date: Option<NaiveDate> = Date Date;
        /// Amount, money; a return is negative.
        amount: f64 = Amount RequiredMoney;
        /// Profit, money.
        profit: Option<f64> = Profit Money;
        /// Our cost, money.
        cost: Option<f64> = Cost Money;
        /// Margin, fraction of the amount.
        margin: Option<f64> = Margin Margin;
        /// What was sold.
        product: Option<Box<str>> = Product Text;
    }
    passing {
        Account Name;
        AccountId Id;
        Contact Text;
        Region Text;
        Industry Text;
        Owner Text;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Where it was read.
        source: SourceRow,
    }
}
