//! Every parameter of `method.toml` and every table of `rules.toml`, changed once: exactly the figures that
//! follow from it move, on a list where each of them matters.

use crate::support::Desk;
use keyplan::config::Parameter;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

const ACCOUNTS: &str = "\
id,name,annual_revenue,gross_profit,growth_rate,repeat_sales,new_business,probability,visits,service_cost,support_cost,current_budget,samples,value_orientation,selling_mode,alliance_level,alliance_target,condition_1,condition_2
A,Alpha,1000000,300000,0.05,900000,100000,high,12,20000,10000,30000.5,3,enterprise_value,consultative,2,3,yes,no
B,Beta,600000,180000,0.1,400000,100000,medium,7,10000,10500,20000,2,price,transactional,0,2,no,yes
C,Gamma,200000,40000,0.02,,300000,,4,8000,,,1,product_value,strategic,1,1,,
D,Delta,100000,30000,0.25,,,,4,2000,1500,9000.25,1,,,3,4,yes,yes
E,Echo,150000,9000,0,60000,0,low,12,6000,4000,,,,,,,,
F,Foxtrot,87500,21000,,,,,1,1600,,5000,2,,,,,,
G,Golf,,,0.15,50000,20000,0.6,,3000,,1000,1,,,,,,
H,Hotel,90000,25000,0.1,30000,50000,0.5,8,1000,,,3,,,,,,
";

const PERSONS: &str = "\
account_id,name,role,receptivity,dynamics,scale,commitment,visits,reports_to,influences,counterpart,last_contact
A,Ann,approver,3,8,10,,0,,,Li,
A,Bob,decision_maker,4,3,10,,2,Ann,,Li,2025-10-25
A,Cai,influencer_a,9,8,10,,3,,Bob,Li,2026-01-10
A,Don,gatekeeper,,,10,,,,,,
B,Eva,decision_maker,6,4,10,,3,,,Li,2026-01-20
B,Fu,influencer_b,5,5,10,,1,Eva,,Li,
C,Gao,approver,,,10,supporter,1,,,,
C,Han,influencer_c,4,6,10,,2,,,,
D,Hu,influencer_c,,,10,,,,,Li,
D,Ivy,rising_star,5,8,10,,,,,Li,
E,Jin,roadblock,3,2,10,,,,,,
F,Ke,,7,7,10,,,,,,
";

const FIVES: &str = "\
account_id,name,role,receptivity,dynamics,scale
H,Lu,decision_maker,4,2,5
H,Ma,influencer_a,5,5,5
";

const DEALS: &str = "\
account_id,name,kind,amount,stage,close_date
D,renewal,repeat,50000,Negotiation,2026-03-01
D,new line,new,25000,no such stage,2026-06-01
D,old tender,new,90000,Closed Lost,2025-06-01
H,study,new,90000,Proposal,2026-04-05
";

const ORDERS: &str = "\
customer id,order date,amount,profit
G,2025-12-31,40000,12000
G,2025-02-10,10000,2000
G,2024-08-10,70000,20000
";

const VISITS: &str = "\
account_id,visit date,key person
G,2025-12-01,x
G,2025-03-01,x
G,2024-09-01,x
";

fn list(desk: &Desk) {
    desk.text("list/accounts.csv", ACCOUNTS);
    desk.text("list/persons.csv", PERSONS);
    desk.text("list/persons_five.csv", FIVES);
    desk.text("list/opportunities.csv", DEALS);
    desk.text("list/orders.csv", ORDERS);
    desk.text("list/visits.csv", VISITS);
    desk.text("list/values.csv", "account_id,element,benefit_type,description,before,after,unit_value,our_cost\nA,time,lower_cost,x,9,2,100,50\n");
    desk.text("list/plan.csv", "account_id,part,text,amount\nA,budget,store,6000\n");
    desk.text(
        "base.toml",
        "cost_per_visit = 500\nfindings_shown = 40\nlaggard_visits_low = 0.2\n\n[resource.visits]\ncapacity = 97\nfloor_core = 4\n\n[resource.samples]\nunit_cost = 7\n",
    );
}

