//! The collection form: what is not known of the accounts of highest rank and must be asked, with the cells to fill in:
//! needs, characteristics, concerns, what they value and how we sell to them.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::model::{Account, Field, RecordKind, SellingMode, ValueOrientation};
use crate::workbook::kit::cell::quoted;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::forms;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::schema::{Limit, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::stated;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;
use std::collections::BTreeSet;

/// What is asked of every account.
const ASKED: [Field; 5] =
    [Field::Needs, Field::Characteristics, Field::Concerns, Field::ValueOrientation, Field::SellingMode];

/// The accounts with what is asked of them.
struct Collection<'a>(Tabled<'a, &'a AccountPlan>);

/// The sheet: the accounts of highest rank, and all others of which something of this is known.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let formed: BTreeSet<usize> = forms::accounts(facts).map(|a| a.account).collect();
    let record = |a: &AccountPlan| facts.plan.record(a);
    let known = |a: &&AccountPlan| ASKED.iter().any(|f| stated::is_stated(record(a), *f));
    let rows = facts.plan.accounts.iter().filter(|a| formed.contains(&a.account) || known(a)).collect();
    let source = |a: &&'d AccountPlan| Some(facts.plan.record(a).source);
    let columns = own::with(columns(facts), facts, TableId::Customers, source);
    let table = Tabled::of(facts, TableId::Customers, columns, rows).placed(Schema::growing);
    Ok(Some(Box::new(Collection(table.fitting(facts)?))))
}

fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, &'d AccountPlan>> {
    let of = Describe::<&'d AccountPlan>::of(facts, TableId::Customers);
    let plan = facts.plan;
    let text = |key: &'static str, field: Field| {
        of.entry(key, Form::Wrapped).text(move |a| plan.record(a).details.get(field).unwrap_or_default())
    };
    let orientations = facts.words("orientation", ValueOrientation::ALL.iter().map(|o| o.code()));
    let modes = facts.words("selling_mode", SellingMode::ALL.iter().map(|m| m.code()));
    let [id, name] = of.account(|a| a);
    vec![
        of.order(Look::Plain, |a| a).shut(),
        id.shut(),
        name,
        of.computed("segment", Form::Center)
            .live_words(facts.live, SEGMENT, |a| facts.labels.value("segment", a.segment.code())),
        of.computed("to_collect", Form::Wrapped).words(to_collect(facts), move |a| {
            let blank = ASKED.iter().filter(|f| !stated::is_stated(plan.record(a), **f));
            lacking(facts, blank)
        }),
        text("needs", Field::Needs),
        text("characteristics", Field::Characteristics),
        text("concerns", Field::Concerns),
        of.entry("value_orientation", Form::Center)
            .limited(Limit::Choice(orientations))
            .cell(move |a| facts.word("orientation", orientation(plan.record(a)))),
        of.entry("selling_mode", Form::Center)
            .limited(Limit::Choice(modes))
            .cell(move |a| facts.word("selling_mode", mode(plan.record(a)))),
    ]
}

fn orientation(record: &Account) -> Option<&'static str> {
    record.value_orientation.map(ValueOrientation::code)
}

fn mode(record: &Account) -> Option<&'static str> {
    record.selling_mode.map(SellingMode::code)
}

const SEGMENT: &str = "IFERROR(INDEX({RelativeValue.segment*},MATCH({order},{RelativeValue.order*},0)),\"\")";

/// Names of the fields that are blank.
fn lacking<'f>(facts: &Facts<'_>, blank: impl Iterator<Item = &'f Field>) -> String {
    let names: Vec<&str> = blank.map(|f| facts.labels.field(RecordKind::Accounts, *f)).collect();
    names.join("; ")
}

fn to_collect(facts: &Facts<'_>) -> String {
    let name = |field: &Field| quoted(&format!("; {}", facts.labels.field(RecordKind::Accounts, *field)));
    let each = |field: &Field| format!("IF({{{}}}=\"\",{},\"\")", field.code(), name(field));
    format!("MID({},3,100)", ASKED.iter().map(each).collect::<Vec<_>>().join("&"))
}

impl Sheet for Collection<'_> {
    fn tables(&self) -> Vec<&Schema> {
        vec![&self.0.schema]
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, _part: usize) -> anyhow::Result<()> {
        let schema = &self.0.schema;
        let note = context.label("workbook.note.collection");
        page::title(sheet, context, &schema.sheet, note, schema.columns.len())?;
        let last = self.0.write(sheet, context)?;
        page::freeze(sheet, schema, schema.place("account") + 1)?;
        let shown = schema.reach(last);
        page::segment_colors(sheet, context, schema, shown)?;
        let printed = forms::printed(schema.first, last, context.formed.len());
        page::print_table(sheet, context, schema, printed)
    }
}
