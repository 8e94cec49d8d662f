//! What a proposal says of an account: its label, and of whitespace the products too.

use crate::config::{readable, separated};
use crate::method::AccountPlan;
use crate::method::proposals::Proposal;
use crate::method::whitespace::Gap;
use crate::model::Field;
use crate::workbook::kit::texts::Texts;
use std::borrow::Cow;

/// Products that a proposal names at most.
const NAMED: usize = 3;

/// The text of a proposal.
pub fn text<'l>(labels: &Texts<'l>, account: &AccountPlan, proposal: Proposal) -> Cow<'l, str> {
    let what = labels.value("proposal", &proposal.code());
    if proposal != Proposal::Whitespace {
        return Cow::Borrowed(what);
    }
    let one = |gap: &Gap| {
        let share = readable(Field::Probability, gap.penetration);
        let args = [("product", gap.product.clone()), ("share", share), ("amount", separated(gap.amount))];
        labels.fill("workbook.proposal.product", &args)
    };
    let products: Vec<String> = account.whitespace.iter().take(NAMED).map(one).collect();
    let products = products.join(labels.text("workbook.list_separator"));
    Cow::Owned(
        labels.fill("workbook.proposal.products", &[("what", what.to_owned()), ("products", products)]),
    )
}