/// Every value of the JSON by its path; records are found by who they are, not by their place.
fn flat(value: &Value, path: &str, who: &str, into: &mut BTreeMap<(String, String), Value>) {
    let under = |key: &str| if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
    match value {
        Value::Object(parts) => parts.iter().for_each(|(key, part)| flat(part, &under(key), who, into)),
        Value::Array(records) if ["accounts", "persons", "resources", "opportunities"].contains(&path) => {
            for record in records {
                let name = format!("{} {}", record["account_id"], record["name"]);
                flat(record, path, &name, into);
            }
        }
        other => drop(into.insert((path.to_owned(), who.to_owned()), other.clone())),
    }
}

/// Fields that differ; all resources of an account are one kind.
fn moved(base: &Value, other: &Value) -> BTreeSet<String> {
    let (mut left, mut right) = (BTreeMap::new(), BTreeMap::new());
    flat(base, "", "", &mut left);
    flat(other, "", "", &mut right);
    let differs = |key: &&(String, String)| left.get(*key) != right.get(*key);
    // All of these rise and fall together.
    let whole = ["accounts.resources", "totals.segments", "totals.concentration", "totals.open_deals"];
    let kind = |path: &String| whole.into_iter().find(|w| path.starts_with(w)).unwrap_or(path).to_owned();
    left.keys()
        .chain(right.keys())
        .filter(differs)
        .map(|(path, _)| kind(path))
        .filter(|path| path != "checks")
        .collect()
}

fn json_of(desk: &Desk, args: &[&str]) -> Value {
    let mut all = vec!["list"];
    all.extend(args);
    let (code, json) = desk.plan(&all);
    assert_eq!(code, 0, "{args:?}: {:#}", json["issues"]);
    json
}

/// Fields that move together.
const GROUPS: &[(&str, &str)] = &[
    (
        "VALUE",
        "accounts.expected_value accounts.probability accounts.relative_value accounts.value_index accounts.cumulative_share totals.expected_value totals.concentration totals.segments",
    ),
    ("COST", "accounts.break_even_probability accounts.change.gap accounts.expected_roi"),
    (
        "DECISION",
        "accounts.decision accounts.decision_reason accounts.proposals accounts.resource_sub_strategies decisions",
    ),
    ("SEGMENT", "accounts.segment accounts.segment_reason totals.segments"),
    ("FLAGS", "accounts.flags accounts.proposals"),
    ("CONTACT", "persons.sub_strategies persons.sub_strategy persons.sub_strategy_trigger"),
];

