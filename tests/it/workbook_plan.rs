//! The planning sheets of the workbook: alliance, customer value, goals, development plan. Recalculation
//! changes nothing, an edit gives what the program gives on the edited list, and what is written is read back.

use calamine::{Data, Reader, Xlsx};
use chrono::NaiveDate;
use keyplan::config::{Config, Parameter, Templates};
use keyplan::import::{ImportOptions, read_lists};
use keyplan::method::proposals::Proposal;
use keyplan::method::{AccountPlan, Plan, goals, plan, value};
use keyplan::model::{
    Account, Choice, EvidenceGrade, Field, Flag, GoalKind, IssueCode, Language, PlanItem, PlanPart,
    Portfolio, RecordKind, Segment,
};
use keyplan::sample::{SampleWords, sample};
use keyplan::workbook::{Formulas, WorkbookOptions, write, write_list};
use std::io::Cursor;
use std::path::Path;
use std::sync::LazyLock;

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::load(&Templates::default()).unwrap());

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 31).unwrap()
}

fn read(path: &Path) -> Portfolio {
    let inputs = [path.to_string_lossy().into_owned()];
    read_lists(&inputs, &ImportOptions::default(), &CONFIG).unwrap()
}

/// The plan of the demo's list.
fn demo(language: Language) -> Plan {
    let words = SampleWords::parse(&Templates::default().text("sample.toml").unwrap(), language).unwrap();
    let bytes = write_list(&sample(&words, today()), &CONFIG, language, today()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.xlsx");
    std::fs::write(&path, bytes).unwrap();
    plan(read(&path), &CONFIG, today())
}

fn options(formulas: Formulas) -> WorkbookOptions {
    WorkbookOptions { formulas, portfolio_name: "demo".to_owned(), ..WorkbookOptions::default() }
}

fn bytes(plan: &Plan, language: Language, formulas: Formulas) -> Vec<u8> {
    bytes_of(plan, language, &options(formulas))
}

fn bytes_of(plan: &Plan, language: Language, options: &WorkbookOptions) -> Vec<u8> {
    let mut buffer = Cursor::new(Vec::new());
    write(plan, &CONFIG, language, options, &mut buffer).unwrap();
    buffer.into_inner()
}

fn again(mut portfolio: Portfolio) -> Plan {
    portfolio.issues.clear();
    portfolio.rejected.clear();
    plan(portfolio, &CONFIG, today())
}

fn of<'a>(plan: &'a Plan, id: &str) -> &'a AccountPlan {
    plan.accounts.iter().find(|a| plan.record(a).id.as_deref() == Some(id)).unwrap()
}

fn id(portfolio: &Portfolio, account: usize) -> String {
    portfolio.accounts[account].id.clone().unwrap()
}

fn close(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0),
        (a, b) => a == b,
    }
}

/// A table in the engine: the columns of its headers, and its rows by the account's number.
struct Grid {
    header: i32,
}

impl Grid {
    /// The `nth` column of a header.
    fn column(&self, sheet: &crate::recalc::Sheet, header: &str, nth: usize) -> i32 {
        let mut found = (1..80).filter(|c| sheet.text(self.header, *c) == header);
        found.nth(nth).unwrap_or_else(|| panic!("no column {header}"))
    }

    /// The row that has all of these texts in these columns.
    fn row(&self, sheet: &crate::recalc::Sheet, texts: &[(i32, &str)]) -> i32 {
        let fits = |r: &i32| texts.iter().all(|(c, text)| sheet.text(*r, *c) == *text);
        (self.header + 1..2_000).find(fits).unwrap_or_else(|| panic!("no row {texts:?}"))
    }
}

fn shown(number: Option<f64>) -> String {
    number.map_or(String::new(), |n| n.to_string())
}

#[test]
fn recalculation_of_the_planning_sheets_changes_nothing() {
    // Live, the demo's own command is recalculated in both languages (`plan`).
    let found = crate::recalc::recalculate(&bytes(&demo(Language::En), Language::En, Formulas::Values));
    for (place, formula, was, is) in found.differences.iter().take(20) {
        eprintln!("{place}: {formula}\n    was {was}\n    is  {is}");
    }
    assert_eq!(found.differences.len(), 0, "of {} formulas", found.formulas);
}

