//! The checks of the workbook by its own formulas; each result reads exactly `OK`.

use crate::method::check::{self as method, CheckKind};
use crate::method::resources::ResourcePlan;
use crate::model::Resource;
use crate::model::rounding::comparable_quota;
use crate::workbook::kit::describe::Describe;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::persons::over_persons;
use crate::workbook::kit::resource_keys::{SHOWN, keys, name, visits};
use crate::workbook::kit::styles::Form;
use crate::workbook::kit::tabled::Tabled;

/// One check: what is compared, as formulas with their values.
pub(super) struct Check<'d> {
    /// Key of its text.
    key: &'static str,
    /// The resource that it is of.
    resource: Option<&'d str>,
    /// What is expected.
    expected: (String, f64),
    /// What is found.
    found: (String, f64),
}

impl Check<'_> {
    /// Whether both agree to nine digits.
    fn holds(&self) -> bool {
        let (expected, found) = (self.expected.1, self.found.1);
        ((expected - found) / expected.abs().max(1.0)).abs() < 5e-10
    }
}

pub(super) fn table<'d>(facts: &'d Facts<'d>) -> Tabled<'d, Check<'d>> {
    let of = Describe::<Check<'d>>::unread(facts);
    let columns = vec![
        of.computed("check", Form::Text).text(|c| {
            let text = facts.labels.value("workbook.check", c.key);
            c.resource.map_or_else(|| text.to_owned(), |name| format!("{text} · {name}"))
        }),
        of.computed("expected", Form::Number).each(|c| (c.expected.0.clone(), Some(c.expected.1))),
        of.computed("found", Form::Number).each(|c| (c.found.0.clone(), Some(c.found.1))),
        of.computed("result", Form::Center).words(
            "IF(ROUND(({expected}-{found})/MAX(1,ABS({expected})),9)=0,\"OK\",{'workbook.wrong})",
            |c| if c.holds() { "OK" } else { facts.labels.text("workbook.wrong") },
        ),
    ];
    Tabled::unread(facts, "Checks", facts.sheet("about"), columns, checks(facts))
}

/// All checks of this plan.
fn checks<'d>(facts: &'d Facts<'d>) -> Vec<Check<'d>> {
    let plan = facts.plan;
    let all = |key: &str| format!("{{RelativeValue.{key}*}}");
    let n = plan.accounts.len() as f64;
    let total = plan.totals.expected_value.unwrap_or(0.0);
    let ranked = plan.accounts.iter().filter(|a| a.rank.is_some()).count() as f64;
    let check = |key, expected: (&str, f64), found: (String, f64)| Check {
        key,
        resource: None,
        expected: (expected.0.to_owned(), expected.1),
        found,
    };
    let value = total.max(0.0);
    let (read, rest) = row_sums(facts);
    let shared = if total > 0.0 { 1.0 } else { 0.0 };
    let one = "IF(total_expected_value>0,1,0)";
    let of_whole = facts.options.whole.as_ref().map(|whole| {
        let share = if whole.expected_value > 0.0 { total / whole.expected_value } else { 0.0 };
        let formula = "IF(whole_expected_value>0,total_expected_value/whole_expected_value,0)";
        check("relative_value_part", (formula, share), (format!("SUM({})", all("relative_value")), share))
    });
    let mut checks = vec![
        check("relative_value", (one, shared), (format!("SUM({})", all("relative_value")), shared)),
        check("cumulative_share", (one, shared), (format!("MAX(0,{})", all("cumulative_share")), shared)),
        check(
            "expected_value",
            ("total_expected_value", value),
            (format!("SUMPRODUCT({},{})", all("sales_potential"), all("probability")), value),
        ),
        check(
            "ranks",
            (&format!("COUNT({0})*(COUNT({0})+1)/2", all("expected_value")), ranked * (ranked + 1.0) / 2.0),
            (format!("SUM({})", all("rank")), ranked * (ranked + 1.0) / 2.0),
        ),
        check("segments", ("account_count", n), (segment_count(), n)),
        check("accounts", ("account_count", n), (format!("COUNTA({})", all("account")), named(facts))),
        check("segment_rows", ("account_count", n), ("COUNT({Segments.order*})".to_owned(), n)),
        check("rows", (&sum(&["rows_read"]), read), (sum(&ROWS), rest)),
    ];
    if let Some(of_whole) = of_whole {
        // Ranks and cumulative shares of a part have the whole's gaps.
        checks.retain(|c| !["relative_value", "cumulative_share", "ranks"].contains(&c.key));
        checks.insert(0, of_whole);
    }
    if !plan.persons.is_empty() {
        let count = plan.persons.len() as f64;
        let expected = over_persons(facts, |table| format!("COUNT({{{table}.order*}})"));
        let placed = over_persons(facts, |table| {
            let orders = format!("{{{table}.order*}}");
            format!("SUMPRODUCT(--({orders}>0),--({orders}<=account_count))")
        });
        let (expected, found) = ((expected, count), (placed, count));
        checks.push(Check { key: "persons", resource: None, expected, found });
    }
    if !plan.resources.is_empty() {
        let shown = plan.resources.len().min(SHOWN) as f64;
        let found = ("COUNTA({Resources.resource[]})".to_owned(), shown);
        checks.push(check("resources", ("resources_planned", shown), found));
    }
    checks.extend(shared_out(facts));
    checks.extend(plan.checks.iter().filter_map(|c| further(facts, c)));
    checks
}

