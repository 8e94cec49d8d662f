//! The opportunity, as the list states it.

use super::SourceRow;
use chrono::NaiveDate;

codes! {
    /// Repeat sales or new business.
    OpportunityKind {
        /// Repeat sales 重复销售.
        Repeat = "repeat",
        /// New business 新业务.
        New = "new",
    }
}

codes! {
    /// Whether a stage is open or closed.
    Outcome {
        /// Still open.
        Open = "open",
        /// Won.
        Won = "won",
        /// Lost.
        Lost = "lost",
    }
}

record! {
    /// An opportunity 商机 (METHOD §1).
    Opportunity of Opportunities
    held {
        /// Name or number.
        name: Option<String> = Name Text, by_hand;
        /// Repeat or new; blank means new.
        kind: Option<OpportunityKind> = Kind Word("opportunity_kind", OpportunityKind::CODES);
        /// Amount, money ≥ 0.
        amount: Option<f64> = Amount Potential;
        /// Stage as written; the stage table of the configuration knows its outcome and probability.
        stage: Option<String> = Stage Text;
        /// Probability of its own, 0…1.
        probability: Option<f64> = Probability Probability;
        /// Close date.
        close_date: Option<NaiveDate> = CloseDate Date;
        /// Our account manager of it.
        owner: Option<String> = Owner Text;
        /// Region.
        region: Option<String> = Region Text;
    }
    passing {
        Account Name;
        AccountId Id;
        Domain Text;
        Id Id;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Where it was read.
        source: SourceRow,
    }
}