#[test]
fn the_demo_has_every_planning_sheet_and_a_bare_list_has_the_forms() {
    let config = &CONFIG.en;
    let keys = ["alliance", "customer_value", "goals", "development_plan"];
    let sheets = |plan: &Plan| {
        Xlsx::new(Cursor::new(bytes(plan, Language::En, Formulas::Auto))).unwrap().sheet_names()
    };
    let full = sheets(&demo(Language::En));
    let account = Account { name: "Acme".to_owned(), annual_revenue: Some(5.0), ..Account::default() };
    let bare = again(Portfolio { accounts: vec![account], ..Portfolio::default() });
    let without = sheets(&bare);
    for key in keys {
        let name = config.value("sheet", key).to_owned();
        assert!(full.contains(&name), "{name} is not in {full:?}");
        assert!(without.contains(&name), "{name} is a form");
    }
    // The Overview says what would fill the sheets.
    let named: Vec<&str> = bare.gaps.iter().map(|g| g.code()).collect();
    for gap in ["alliance", "values", "costs", "goals", "plan_items"] {
        assert!(named.contains(&gap), "{gap} is not in {named:?}");
    }
}

#[test]
fn value_and_cost_follow_what_is_entered() {
    let before = demo(Language::En);
    let mut portfolio = before.portfolio.clone();
    let mut sheet = crate::recalc::Sheet::open(&bytes(&before, Language::En, Formulas::Live), 0);
    sheet.turn("Customer value");
    let grid = Grid { header: 21 };
    let header = |kind, field| CONFIG.en.field(kind, field).to_owned();
    let value = |field| grid.column(&sheet, &header(RecordKind::Values, field), 0);
    let [before_at, after_at, share_at, what] =
        [Field::Before, Field::After, Field::Attribution, Field::Description].map(value);
    let cost = |field| grid.column(&sheet, &header(RecordKind::Costs, field), 0);
    let [ours_at, other_at, item] = [Field::CostOurs, Field::CostAlternative, Field::Category].map(cost);
    let cost_ids = grid.column(&sheet, "Account ID", 1);
    for at in 0..portfolio.values.len() {
        let id = id(&portfolio, portfolio.values[at].account);
        let entry = &mut portfolio.values[at];
        let row = grid.row(&sheet, &[(1, &id), (what, entry.description.as_deref().unwrap())]);
        if at % 3 == 0 {
            entry.before = entry.before.map(|v| v * 1.5 + 1.0);
            sheet.enter(row, before_at, &shown(entry.before));
        }
        if at % 4 == 1 {
            entry.attribution = (at % 8 == 1).then_some(0.35);
            sheet.enter(row, share_at, &shown(entry.attribution));
        }
        if at % 5 == 2 {
            entry.after = (at % 10 == 2).then_some(7.0);
            sheet.enter(row, after_at, &shown(entry.after));
        }
    }
    for at in 0..portfolio.costs.len() {
        let id = id(&portfolio, portfolio.costs[at].account);
        let entry = &mut portfolio.costs[at];
        let row = grid.row(&sheet, &[(cost_ids, &id), (item, entry.category.as_deref().unwrap())]);
        if at % 3 == 1 {
            entry.ours = Some(at as f64 * 1_000.0);
            sheet.enter(row, ours_at, &shown(entry.ours));
        }
        if at % 7 == 2 {
            entry.alternative = None;
            sheet.enter(row, other_at, "");
        }
    }
    sheet.evaluate();
    let after = again(portfolio);
    let moved = |a: &&AccountPlan| a.value != of(&before, &id(&after.portfolio, a.account)).value;
    assert!(after.accounts.iter().filter(moved).count() > 5, "the edits move values");
    let totals = |header: &str, nth| grid.column(&sheet, header, nth);
    let ids = totals("Account ID", 2);
    for account in &after.accounts {
        let id = id(&after.portfolio, account.account);
        if account.value.incomplete == 0 && account.value.value.is_none() && account.iceberg.is_none() {
            continue;
        }
        let row = grid.row(&sheet, &[(ids, &id)]);
        let iceberg = account.iceberg;
        let expected = [
            (totals("Value a year", 1), account.value.value),
            (totals("Our cost", 1), account.value.our_cost),
            (totals("Net value", 1), account.value.net),
            (totals("Acquisition (ours)", 0), iceberg.and_then(|i| Some(i.ours?.acquisition))),
            (totals("Acquisition (alternative)", 0), iceberg.and_then(|i| Some(i.alternative?.acquisition))),
            (totals("Ownership (ours)", 0), iceberg.and_then(|i| Some(i.ours?.ownership))),
            (totals("Ownership (alternative)", 0), iceberg.and_then(|i| Some(i.alternative?.ownership))),
            (totals("Saving in all", 0), iceberg.and_then(|i| i.saving())),
            (totals("Under water (ours)", 0), iceberg.and_then(|i| i.ours?.under_water())),
        ];
        for (column, wanted) in expected {
            let found = sheet.number(row, column);
            assert!(close(found, wanted), "{id}, column {column}: {found:?} for {wanted:?}");
        }
    }
    summary_agrees(&sheet, &after);
}