/// Checks over several tables: formulas where these are live, else the numbers as planned.
fn further<'d>(facts: &'d Facts<'d>, check: &method::Check) -> Option<Check<'d>> {
    let live = |formula: String| if facts.live { formula } else { String::new() };
    let (expected, found) = match check.kind {
        CheckKind::PersonVisits => {
            let at = visits(facts.plan)?;
            let recommended = keys(at, Resource::VISITS)?.recommended;
            let of_accounts = format!("SUMIF({{Allocation.persons*}},\">0\",{{Allocation.{recommended}*}})");
            (live(of_accounts), live("SUM({KeyPersons.recommended_visits*})".to_owned()))
        }
        CheckKind::Pipeline => {
            let piped = facts.any(|a| facts.piped(a));
            let of_accounts = "SUMIF({RelativeValue.open_deals*},\">0\",{RelativeValue.expected_value*})";
            let of_accounts = if piped { live(of_accounts.to_owned()) } else { String::new() };
            (live("SUM({Opportunities.open_value*})".to_owned()), of_accounts)
        }
        CheckKind::Money => (
            "SUM({Money.in_list[]})".to_owned(),
            "SUM({Money.money_planned[]})+SUM({Money.left_out[]})".to_owned(),
        ),
        _ => return None,
    };
    Some(Check {
        key: check.kind.code(),
        resource: None,
        expected: (expected, check.expected),
        found: (found, check.found),
    })
}

/// What is recommended of a resource and its reserve are its capacity; in a part they are of the whole.
fn shared_out<'d>(facts: &'d Facts<'d>) -> Vec<Check<'d>> {
    if facts.options.whole.is_some() {
        return Vec::new();
    }
    let shown = facts.plan.resources.len().min(SHOWN);
    let check = |(at, plan): (usize, &'d ResourcePlan)| {
        let keys = keys(at, &plan.name)?;
        let (recommended, reserve) = (plan.recommended?, comparable_quota(plan.reserve?));
        // One cell is no range to take a place of.
        let reserved = match shown {
            1 => "SUM({Resources.reserve[]})".to_owned(),
            _ => format!("N(INDEX({{Resources.reserve[]}},{}))", at + 1),
        };
        let found = format!("SUM({{Allocation.{}*}})+{reserved}", keys.recommended);
        Some(Check {
            key: "resource",
            resource: Some(facts.labels.find(&format!("resource.{}", plan.name)).unwrap_or(&plan.name)),
            expected: (name("capacity", at), plan.capacity),
            found: (found, recommended + reserve),
        })
    };
    facts.plan.resources.iter().take(SHOWN).enumerate().filter_map(check).collect()
}

const ROWS: [&str; 4] = ["rows_planned", "rows_merged", "rows_rejected", "rows_ignored"];

fn sum(keys: &[&str]) -> String {
    let column = |key: &&str| format!("SUM({{Sources.{key}[]}})");
    keys.iter().map(column).collect::<Vec<_>>().join("+")
}

fn row_sums(facts: &Facts<'_>) -> (f64, f64) {
    let rows = || facts.plan.portfolio.sheets.iter().map(|s| s.rows);
    let rest = rows().map(|r| r.planned + r.merged + r.rejected + r.ignored).sum::<u64>();
    (rows().map(|r| r.read).sum::<u64>() as f64, rest as f64)
}

fn named(facts: &Facts<'_>) -> f64 {
    facts.plan.accounts.iter().filter(|a| !facts.plan.record(a).name.is_empty()).count() as f64
}

fn segment_count() -> String {
    let count = |code: &&str| format!("COUNTIF({{RelativeValue.segment*}},{{'segment.{code}}})");
    ["core", "growth", "laggard", "unassessed"].iter().map(count).collect::<Vec<_>>().join("+")
}