/// Parameter, another value, and the fields that move.
const PARAMETERS: &[(&str, f64, &str)] = &[
    (
        "probability_repeat",
        0.4,
        "VALUE COST DECISION accounts.expected_value_assumed accounts.order accounts.probability_repeat accounts.rank accounts.resources persons.visits.recommended totals.expected_value_assumed",
    ),
    (
        "probability_new",
        0.15,
        "VALUE COST DECISION SEGMENT accounts.drag accounts.expected_value_assumed accounts.order accounts.probability_new accounts.rank accounts.resources issues opportunities.expected_value opportunities.probability persons.visits.recommended totals.expected_value_assumed",
    ),
    (
        "probability_high",
        0.6,
        "VALUE COST DECISION FLAGS accounts.expected_value_entered accounts.resources persons.visits.recommended totals.expected_value_entered",
    ),
    (
        "probability_medium",
        0.25,
        "VALUE COST DECISION accounts.expected_value_entered accounts.resources persons.visits.recommended totals.expected_value_entered",
    ),
    (
        "probability_low",
        0.1,
        "VALUE COST accounts.expected_value_entered accounts.resources decisions persons.visits.recommended totals.expected_value_entered",
    ),
    (
        "order_period_months",
        24.0,
        "accounts.annual_revenue accounts.break_even_probability accounts.derived accounts.expected_roi accounts.gross_profit accounts.margin accounts.net_contribution accounts.order_count decisions inputs issues totals.annual_revenue totals.concentration totals.gross_profit totals.history.months totals.margin totals.segments",
    ),
    (
        "core_share",
        0.1,
        "COST SEGMENT accounts.decision accounts.decision_reason accounts.proposals accounts.resources decisions persons.visits.recommended",
    ),
    ("growth_rank_share", 0.5, "SEGMENT accounts.drag accounts.resource_sub_strategies"),
    ("new_business_share", 5.0, "SEGMENT accounts.drag accounts.resource_sub_strategies"),
    ("growth_rate", 0.1, "SEGMENT accounts.drag accounts.resource_sub_strategies"),
    (
        "cost_per_visit",
        700.0,
        "COST DECISION accounts.change.threshold accounts.cost_to_serve accounts.net_contribution resources.unit_cost totals.cost_per_visit",
    ),
    ("concentration_share", 0.4, "totals.concentration"),
    ("laggard_visits_low", 0.4, "totals.diagnosis.laggard_visits"),
    ("laggard_visits_high", 0.25, "totals.diagnosis.laggard_visits"),
    ("laggard_profit_share", 0.01, "totals.diagnosis.laggard_profit"),
    (
        "high_score_ten",
        9.0,
        "FLAGS CONTACT accounts.commitment_index decisions persons.commitment persons.flags persons.route persons.visits.recommended",
    ),
    ("high_score_five", 5.0, "CONTACT accounts.commitment_index decisions persons.commitment persons.route"),
    ("stale_contact_days", 5.0, "FLAGS CONTACT persons.flags"),
    ("contradiction_probability", 0.9, "FLAGS decisions"),
    ("contradiction_index", -90.0, "FLAGS decisions"),
    ("accelerate_days", 70.0, "persons.sub_strategies"),
    (
        "visit_step",
        2.0,
        "COST DECISION accounts.change.threshold accounts.resources persons.visits.recommended resources.recommended resources.reserve resources.step",
    ),
    ("budget_step", 1000.0, "COST accounts.change.threshold accounts.resources decisions resources.step"),
    (
        "resource_step",
        5.0,
        "COST accounts.resources decisions resources.recommended resources.reserve resources.step",
    ),
    ("budget_unit_cost", 0.5, "COST DECISION accounts.change.threshold resources.unit_cost"),
    (
        "history_minimum",
        1.0,
        "VALUE COST DECISION SEGMENT accounts.assumed accounts.derived accounts.drag accounts.expected_value_assumed accounts.order accounts.probability_new accounts.rank accounts.resources issues opportunities.expected_value opportunities.probability opportunities.probability_assumed persons.visits.recommended totals.assumed_values totals.expected_value_assumed",
    ),
    ("decision_share", 3.0, "DECISION accounts.change.threshold"),
    ("decision_least", 3000.0, "DECISION accounts.change.threshold"),
    ("decision_due_days", 10.0, "decisions"),
    ("decisions_single", 0.0, "decisions"),
    ("decisions_per_account", 1.0, "decisions"),
    ("alliance_gate_level", 4.0, "accounts.alliance.gate_open accounts.proposals"),
    ("findings_shown", 3.0, "decisions"),
    // Only the workbook asks these.
    ("live_limit", 3.0, ""),
    ("top_accounts", 3.0, ""),
];