/// The summary on top: net value by element and grade.
fn summary_agrees(sheet: &crate::recalc::Sheet, after: &Plan) {
    let top = Grid { header: 4 };
    let label = top.column(sheet, "IMPACT element", 0);
    for element in keyplan::model::ImpactElement::ALL {
        let row = top.row(sheet, &[(label, CONFIG.en.value("impact", element.code()))]);
        for (at, grade) in (1..).zip(EvidenceGrade::ALL) {
            let items = after.portfolio.values.iter().filter(|v| {
                v.element == Some(*element) && v.evidence.unwrap_or(EvidenceGrade::Estimated) == *grade
            });
            let net: f64 = items.filter_map(|v| value::item_value(v).net).sum();
            assert!(close(sheet.number(row, label + at), Some(net)), "{element} {grade}");
        }
    }
}

#[test]
fn goals_and_overdue_items_follow_what_is_entered() {
    let before = demo(Language::En);
    let mut portfolio = before.portfolio.clone();
    let mut sheet = crate::recalc::Sheet::open(&bytes(&before, Language::En, Formulas::Live), 0);
    sheet.turn("Goals");
    let grid = Grid { header: 3 };
    let (kind, actual) = (grid.column(&sheet, "Goal kind", 0), grid.column(&sheet, "Actual", 0));
    let row_of = |sheet: &crate::recalc::Sheet, portfolio: &Portfolio, at: usize| {
        let goal = &portfolio.goals[at];
        let word = CONFIG.en.value("goal_kind", goal.kind.unwrap().code());
        grid.row(sheet, &[(1, &id(portfolio, goal.account)), (kind, word)])
    };
    for at in (0..portfolio.goals.len()).filter(|at| at % 2 == 0) {
        let row = row_of(&sheet, &portfolio, at);
        let goal = &mut portfolio.goals[at];
        goal.actual = (at % 6 != 0).then(|| goal.target.unwrap_or(1.0) * if at % 4 == 0 { 1.1 } else { 0.7 });
        sheet.enter(row, actual, &shown(goal.actual));
    }
    sheet.evaluate();
    let (progress, now) = (grid.column(&sheet, "Progress", 0), grid.column(&sheet, "Judged", 0));
    for at in 0..portfolio.goals.len() {
        let (row, goal) = (row_of(&sheet, &portfolio, at), &portfolio.goals[at]);
        assert!(close(sheet.number(row, progress), goals::progress(goal)), "progress of {goal:?}");
        let word = CONFIG.en.value("goal_status", goals::status(goal, today()).code());
        assert_eq!(sheet.text(row, now), word, "{goal:?}");
    }
    sheet.turn("Development plan");
    let (text, due) = (grid.column(&sheet, "Plan item", 0), grid.column(&sheet, "Due date", 0));
    for at in (0..portfolio.plan_items.len()).filter(|at| at % 3 == 0) {
        let id = id(&portfolio, portfolio.plan_items[at].account);
        let item = &mut portfolio.plan_items[at];
        if item.text.is_empty() {
            continue;
        }
        let row = grid.row(&sheet, &[(1, &id), (text, &item.text)]);
        item.due = NaiveDate::from_ymd_opt(2025, 12, 24);
        sheet.enter(row, due, "46015");
    }
    sheet.evaluate();
    let after = again(portfolio);
    let (accounts, count) = (grid.column(&sheet, "Account", 1), grid.column(&sheet, "Overdue items", 0));
    let mut moved = 0;
    for account in &after.accounts {
        let row = grid.row(&sheet, &[(accounts, &after.record(account).name)]);
        let overdue = account.completeness.as_ref().unwrap().overdue;
        assert_eq!(sheet.number(row, count), Some(f64::from(overdue)), "{}", after.record(account).name);
        let was = &of(&before, &id(&after.portfolio, account.account)).completeness;
        moved += usize::from(was.as_ref().unwrap().overdue != overdue);
    }
    assert!(moved > 5);
}

