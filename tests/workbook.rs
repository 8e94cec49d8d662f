//! The planning workbook: recalculation by an independent engine changes nothing, the same plan gives
//! the same bytes, and nothing in it is an error.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod recalc;

use chrono::NaiveDate;
use keyplan::config::{Config, Templates};
use keyplan::method::{Plan, PotentialSource, plan};
use keyplan::model::{
    Account, CellPlace, ColumnReading, CommitmentLevel, Details, Field, InputFile, Issue, IssueCode,
    KeyPerson, Language, Note, Opportunity, OpportunityKind, Portfolio, RecordKind, RejectedRow, Role,
    RowCounts, Scale, Score, SheetReading, SourceRow,
};
use keyplan::workbook::{Formulas, WorkbookOptions, write};
use std::io::Cursor;
use std::sync::LazyLock;

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::load(&Templates::default()).unwrap());

struct Sequence(std::cell::Cell<u64>);

impl Sequence {
    fn unit(&self) -> f64 {
        let next =
            self.0.get().wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0.set(next);
        (next >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn some(&self, chance: f64, value: f64) -> Option<f64> {
        (self.unit() < chance).then_some(value)
    }
}

const NAMES: [&str; 10] = [
    "华东精密制造有限公司",
    "北方重工集团",
    "=1+1 Holdings",
    "南海电子科技股份有限公司",
    "Müller & Söhne GmbH",
    "360",
    "深圳市前海未来智能装备制造与供应链管理有限公司",
    "O'Neill \"Quoted\" Ltd",
    "西部能源",
    "@home Services",
];

fn account(random: &Sequence, at: usize) -> Account {
    let revenue = (random.unit().powi(4) * 5e7).round() + 1000.0;
    let mut details = Details::default();
    details.set(Field::Region, ["华东", "华南", "华北", "西南"][at % 4]);
    details.set(Field::Owner, ["王芳", "李强", "Chen Wei"][at % 3]);
    let one = random.unit() < 0.5;
    Account {
        id: Some(format!("{:05}", 10_000 + at)),
        name: if at < NAMES.len() { NAMES[at].to_owned() } else { format!("客户{at:04}有限公司") },
        details,
        annual_revenue: random.some(0.9, revenue),
        gross_profit: random.some(0.8, (revenue * (random.unit() * 0.5 - 0.08)).round()),
        growth_rate: random.some(0.6, (random.unit() * 60.0 - 20.0).round() / 100.0),
        repeat_sales: random.some(0.7, (revenue * 0.8).round()),
        new_business: random.some(0.5, (revenue * random.unit()).round()),
        probability: if one { random.some(0.8, (random.unit() * 20.0).round() / 20.0) } else { None },
        visits: random.some(0.9, (random.unit() * 30.0).round()),
        service_cost: random.some(0.6, (revenue * 0.05).round()),
        support_cost: random.some(0.5, (revenue * 0.03).round()),
        extra: vec![(0, format!("备注 {at}")), (1, "-1".to_owned())],
        source: SourceRow { sheet: 0, row: at as u32 + 4 },
        ..Account::default()
    }
}

fn person(random: &Sequence, account: usize, at: usize) -> KeyPerson {
    let mut details = Details::default();
    details.set(Field::Title, ["采购总监", "总经理", "IT经理", "财务副总裁"][at % 4]);
    details.set(Field::PriorityFocus, ["成本", "交期", "质量"][at % 3]);
    let scale = [Some(Scale::Ten), Some(Scale::Five), Some(Scale::Words), None][at % 4];
    let score = || match scale {
        Some(Scale::Words) => Some(if random.unit() < 0.5 { Score::High } else { Score::Low }),
        Some(Scale::Five) => random.some(0.9, (random.unit() * 4.0).round() + 1.0).map(Score::Number),
        _ => random.some(0.9, (random.unit() * 9.0).round() + 1.0).map(Score::Number),
    };
    KeyPerson {
        account,
        name: format!("{}{}", ["张伟", "刘洋", "Anna Schmidt", "赵敏"][at % 4], at),
        details,
        role: Role::ALL[at % Role::ALL.len()],
        receptivity: score(),
        dynamics: score(),
        scale,
        stated_commitment: at.is_multiple_of(5).then_some(CommitmentLevel::Supporter),
        visits: Some((at % 12) as f64),
        last_contact: NaiveDate::from_ymd_opt(2025, 1 + (at % 12) as u32, 15),
        source: SourceRow { sheet: 1, row: at as u32 + 2 },
    }
}

fn opportunity(random: &Sequence, account: usize, at: usize) -> Opportunity {
    Opportunity {
        account,
        name: Some(format!("项目 {at}")),
        kind: [None, Some(OpportunityKind::Repeat), Some(OpportunityKind::New)][at % 3],
        amount: random.some(0.9, (random.unit() * 2e6).round()),
        stage: Some(["方案报价", "谈判", "赢单", "输单", "自定义阶段", "线索"][at % 6].to_owned()),
        probability: random.some(0.3, 0.55),
        close_date: NaiveDate::from_ymd_opt(2026, 3, 1 + (at % 28) as u32),
        source: SourceRow { sheet: 2, row: at as u32 + 2 },
    }
}

fn reading(name: &str, kind: RecordKind, planned: u64, rejected: u64) -> SheetReading {
    let column = |at, header: &str, field| ColumnReading {
        column: at,
        header: header.to_owned(),
        field,
        unit: 1.0,
        confidence: 1.0,
    };
    SheetReading {
        input: 0,
        name: name.to_owned(),
        kind,
        reason: Note::default(),
        header_row: Some(1),
        columns: vec![
            column(0, "客户名称", Some(Field::Name)),
            column(1, "重复销售(万元)", Some(Field::RepeatSales)),
        ],
        rows: RowCounts { read: planned + rejected, planned, rejected, ..RowCounts::default() },
    }
}

/// A portfolio of every kind of row: `n` accounts, three key persons each.
fn sample(n: usize) -> Plan {
    let random = Sequence(std::cell::Cell::new(7));
    let accounts: Vec<Account> = (0..n).map(|at| account(&random, at)).collect();
    let persons: Vec<KeyPerson> = (0..n * 3).map(|at| person(&random, (at * 7) % n.max(1), at)).collect();
    let opportunities: Vec<Opportunity> =
        (0..n / 2).map(|at| opportunity(&random, (at * 3) % n, at)).collect();
    let place = CellPlace { input: Some(0), sheet: Some(0), row: Some(5), column: Some(1) };
    let mut issue = Issue::new(IssueCode::UnreadableAmount, place);
    issue.header = Some("重复销售(万元)".to_owned());
    issue.value = Some("=待定".to_owned());
    let portfolio = Portfolio {
        inputs: vec![InputFile { path: "/data/客户名单.xlsx".to_owned(), error: None }],
        sheets: vec![
            reading("客户", RecordKind::Accounts, n as u64, 1),
            reading("关键人物", RecordKind::Persons, n as u64 * 3, 0),
            reading("商机", RecordKind::Opportunities, n as u64 / 2, 0),
        ],
        accounts,
        persons,
        opportunities,
        extra_columns: vec!["备注[内部]".to_owned(), "期望价值".to_owned()],
        issues: vec![issue],
        rejected: vec![RejectedRow {
            source: SourceRow { sheet: 0, row: 5 },
            issue: 0,
            cells: vec![(0, "坏行公司".to_owned()), (1, "=待定".to_owned())],
        }],
        language: Language::Zh,
        ..Portfolio::default()
    };
    plan(portfolio, &CONFIG, NaiveDate::from_ymd_opt(2026, 1, 31).unwrap())
}

fn options(formulas: Formulas) -> WorkbookOptions {
    WorkbookOptions { formulas, protect: false, portfolio_name: "示例组合".to_owned() }
}

fn bytes(plan: &Plan, language: Language, options: &WorkbookOptions) -> Vec<u8> {
    let mut buffer = Cursor::new(Vec::new());
    write(plan, &CONFIG, language, options, &mut buffer).unwrap();
    buffer.into_inner()
}

fn unchanged(plan: &Plan, language: Language, formulas: Formulas) -> usize {
    let written = bytes(plan, language, &options(formulas));
    if let Ok(folder) = std::env::var("KEYPLAN_KEEP") {
        let name = format!("{folder}/plan_{}_{language}_{formulas:?}.xlsx", plan.accounts.len());
        std::fs::write(name, &written).unwrap();
    }
    let found = recalc::recalculate(&written);
    for (place, formula, was, is) in found.differences.iter().take(20) {
        eprintln!("{place}: {formula}\n    was {was}\n    is  {is}");
    }
    assert_eq!(found.differences.len(), 0, "of {} formulas", found.formulas);
    found.formulas
}

#[test]
fn recalculation_changes_nothing() {
    let plan = sample(60);
    for language in [Language::Zh, Language::En] {
        assert!(unchanged(&plan, language, Formulas::Live) > 1_000);
        assert!(unchanged(&plan, language, Formulas::Values) > 200);
    }
}

#[test]
fn an_empty_and_a_bare_list_still_make_a_workbook() {
    let mut plan = sample(3);
    plan.portfolio.accounts.truncate(0);
    let empty = keyplan::method::plan(
        Portfolio { accounts: vec![], persons: vec![], opportunities: vec![], ..plan.portfolio },
        &CONFIG,
        plan.today,
    );
    unchanged(&empty, Language::Zh, Formulas::Auto);
    let named = Account { name: "Only a name".to_owned(), ..Account::default() };
    let bare =
        keyplan::method::plan(Portfolio { accounts: vec![named], ..empty.portfolio }, &CONFIG, plan.today);
    unchanged(&bare, Language::En, Formulas::Auto);
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = sample(40);
    let first = bytes(&plan, Language::Zh, &options(Formulas::Auto));
    let again = bytes(&plan, Language::Zh, &options(Formulas::Auto));
    assert!(first == again);
}

/// What a person changes in the workbook gives what the program gives on the changed list.
#[test]
fn edits_recalculate_as_the_program_does() {
    let before = sample(60);
    let written = bytes(&before, Language::En, &options(Formulas::Live));
    let mut sheet = recalc::Sheet::open(&written, 1);
    let mut portfolio = before.portfolio.clone();
    let field = |f| CONFIG.en.field(RecordKind::Accounts, f).to_owned();
    let (profit, p) = (sheet.column(&field(Field::GrossProfit)), sheet.column("Probability"));
    let (revenue, repeat) = (sheet.column(&field(Field::AnnualRevenue)), sheet.column("Repeat sales"));
    for (at, account) in before.accounts.iter().enumerate() {
        let (row, record) = (at as i32 + 4, &mut portfolio.accounts[account.account]);
        let own = account.potential_source == PotentialSource::Entered;
        if at % 3 == 0 && account.probability_entered.is_some() {
            sheet.enter(row, p, "0.35");
            record.probability = Some(0.35);
        }
        if at % 4 == 1 {
            sheet.enter(row, profit, &format!("{}", at * 1000));
            record.gross_profit = Some(at as f64 * 1000.0);
        }
        if at % 5 == 2 && own && account.repeat_sales.is_some() {
            sheet.enter(row, repeat, &format!("{}", 7_000_000 - at * 1000));
            record.repeat_sales = Some(7_000_000.0 - at as f64 * 1000.0);
        }
        if at % 7 == 3 && own {
            sheet.enter(row, revenue, "5000000");
            record.annual_revenue = Some(5_000_000.0);
        }
    }
    sheet.evaluate();
    portfolio.issues.clear();
    portfolio.rejected.clear();
    let after = plan(portfolio, &CONFIG, before.today);
    let columns =
        ["Expected value", "Relative value", "Cumulative share", "Rank", "Segment", "Segment reason"]
            .map(|header| sheet.column(header));
    let close = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(1.0),
        (a, b) => a == b,
    };
    for (at, account) in before.accounts.iter().enumerate() {
        let row = at as i32 + 4;
        let now = after.accounts.iter().find(|a| a.account == account.account).unwrap();
        let name = &before.record(account).name;
        assert!(close(sheet.number(row, columns[0]), now.expected_value), "EV of {name}");
        assert!(close(sheet.number(row, columns[1]), now.relative_value), "RV of {name}");
        assert!(close(sheet.number(row, columns[2]), now.cumulative_share), "cumulative share of {name}");
        assert_eq!(sheet.number(row, columns[3]), now.rank.map(f64::from), "rank of {name}");
        let label = |group, code| CONFIG.en.value(group, code);
        assert_eq!(sheet.text(row, columns[4]), label("segment", now.segment.code()), "segment of {name}");
        let reason = label("segment_reason", now.segment_reason.code());
        assert_eq!(sheet.text(row, columns[5]), reason, "reason of {name}");
    }
}
