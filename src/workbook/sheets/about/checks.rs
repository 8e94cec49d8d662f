//! The checks of the workbook by its own formulas; each result reads exactly `OK`.

use crate::layout::TableId;
use crate::workbook::kit::context::Context;

/// One check: what is compared, as formulas with their values.
pub struct Check {
    /// Key of its text.
    pub key: &'static str,
    /// What is expected.
    pub expected: (String, f64),
    /// What is found.
    pub found: (String, f64),
}

/// All checks of this plan.
pub fn checks(context: &Context<'_>) -> Vec<Check> {
    let plan = context.plan;
    let all = |key: &str| context.table(TableId::Accounts).all(key);
    let n = plan.accounts.len() as f64;
    let total = plan.totals.expected_value.unwrap_or(0.0);
    let ranked = plan.accounts.iter().filter(|a| a.rank.is_some()).count() as f64;
    let check = |key, expected: (&str, f64), found: (String, f64)| Check {
        key,
        expected: (expected.0.to_owned(), expected.1),
        found,
    };
    let value = total.max(0.0);
    let (read, rest) = row_sums(context);
    let shared = if total > 0.0 { 1.0 } else { 0.0 };
    let one = "IF(total_expected_value>0,1,0)";
    let of_whole = context.options.whole.as_ref().map(|whole| {
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
        check("segments", ("account_count", n), (segment_count(context), n)),
        check("accounts", ("account_count", n), (format!("COUNTA({})", all("account")), named(context))),
        check(
            "segment_rows",
            ("account_count", n),
            (format!("COUNT({})", context.table(TableId::Segments).all("order")), n),
        ),
        check("rows", (&sum(context, &["rows_read"]), read), (sum(context, &ROWS), rest)),
    ];
    if let Some(of_whole) = of_whole {
        // Ranks and cumulative shares of a part have the whole's gaps.
        checks.retain(|c| !["relative_value", "cumulative_share", "ranks"].contains(&c.key));
        checks.insert(0, of_whole);
    }
    if context.tables.find(TableId::Persons).is_some() {
        let count = plan.persons.len() as f64;
        let expected = context.over_persons(|p| format!("COUNT({})", p.all("order")));
        let placed =
            context.over_persons(|p| format!("SUMPRODUCT(--({0}>0),--({0}<=account_count))", p.all("order")));
        checks.push(Check { key: "persons", expected: (expected, count), found: (placed, count) });
    }
    checks
}

const ROWS: [&str; 4] = ["rows_planned", "rows_merged", "rows_rejected", "rows_ignored"];

fn sum(context: &Context<'_>, keys: &[&str]) -> String {
    let column = |key: &&str| format!("SUM(Sources[{}])", context.labels.value("workbook.column", key));
    keys.iter().map(column).collect::<Vec<_>>().join("+")
}

fn row_sums(context: &Context<'_>) -> (f64, f64) {
    let rows = || context.plan.portfolio.sheets.iter().map(|s| s.rows);
    let rest = rows().map(|r| r.planned + r.merged + r.rejected + r.ignored).sum::<u64>();
    (rows().map(|r| r.read).sum::<u64>() as f64, rest as f64)
}

fn named(context: &Context<'_>) -> f64 {
    context.plan.accounts.iter().filter(|a| !context.plan.record(a).name.is_empty()).count() as f64
}

fn segment_count(context: &Context<'_>) -> String {
    let column = context.table(TableId::Accounts).all("segment");
    let count = |code: &&str| {
        format!(
            "COUNTIF({column},{})",
            crate::workbook::kit::cell::quoted(context.labels.value("segment", code))
        )
    };
    ["core", "growth", "laggard"].iter().map(count).collect::<Vec<_>>().join("+")
}
