//! The sheet of opportunities: where the pipeline is entered.

use crate::layout::TableId;
use crate::method::AccountPlan;
use crate::method::pipeline::{self, Reading};
use crate::model::{Opportunity, OpportunityKind, Outcome};
use crate::workbook::kit::accounts::by_record;
use crate::workbook::kit::cell::Cell;
use crate::workbook::kit::context::Context;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::described::Described;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::own;
use crate::workbook::kit::page;
use crate::workbook::kit::parts::{Parts, further};
use crate::workbook::kit::schema::{Limit, Schema};
use crate::workbook::kit::sheet::Sheet;
use crate::workbook::kit::stages;
use crate::workbook::kit::styles::{Form, Look};
use crate::workbook::kit::tabled::Tabled;
use rust_xlsxwriter::Worksheet;

/// An opportunity, the account that it is of, and what its stage says.
struct Deal<'d> {
    account: &'d AccountPlan,
    deal: &'d Opportunity,
    read: Reading,
}

impl Deal<'_> {
    /// The amount while the deal is open.
    fn open(&self) -> Option<f64> {
        self.deal.amount.filter(|_| self.read.outcome == Outcome::Open)
    }
}

/// The opportunities of a plan.
struct Opportunities<'d> {
    parts: Parts<'d, Deal<'d>>,
    /// How many of them are open: they come first.
    open: usize,
}

/// The sheet, where there are opportunities.
pub fn make<'d>(facts: &'d Facts<'d>) -> anyhow::Result<Option<Box<dyn Sheet + 'd>>> {
    let deals = deals(facts);
    if deals.is_empty() {
        return Ok(None);
    }
    let open = deals.iter().filter(|d| d.read.outcome == Outcome::Open).count();
    let table = Tabled::of(
        facts,
        TableId::Opportunities,
        own::with(columns(facts), facts, TableId::Opportunities, |d| Some(d.deal.source)),
        deals,
    );
    let parts = Parts::new(facts, table.placed(Schema::growing), &further!("Opportunities"))?;
    Ok(Some(Box::new(Opportunities { parts, open })))
}

/// Open deals first, in the order of their accounts.
fn deals<'d>(facts: &'d Facts<'d>) -> Vec<Deal<'d>> {
    let accounts = by_record(facts.plan);
    let read = |deal: &'d Opportunity| {
        let account = accounts.get(deal.account).copied().flatten()?;
        let read = pipeline::reading(deal, &facts.plan.chances, &facts.config.rules);
        Some(Deal { account, deal, read })
    };
    let mut deals: Vec<Deal<'d>> = facts.plan.portfolio.opportunities.iter().filter_map(read).collect();
    deals.sort_by_key(|d| (d.read.outcome != Outcome::Open, d.account.order, d.deal.source));
    deals
}

fn columns<'d>(facts: &'d Facts<'d>) -> Vec<Described<'d, Deal<'d>>> {
    let of = Describe::<Deal<'d>>::of(facts, TableId::Opportunities);
    let kinds = Limit::Choice(facts.words("opportunity_kind", OpportunityKind::ALL.iter().map(|k| k.code())));
    let kind = |d: &Deal<'d>| facts.labels.value("opportunity_kind", pipeline::kind(d.deal).code());
    let all = &facts.plan.portfolio.opportunities;
    let [id, name] = of.account(|d| d.account);
    let mut columns = vec![
        name,
        of.plain("opportunity", Form::Text).text(|d| said(&d.deal.name)),
        of.entry("kind", Form::Center)
            .limited(kinds)
            .case(move |d| d.deal.kind.is_none().then(|| Cell::AssumedText(kind(d).into())))
            .text(kind),
        of.entry("amount", Form::Money).limited(Limit::NotNegative).number(|d| d.deal.amount),
        of.entry("stage", Form::Text).limited(Limit::Known(stages::NAMES)).text(|d| said(&d.deal.stage)),
        of.computed("outcome", Form::Center).live_words(
            facts.live,
            "IF({stage_line}=0,{'outcome.open},INDEX({Stages.outcome*},{stage_line}))",
            |d| facts.labels.value("outcome", d.read.outcome.code()),
        ),
        of.own("probability", Form::Probability, Look::Entry)
            .limited(Limit::Share)
            .case(|d| d.deal.probability.map(|p| Cell::number(Some(p))))
            .when(facts.live, |c| c.formula(probability(facts), |d| d.read.probability))
            .cell(|d| d.read.probability.map_or(Cell::Blank, Cell::Assumed)),
        of.entry("close_date", Form::Date).cell(|d| d.deal.close_date.map_or(Cell::Blank, Cell::Date)),
        of.computed("open_value", Form::Money)
            .formula("IF({open_amount}=\"\",\"\",{open_amount}*N({probability}))", |d| {
                d.open().map(|amount| amount * d.read.probability.unwrap_or(0.0))
            }),
    ];
    if all.iter().any(|d| d.owner.is_some()) {
        columns.push(of.entry("owner", Form::Text).text(|d| said(&d.deal.owner)));
    }
    if all.iter().any(|d| d.region.is_some()) {
        columns.push(of.entry("region", Form::Text).text(|d| said(&d.deal.region)));
    }
    let mut behind = vec![
        id,
        of.order(Look::Plain, |d| d.account),
        of.computed("open_amount", Form::Money)
            .formula("IF(OR({amount}=\"\",{outcome}<>{'outcome.open}),\"\",{amount})", Deal::open),
    ];
    if facts.live {
        behind.extend([
            of.computed("stage_line", Form::Count).formula(STAGE_LINE, |d| Some(f64::from(line(facts, d)))),
            // Whatever is not repeat business is new.
            of.computed("kind_used", Form::Text).words(
                "IF({kind}={'opportunity_kind.repeat},{'opportunity_kind.repeat},{'opportunity_kind.new})",
                kind,
            ),
        ]);
        if own_chances(facts) {
            behind.push(of.computed("own_chance", Form::Probability).cell(|d| {
                let own = facts.plan.chances.own_new.get(&d.deal.account).copied();
                Cell::derived(own, Form::Probability)
            }));
        }
    }
    columns.extend(behind.into_iter().map(Described::shut));
    columns
}