#[test]
fn alliances_follow_what_is_entered() {
    let before = demo(Language::En);
    let mut portfolio = before.portfolio.clone();
    let mut sheet = crate::recalc::Sheet::open(&bytes(&before, Language::En, Formulas::Live), 0);
    sheet.turn("Alliance");
    let grid = Grid { header: 8 };
    let field = |f| CONFIG.en.field(RecordKind::Accounts, f);
    let conditions = [
        Field::Condition1,
        Field::Condition2,
        Field::Condition3,
        Field::Condition4,
        Field::Condition5,
        Field::Condition6,
    ];
    let columns = conditions.map(|f| grid.column(&sheet, field(f), 0));
    let target = grid.column(&sheet, field(Field::AllianceTarget), 0);
    let ids = grid.column(&sheet, field(Field::Id), 0);
    for (at, account) in portfolio.accounts.iter_mut().enumerate().filter(|(at, _)| at % 2 == 0) {
        let row = grid.row(&sheet, &[(ids, account.id.as_deref().unwrap())]);
        for (place, column) in columns.into_iter().enumerate() {
            let met = match (at + place) % 5 {
                0 => None,
                1 => Some(at % 3 == 0),
                _ => Some(true),
            };
            let met = if at % 8 == 0 { Some(true) } else { met };
            account.conditions[place] = met;
            sheet.enter(row, column, met.map_or("", |m| if m { "Yes" } else { "No" }));
        }
        if at % 6 == 0 {
            account.alliance_target = (at % 12 == 0).then_some(4);
            sheet.enter(row, target, if at % 12 == 0 { "Partner" } else { "" });
        }
    }
    sheet.evaluate();
    let after = again(portfolio);
    let column = |header: &str| grid.column(&sheet, header, 0);
    let (readiness, gate, next) = (column("Readiness"), column("Gate"), column("Next step"));
    let proposed = column("Sub-strategies proposed");
    let level = |l: u8| CONFIG.en.value("alliance", &l.to_string());
    let mut open = 0;
    for account in &after.accounts {
        let (record, found) = (after.record(account), &account.alliance);
        let row = grid.row(&sheet, &[(ids, record.id.as_deref().unwrap())]);
        assert!(close(sheet.number(row, readiness), found.readiness), "{}", record.name);
        let word = match (record.alliance_target, found.gate_open) {
            (None, _) => "",
            (_, None) => "–",
            (_, Some(true)) => "open",
            (_, Some(false)) => "closed",
        };
        open += usize::from(word == "open");
        assert_eq!(sheet.text(row, gate), word, "{}", record.name);
        let step = found.next_step.map_or(String::new(), |(a, b)| format!("{} → {}", level(a), level(b)));
        assert_eq!(sheet.text(row, next), step, "{}", record.name);
        let ways = found.sub_strategies.iter().map(|s| CONFIG.en.value("alliance_sub_strategy", s.code()));
        assert_eq!(sheet.text(row, proposed), ways.collect::<Vec<_>>().join(", "), "{}", record.name);
    }
    assert!(open > 3);
}

