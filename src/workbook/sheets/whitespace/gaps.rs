//! What the accounts with a page do not buy, while their peers do: greatest first.

use crate::method::AccountPlan;
use crate::method::whitespace::Gap;
use crate::model::{Field, RecordKind};
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;

/// A product, and the account that does not buy it.
type Row<'d> = (&'d AccountPlan, &'d Gap);

/// Products of one account at most.
const MOST: usize = 5;

/// The table.
pub(super) fn table<'d>(facts: &'d Facts<'d>) -> Tabled<'d, Row<'d>> {
    let of = Describe::<Row<'d>>::unread(facts);
    let record = |r: &Row<'d>| facts.plan.record(r.0);
    let owner =
        Described::new("owner", facts.field(RecordKind::Accounts, Field::Owner), Form::Text, Look::Plain);
    let columns = vec![
        of.plain("account_id", Form::Text).text(move |r| record(r).id.as_deref().unwrap_or_default()),
        of.plain("account", Form::Text).text(move |r| record(r).name.as_str()),
        of.computed("segment", Form::Center).text(|r| facts.labels.value("segment", r.0.segment.code())),
        of.proposed("gap_product", Form::Text).text(|r| r.1.product.as_str()),
        of.proposed("peer_share", Form::Percent).number(|r| Some(r.1.penetration)),
        of.proposed("peer_median", Form::Money).number(|r| Some(r.1.amount)),
        owner.text(move |r| record(r).details.get(Field::Owner).unwrap_or_default()),
    ];
    Tabled::unread(facts, "WhitespaceGaps", facts.sheet("whitespace"), columns, rows(facts))
}

/// By account in its order, then by size.
fn rows<'d>(facts: &'d Facts<'d>) -> Vec<Row<'d>> {
    let accounts = facts.pages.iter().map(|(at, _)| &facts.plan.accounts[*at]);
    accounts.flat_map(|a| a.whitespace.iter().take(MOST).map(move |gap| (a, gap))).collect()
}