fn said(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or_default()
}

/// Whether accounts have closed deals enough for a P of their own.
fn own_chances(facts: &Facts<'_>) -> bool {
    !facts.plan.chances.own_new.is_empty()
}

/// P as the stage's text gives it, else as history or the settings do: a formula, so that it follows it.
fn probability(facts: &Facts<'_>) -> String {
    let new = match own_chances(facts) {
        true => "IF({own_chance}=\"\",probability_deal_new,{own_chance})",
        false => "probability_deal_new",
    };
    format!(
        "IF({{outcome}}<>{{'outcome.open}},\"\",\
         IF(IF({{stage_line}}=0,0,COUNT(INDEX({{Stages.probability*}},{{stage_line}})))=1,\
         INDEX({{Stages.probability*}},{{stage_line}}),\
         IF({{kind}}={{'opportunity_kind.repeat}},probability_deal_repeat,{new})))"
    )
}

/// Place of the stage's text among the stages. Signs that MATCH would read as patterns are escaped.
const STAGE_LINE: &str = "IF({stage}=\"\",0,IFERROR(MATCH(\
    SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(TRIM({stage}),\"~\",\"~~\"),\"*\",\"~*\"),\"?\",\"~?\"),{Stages.stage*},0),0))";

fn line(facts: &Facts<'_>, deal: &Deal<'_>) -> u32 {
    let stage = deal.deal.stage.as_deref();
    stage.zip(facts.stages.as_ref()).and_then(|(text, stages)| stages.line(text)).unwrap_or(0)
}

/// Open deals that print, those of the greatest accounts: more are read by nobody on paper.
const PRINTED: usize = 100;

impl Sheet for Opportunities<'_> {
    fn tables(&self) -> Vec<&Schema> {
        self.parts.schemas()
    }

    fn rows(&self) -> usize {
        self.parts.rows()
    }

    fn parts(&self) -> usize {
        self.parts.count()
    }

    fn fill(&self, sheet: &mut Worksheet, context: &Context<'_>, part: usize) -> anyhow::Result<()> {
        let Some(schema) = self.parts.schema(part) else { return Ok(()) };
        let further = if part == 1 { self.parts.count() - 1 } else { 0 };
        let note = context.label("workbook.note.opportunities");
        let note = context.note(note, context.sheet("opportunities"), further);
        page::title(sheet, context, &schema.sheet, &note, schema.columns.len())?;
        self.parts.write(sheet, context, part)?;
        page::freeze(sheet, schema, 2)?;
        // What is closed is read on the screen.
        let open = self.open.saturating_sub((part - 1) * context.rows_per_sheet()).min(schema.rows);
        let last = schema.first + u32::try_from(open.clamp(1, PRINTED))? - 1;
        page::print_table(sheet, context, schema, last)?;
        Ok(())
    }
}