/// Parameters that ask for a past, or for nothing: parameter, another value, and a field that moves on the list
/// of `past` (or, for the last, on a list without resources).
const PAST: &[(&str, f64, &str)] = &[
    ("overdue_days", 20.0, "accounts.expected_value_overdue"),
    ("previous_window_slack", 0.0, "totals.history.previous_full"),
    ("profit_coverage", 0.5, "accounts.gross_profit"),
    ("data_age_months", 1.0, "issues"),
    ("back_test_share", 0.5, "totals.back_test.top"),
    ("basis_share", 0.9, "totals.basis"),
    ("over_served_visits", 40.0, "accounts.drag"),
    ("over_served_ratio", 0.01, "accounts.drag"),
    ("losing_drop", 0.05, "accounts.flags"),
    ("losing_rank_share", 1.0, "accounts.flags"),
    ("whitespace_products", 1.0, "accounts.whitespace"),
    ("whitespace_peers", 1.0, "accounts.whitespace"),
    ("whitespace_share", 1.0, "accounts.whitespace"),
    ("notional_visits", 50.0, "accounts.resources"),
];

/// Twelve accounts with orders of two years, a deal long overdue, and no resource.
fn past(desk: &Desk) {
    let mut accounts = "id,name,industry,visits,service_cost\n".to_owned();
    let mut orders = "account_id,date,amount,profit,product\n".to_owned();
    for i in 0..12 {
        let industry = if i % 2 == 0 { "steel" } else { "paper" };
        let visits = if i == 2 { 30 } else { 3 };
        accounts += &format!("{i:02},Account {i},{industry},{visits},1\n");
        let before = 1000 * (i + 1);
        let now = match i {
            10 => before * 8 / 10,
            5 => before / 2,
            _ => before,
        };
        let profit = |amount: i32| if i < 2 { String::new() } else { (amount / 10).to_string() };
        orders += &format!("{i:02},2024-03-01,{before},{},bolt\n", profit(before));
        orders += &format!("{i:02},2025-10-31,{},{},bolt\n", now * 6 / 10, profit(now * 6 / 10));
        let rest = if i == 3 { String::new() } else { profit(now * 4 / 10) };
        let product = if i < 4 { "gear" } else { "nut" };
        orders += &format!("{i:02},2025-06-30,{},{rest},{product}\n", now * 4 / 10);
    }
    orders += "11,2023-11-10,5,1,bolt\n";
    desk.text("past/accounts.csv", accounts);
    desk.text("past/orders.csv", orders);
    desk.text("past/deals.csv", "account_id,name,amount,stage,close_date\n00,late,100,Proposal,2025-12-20\n");
    desk.text("bare.csv", "Customer,Sales\nA,5\nB,4\n");
}

/// Table of the rules, a line of it, another line, and the fields that move.
const RULES: &[(&str, &str, &str, &str)] = &[
    (
        "role_weights",
        "approver = 5",
        "approver = 2",
        "accounts.commitment_index accounts.coverage decisions persons.visits.recommended",
    ),
    ("commitment_points", "champion = 2", "champion = 1", "accounts.commitment_index decisions"),
    ("visit_factors", "doubter = 1.5", "doubter = 9", "persons.visits.recommended"),
    ("matching_modes", "price = \"transactional\"", "price = \"strategic\"", "FLAGS accounts.matching_mode"),
    (
        "resource_sub_strategies.core",
        "invest = [\"expert_team\"",
        "invest = [\"roi\"",
        "accounts.resource_sub_strategies",
    ),
    (
        "resource_sub_strategies.growth",
        "invest = [\"consulting\"",
        "invest = [\"roi\"",
        "accounts.resource_sub_strategies",
    ),
    (
        "resource_sub_strategies.laggard",
        "low_cost_service = [\"negotiation\", \"internal_contact\"]",
        "low_cost_service = [\"roi\"]",
        "accounts.resource_sub_strategies",
    ),
    (
        "alliance_sub_strategies",
        "2 = [\"consultative_selling\"",
        "2 = [\"milestones\"",
        "accounts.alliance.sub_strategies",
    ),
    (
        "stages",
        "outcome = \"open\"\nprobability = 0.8",
        "outcome = \"open\"\nprobability = 0.75",
        "VALUE COST accounts.expected_value_derived accounts.resources decisions opportunities.expected_value opportunities.probability totals.expected_value_derived",
    ),
    (
        "stages",
        "probability = 0.6",
        "probability = 0.65",
        "VALUE COST accounts.expected_value_derived accounts.resources decisions opportunities.expected_value opportunities.probability persons.visits.recommended totals.expected_value_derived",
    ),
    (
        "outcome_words",
        "en = [\"lost\"",
        "en = [\"no such\", \"lost\"",
        "accounts.assumed accounts.break_even_probability accounts.change.gap accounts.cumulative_share accounts.expected_roi accounts.expected_value accounts.expected_value_assumed accounts.flags accounts.new_business accounts.order accounts.probability accounts.proposals accounts.rank accounts.relative_value accounts.resources accounts.sales_potential accounts.value_index decisions inputs issues opportunities.expected_value opportunities.outcome opportunities.probability opportunities.probability_assumed totals.assumed_values totals.concentration totals.expected_value totals.expected_value_assumed totals.history.lost totals.open_deals totals.sales_potential totals.segments",
    ),
];