/// Copies the named tables of a workbook, one a sheet, as somebody would who saves them as a list.
fn copied(written: &[u8], tables: &[&str], path: &Path) {
    let mut book = Xlsx::new(Cursor::new(written)).unwrap();
    book.load_tables().unwrap();
    let mut list = rust_xlsxwriter::Workbook::new();
    let date = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
    for name in tables {
        let table = book.table_by_name(name).unwrap();
        let sheet = list.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (column, header) in (0_u16..).zip(table.columns()) {
            sheet.write_string(0, column, header).unwrap();
        }
        for (row, cells) in (1_u32..).zip(table.data().rows()) {
            for (column, cell) in (0_u16..).zip(cells) {
                match cell {
                    Data::Float(n) => drop(sheet.write_number(row, column, *n).unwrap()),
                    Data::Int(n) => drop(sheet.write_number(row, column, *n as f64).unwrap()),
                    Data::DateTime(when) => {
                        sheet.write_number_with_format(row, column, when.as_f64(), &date).unwrap();
                    }
                    Data::Empty => {}
                    other => drop(sheet.write_string(row, column, other.to_string()).unwrap()),
                }
            }
        }
    }
    list.save(path).unwrap();
}

/// Records with the number of their account instead of its place, without where they were read.
fn said<T: Clone + std::fmt::Debug>(
    portfolio: &Portfolio,
    rows: &[T],
    of: impl Fn(&mut T) -> (&mut usize, &mut keyplan::model::SourceRow),
) -> Vec<String> {
    let mut said: Vec<String> = rows
        .iter()
        .map(|row| {
            let mut row = row.clone();
            let (account, source) = of(&mut row);
            let id = id(portfolio, *account);
            (*account, *source) = (0, keyplan::model::SourceRow { sheet: 0, row: 0 });
            format!("{id} {row:?}")
        })
        .collect();
    said.sort();
    said
}

#[test]
fn what_is_written_is_read_back() {
    for language in [Language::Zh, Language::En] {
        let before = demo(language);
        let written = bytes(&before, language, Formulas::Auto);
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.xlsx");
        copied(&written, &["Alliance", "ValueItems", "CostItems", "Goals", "PlanItems"], &path);
        let (old, new) = (&before.portfolio, read(&path));
        let kinds: Vec<RecordKind> = new.sheets.iter().map(|s| s.kind).collect();
        let wanted = [
            RecordKind::Accounts,
            RecordKind::Values,
            RecordKind::Costs,
            RecordKind::Goals,
            RecordKind::PlanItems,
        ];
        assert_eq!(kinds, wanted);
        let values = |p: &Portfolio| said(p, &p.values, |v| (&mut v.account, &mut v.source));
        let costs = |p: &Portfolio| said(p, &p.costs, |v| (&mut v.account, &mut v.source));
        let goals = |p: &Portfolio| said(p, &p.goals, |v| (&mut v.account, &mut v.source));
        let items = |p: &Portfolio| said(p, &p.plan_items, |v| (&mut v.account, &mut v.source));
        assert_eq!(values(old), values(&new));
        assert_eq!(costs(old), costs(&new));
        assert_eq!(goals(old), goals(&new));
        assert_eq!(items(old), items(&new));
        let texts = [
            Field::AllianceSubStrategy,
            Field::AllianceReason,
            Field::AllianceGoals,
            Field::AllianceFeasibility,
            Field::AllianceObstacles,
            Field::AllianceWays,
            Field::Action1,
            Field::Action2,
            Field::Action3,
        ];
        let alliance = |p: &Portfolio| {
            let one = |a: &Account| {
                let texts = texts.map(|f| a.details.get(f).map(str::to_owned));
                format!(
                    "{:?} {:?} {:?} {:?} {texts:?}",
                    a.id, a.alliance_level, a.alliance_target, a.conditions
                )
            };
            let mut all: Vec<String> = p.accounts.iter().map(one).collect();
            all.sort();
            all
        };
        assert_eq!(alliance(old), alliance(&new));
        // Proposals without a choice are made anew, and empty rows of the forms say nothing: no other row is lost.
        let top = CONFIG.settings.get(Parameter::TopAccounts) as usize;
        let (mut goals_left, mut parts_left) = (0, 0);
        for account in before.accounts.iter().take(top) {
            let has_goal =
                |kind| old.goals.iter().any(|g| g.account == account.account && g.kind == Some(kind));
            goals_left += GoalKind::ALL.iter().filter(|kind| !has_goal(**kind)).count();
            let has_part =
                |part| old.plan_items.iter().any(|i| i.account == account.account && i.part == Some(part));
            // The preparation has five topics.
            let rows = |part: &PlanPart| if *part == PlanPart::Preparation { 5 } else { 1 };
            parts_left += PlanPart::ALL.iter().filter(|part| !has_part(**part)).map(rows).sum::<usize>();
        }
        let shown = |a: &AccountPlan| {
            let served = |p: &&Proposal| a.segment != Segment::Laggard || matches!(p, Proposal::Decision(_));
            a.proposals.iter().filter(served).take(3).count()
        };
        let proposed: usize = before.accounts.iter().map(shown).sum();
        assert!(parts_left > 0);
        assert_eq!(new.sheets[3].rows.ignored, goals_left as u64);
        assert_eq!(new.sheets[4].rows.ignored, (proposed + parts_left) as u64);
        let other: Vec<&IssueCode> = new
            .issues
            .iter()
            .map(|i| &i.code)
            .filter(|c| c.severity() != keyplan::model::Severity::Info)
            .collect();
        assert!(other.is_empty(), "{other:?}");
    }
}

