//! Columns of the CSV files: paths into the JSON records, in a fixed order, so that a script can rely on them.

use crate::model::{EvidenceGrade, ImpactElement, PlanPart, RecordKind, dictionary};

/// Columns in their order, then what the records state besides.
pub fn with_stated(columns: &[&'static str], kind: RecordKind) -> Vec<&'static str> {
    let stated = dictionary(kind).iter().filter(|spec| !spec.quiet).map(|spec| spec.field.code());
    let more: Vec<&str> = stated.filter(|code| !columns.contains(code)).collect();
    columns.iter().copied().chain(more).collect()
}

/// Columns of records that say little more than what the list states: their account, that, and what is computed.
pub fn of(kind: RecordKind, computed: &[&'static str]) -> Vec<&'static str> {
    with_stated(&["account_id"], kind).into_iter().chain(computed.iter().copied()).collect()
}

/// Columns of the accounts; what a resource has is repeated for each one of `resources`.
pub fn accounts(resources: &[&str]) -> Vec<Vec<String>> {
    let path = |code: &str| code.split('.').map(str::to_owned).collect::<Vec<_>>();
    let under = |parents: &[&str], code: &str| {
        parents.iter().copied().chain([code]).map(str::to_owned).collect::<Vec<_>>()
    };
    let mut columns: Vec<Vec<String>> =
        with_stated(ACCOUNTS, RecordKind::Accounts).into_iter().map(path).collect();
    // Visits stand first, allocated or not.
    let others = resources.iter().copied().filter(|r| *r != crate::model::Resource::VISITS);
    for name in [crate::model::Resource::VISITS].into_iter().chain(others) {
        columns.extend(
            ["current", "recommended", "gap", "assumed"].map(|part| under(&["resources", name], part)),
        );
    }
    columns.extend(EvidenceGrade::ALL.iter().map(|g| under(&["value", "by_evidence"], g.code())));
    columns.extend(ImpactElement::ALL.iter().map(|e| under(&["value", "by_element"], e.code())));
    columns.extend(PlanPart::ALL.iter().map(|p| under(&["plan_parts"], p.code())));
    columns
}

const ACCOUNTS: &[&str] = &[
    "id",
    "name",
    "source.file",
    "source.sheet",
    "source.row",
    "region",
    "industry",
    "owner",
    "rank",
    "order",
    "annual_revenue",
    "company_revenue",
    "gross_profit",
    "growth_rate",
    "repeat_sales",
    "new_business",
    "sales_potential",
    "probability",
    "probability_repeat",
    "probability_new",
    "expected_value",
    "relative_value",
    "value_index",
    "cumulative_share",
    "segment",
    "segment_reason",
    "drag",
    "assumed",
    "derived",
    "expected_value_entered",
    "expected_value_derived",
    "expected_value_assumed",
    "expected_value_overdue",
    "cost_to_serve",
    "net_contribution",
    "selling_mode",
    "value_orientation",
    "matching_mode",
    "alliance_level",
    "alliance_target",
    "alliance.conditions.1",
    "alliance.conditions.2",
    "alliance.conditions.3",
    "alliance.conditions.4",
    "alliance.conditions.5",
    "alliance.conditions.6",
    "alliance.unmet",
    "alliance.unknown",
    "alliance.readiness",
    "alliance.gate_open",
    "alliance.sub_strategies",
    "commitment_index",
    "coverage",
    "flags",
    "expected_roi",
    "break_even_probability",
    "margin",
    "own_margin",
    "change.money",
    "change.gap",
    "change.threshold",
    "decision",
    "decision_reason",
    "resource_sub_strategies",
    "value_net",
    "value.value",
    "value.our_cost",
    "value.net",
    "value.incomplete",
    "iceberg.ours.tca",
    "iceberg.ours.tco",
    "iceberg.ours.total",
    "iceberg.ours.under_water",
    "iceberg.alternative.tca",
    "iceberg.alternative.tco",
    "iceberg.alternative.total",
    "iceberg.alternative.under_water",
    "iceberg.saving",
    "plan_completeness",
    "plan_missing",
    "plan_overdue",
    "proposals",
    "whitespace",
];

/// Columns of the key persons.
pub const PERSONS: &[&str] = &[
    "account_id",
    "account",
    "name",
    "title",
    "role",
    "receptivity",
    "dynamics",
    "scale",
    "commitment",
    "stated_commitment",
    "visits.current",
    "visits.recommended",
    "last_contact",
    "sub_strategy",
    "sub_strategy_trigger",
    "sub_strategies",
    "sub_strategy_entered",
    "flags",
    "route",
];

/// Columns of the opportunities.
pub const OPPORTUNITIES: &[&str] = &[
    "account_id",
    "name",
    "kind",
    "amount",
    "stage",
    "outcome",
    "probability",
    "probability_assumed",
    "overdue",
    "expected_value",
    "close_date",
];

/// Columns of the resources.
pub const RESOURCES: &[&str] = &[
    "name",
    "capacity",
    "capacity_set",
    "assumed",
    "unit_cost",
    "step",
    "floor_core",
    "floor_growth",
    "floor_laggard",
    "cap_core",
    "cap_growth",
    "cap_laggard",
    "current",
    "recommended",
    "reserve",
];

/// Columns of the issues.
pub const ISSUES: &[&str] =
    &["code", "severity", "file", "sheet", "cell", "header", "field", "value", "message", "hint"];

/// Columns of the rejected rows; one a column of the list follows, `cells.C`.
pub const REJECTED: &[&str] = &["file", "sheet", "row", "code", "message"];

/// Columns of the decisions to take.
pub const DECISIONS: &[&str] =
    &["code", "measure", "money", "accounts", "person", "what", "figures", "owner", "due"];