fn check(what: &str, base: &Value, other: &Value, fields: &str) -> Option<String> {
    let group = |word| GROUPS.iter().find(|(name, _)| *name == word).map_or(word, |(_, members)| *members);
    let expected: BTreeSet<String> =
        fields.split_whitespace().flat_map(|w| group(w).split_whitespace()).map(str::to_owned).collect();
    let moved = moved(base, other);
    (moved != expected).then(|| format!("{what}: {}", moved.into_iter().collect::<Vec<_>>().join(" ")))
}

#[test]
fn each_parameter_moves_what_follows_from_it_and_nothing_else() {
    let desk = Desk::new();
    list(&desk);
    let base = json_of(&desk, &["--config", "base.toml"]);
    let settings = std::fs::read_to_string(desk.path("base.toml")).unwrap();
    let mut wrong = Vec::new();
    for (code, value, fields) in PARAMETERS {
        let rest: Vec<&str> = settings.lines().filter(|l| !l.starts_with(code)).collect();
        desk.text("own.toml", format!("{code} = {value}\n{}", rest.join("\n")));
        let other = json_of(&desk, &["--config", "own.toml"]);
        wrong.extend(check(code, &base, &other, fields));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let tested: BTreeSet<&str> = PARAMETERS.iter().chain(PAST).map(|(code, _, _)| *code).collect();
    let all: BTreeSet<&str> = Parameter::ALL.iter().map(|p| p.code()).collect();
    assert_eq!(tested, all, "a parameter without a test");
}

#[test]
fn each_parameter_of_the_past_moves_what_follows_from_it() {
    let desk = Desk::new();
    past(&desk);
    let plan = |list: &str, settings: &str| {
        desk.text("own.toml", settings);
        desk.plan(&[list, "--config", "own.toml"]).1
    };
    for (code, value, field) in PAST {
        let list = if *code == "notional_visits" { "bare.csv" } else { "past" };
        let moved = moved(&plan(list, ""), &plan(list, &format!("{code} = {value}\n")));
        assert!(moved.contains(*field), "{code}: {moved:?}");
    }
}

#[test]
fn each_table_of_the_rules_moves_what_follows_from_it_and_nothing_else() {
    let desk = Desk::new();
    list(&desk);
    let base = json_of(&desk, &["--config", "base.toml"]);
    let rules = include_str!("../../templates/rules.toml");
    let mut wrong = Vec::new();
    for (table, from, to, fields) in RULES {
        assert!(rules.contains(from), "{from}");
        desk.text("own/rules.toml", rules.replacen(from, to, 1));
        let other = json_of(&desk, &["--config", "base.toml", "--templates", "own"]);
        wrong.extend(check(&format!("{table}: {to}"), &base, &other, fields));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let tested: BTreeSet<&str> = RULES.iter().map(|(table, ..)| table.split('.').next().unwrap()).collect();
    let all: toml::Table = rules.parse().unwrap();
    assert_eq!(tested, all.keys().map(String::as_str).collect(), "a table without a test");
}