/// Rows of a plan sheet as a person leaves them, read and planned again.
#[test]
fn a_choice_beside_a_proposal_is_kept() {
    let text = |p: Proposal| CONFIG.en.text(&format!("proposal.{}", p.code())).to_owned();
    let (champion, approver) = (Proposal::Flag(Flag::NoChampion), Proposal::Flag(Flag::NoApprover));
    let decision_maker = Proposal::Flag(Flag::NoDecisionMaker);
    let rows = format!(
        "Account,Plan part,Plan item,Proposal,Choice,Responsible\n\
         A,Actions,,{c},Accept,\n\
         B,Actions,,{c},Dismiss,\n\
         C,Actions,,{c},,\n\
         D,Actions,,{c},,Li\n\
         E,Actions,,{c},Ask the plant manager,\n\
         F,Actions,Lunch with Ann,{c},Accept,\n",
        c = text(champion)
    );
    let folder = tempfile::tempdir().unwrap();
    let inputs = ["a.csv", "p.csv", "k.csv"].map(|n| folder.path().join(n).to_string_lossy().into_owned());
    std::fs::write(&inputs[0], "Customer,Sales\nA,6\nB,5\nC,4\nD,3\nE,2\nF,1\n").unwrap();
    std::fs::write(&inputs[1], rows).unwrap();
    let persons: String =
        ["A", "B", "C", "D", "E", "F"].map(|a| format!("{a},Zoe {a},Gatekeeper,2,2\n")).concat();
    std::fs::write(&inputs[2], format!("Account,Key person,Decision role,Receptivity,Dynamics\n{persons}"))
        .unwrap();
    let portfolio = read_lists(&inputs, &ImportOptions::default(), &CONFIG).unwrap();
    let plan = plan(portfolio, &CONFIG, today());
    let item = |name: &str| -> Option<&PlanItem> {
        plan.portfolio.plan_items.iter().find(|i| plan.portfolio.accounts[i.account].name == name)
    };
    let named = |name: &str| plan.accounts.iter().find(|a| plan.record(a).name == name).unwrap();
    let entered = |name: &str| plan.plan_items_of(named(name)).len();
    for (name, wanted, choice) in [
        ("A", text(champion), Some(Choice::Accept)),
        ("D", text(champion), None),
        ("E", "Ask the plant manager".to_owned(), None),
        ("F", "Lunch with Ann".to_owned(), Some(Choice::Accept)),
    ] {
        let found = item(name).unwrap();
        assert_eq!((found.text.as_str(), found.choice), (wanted.as_str(), choice), "{name}");
        assert_eq!(entered(name), 1, "{name}");
    }
    assert_eq!(item("B").unwrap().choice, Some(Choice::Dismiss));
    assert_eq!(entered("B"), 0, "a dismissed proposal is no part of the plan");
    assert!(item("C").is_none(), "an open proposal is made anew");
    for name in ["A", "B", "D", "E", "F"] {
        assert!(!named(name).proposals.contains(&champion), "{name}: proposed again");
    }
    assert!(named("C").proposals.contains(&champion));
    assert!(named("B").proposals.contains(&approver) && named("B").proposals.contains(&decision_maker));
    let codes: Vec<IssueCode> = plan.issues().iter().map(|i| i.code).collect();
    assert!(codes.contains(&IssueCode::ProposalRenewed) && !codes.contains(&IssueCode::UnknownWord));
}

