//! The visit, as the list states it.

use super::SourceRow;
use chrono::NaiveDate;

record! {
    /// One row a visit (METHOD §1); summed to the account's visits where its own column is blank.
    Visit of Visits
    held {
        /// Day of the visit.
        date: Option<NaiveDate> = Date Date;
        /// Key person visited, by name.
        person: Option<String> = Contact Text;
        /// Purpose.
        purpose: Option<String> = VisitPurpose Text;
        /// Mode.
        mode: Option<String> = VisitMode Text;
        /// Who of us made it.
        visitor: Option<String> = Visitor Text;
        /// What it brought.
        result: Option<String> = Result Text;
    }
    passing {
        Account Name;
        AccountId Id;
    }
    besides {
        /// Index into `Portfolio::accounts`.
        account: usize,
        /// Where it was read.
        source: SourceRow,
    }
}