/// Tables of thousands of rows are written without table references; accounts without data are left out.
#[test]
fn large_planning_tables_recalculate_too() {
    let mut portfolio = demo(Language::En).portfolio;
    let (values, items) = (portfolio.values.clone(), portfolio.plan_items.clone());
    let (costs, goals) = (portfolio.costs.clone(), portfolio.goals.clone());
    for round in 0..60_usize {
        portfolio.values.extend(values.iter().cloned());
        portfolio.plan_items.extend(items.iter().cloned());
        if round < 2 {
            portfolio.costs.extend(costs.iter().cloned());
        }
        portfolio.goals.extend(goals.iter().cloned());
    }
    portfolio.goals.extend(goals.iter().cycle().take(3_000).cloned());
    portfolio.values.extend(values.iter().cycle().take(3_000).cloned());
    for at in 0..5_000_u32 {
        let name = format!("Small {at}");
        let alliance_level = (at % 900 == 0).then_some(1);
        portfolio.accounts.push(Account { name, alliance_level, ..Account::default() });
    }
    let large = again(portfolio);
    let written = bytes(&large, Language::En, Formulas::Values);
    let found = crate::recalc::recalculate(&written);
    for (place, formula, was, is) in found.differences.iter().take(20) {
        eprintln!("{place}: {formula}\n    was {was}\n    is  {is}");
    }
    assert_eq!(found.differences.len(), 0, "of {} formulas", found.formulas);
    let mut book = Xlsx::new(Cursor::new(&written[..])).unwrap();
    let alliance = book.worksheet_range("Alliance").unwrap();
    assert_eq!(alliance.get_size().0, 8 + 60 + 6, "accounts with alliance data");
    let said = |c: u32| {
        alliance.get_value((1, c)).is_some_and(|n| n.to_string().starts_with("4994 accounts without"))
    };
    assert!((0..10).any(said), "accounts without alliance data");
    let rows = book.worksheet_range("Development plan").unwrap().get_size().0;
    let proposals: usize =
        large.accounts.iter().take_while(|a| a.order <= 60).map(|a| a.proposals.len()).sum();
    // The nine parts, the first with its five topics, of the accounts of highest rank stand ready.
    let unfilled = 13 * CONFIG.settings.get(Parameter::TopAccounts) as usize;
    let entered = large.portfolio.plan_items.len();
    assert!(rows > entered && rows < entered + proposals + unfilled + 4);
}

#[test]
fn a_table_without_rows_says_so_and_sums_to_nothing() {
    let full = demo(Language::En).portfolio;
    let without_values = Portfolio { values: Vec::new(), plan_items: Vec::new(), ..full.clone() };
    let without_costs = Portfolio { costs: Vec::new(), goals: Vec::new(), ..full };
    for portfolio in [without_values, without_costs] {
        let bare = again(Portfolio { persons: Vec::new(), opportunities: Vec::new(), ..portfolio });
        // No account has a form that stands ready.
        let none = WorkbookOptions { top: Some(0), ..options(Formulas::Live) };
        let written = bytes_of(&bare, Language::En, &none);
        assert_eq!(crate::recalc::recalculate(&written).differences, []);
        let mut book = Xlsx::new(Cursor::new(&written[..])).unwrap();
        let value = book.worksheet_range("Customer value").unwrap();
        let empty = if bare.portfolio.values.is_empty() { 0 } else { 23 };
        assert_eq!(value.get_value((21, empty)), Some(&Data::String("none".to_owned())));
    }
}
