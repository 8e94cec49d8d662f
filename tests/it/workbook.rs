//! The planning workbook: recalculation by an independent engine changes nothing, the same plan gives
//! the same bytes, and nothing in it is an error.

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
        ..KeyPerson::default()
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
        ..Opportunity::default()
    }
}

fn reading(name: &str, kind: RecordKind, planned: u64, rejected: u64) -> SheetReading {
    let column = |at, header: &str, field| ColumnReading {
        column: at,
        header: header.to_owned(),
        field,
        unit: 1.0,
        confidence: 1.0,
        spoken: Default::default(),
        examples: Vec::new(),
    };
    SheetReading {
        input: 0,
        name: name.to_owned(),
        kind,
        reason: Note::default(),
        header_row: Some(1),
        spoken: Default::default(),
        columns: vec![
            column(0, "客户名称", Some(Field::Name)),
            column(1, "重复销售(万元)", Some(Field::RepeatSales)),
        ],
        rows: RowCounts { read: planned + rejected, planned, rejected, ..RowCounts::default() },
        money: Vec::new(),
        preview: Vec::new(),
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
    WorkbookOptions {
        formulas,
        protect: false,
        portfolio_name: "示例组合".to_owned(),
        ..WorkbookOptions::default()
    }
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
    let found = crate::recalc::recalculate(&written);
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
    let mut sheet = crate::recalc::Sheet::open(&written, 1);
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
    agrees(&sheet, &before, &after);
}

/// EV, RV, cumulative share, rank, segment and reason of the sheet's rows are those of the plan `after`.
fn agrees(sheet: &crate::recalc::Sheet, before: &Plan, after: &Plan) {
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

/// Stages, kinds, amounts and own figures of accounts with opportunities, edited in the workbook;
/// some accounts change sides between their deals and their own figures.
#[test]
fn the_pipeline_recalculates_as_the_program_does() {
    let random = Sequence(std::cell::Cell::new(11));
    let mut before = sample(60).portfolio;
    before.opportunities.extend((0..40).map(|at| opportunity(&random, (at * 7) % 60, at + 30)));
    for (at, account) in before.accounts.iter_mut().enumerate() {
        account.probability_new = (at.is_multiple_of(9)).then_some(0.45);
    }
    for deal in before.opportunities.iter_mut().filter(|d| d.account % 4 == 0) {
        deal.amount = None;
    }
    before.opportunities[0].stage = Some("谈?".to_owned());
    let today = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
    // Deals that are closed here make no history: what it gives stays as planned.
    let table: toml::Table = "history_minimum = 1000000".parse().unwrap();
    let mut plain = Config::load(&Templates::default()).unwrap();
    plain.settings.apply(table.clone()).unwrap();
    let before = plan(before, &plain, today);
    assert!(unchanged(&before, Language::En, Formulas::Live) > 1_000);
    for round in 0..3_usize {
        let mut config = Config::load(&Templates::default()).unwrap();
        config.settings.apply(table.clone()).unwrap();
        let mut sheet =
            crate::recalc::Sheet::open(&bytes(&before, Language::En, &options(Formulas::Live)), 1);
        let mut portfolio = before.portfolio.clone();
        sheet.turn(CONFIG.en.value("sheet", "opportunities"));
        let header = |f| CONFIG.en.field(RecordKind::Opportunities, f).to_owned();
        let name = sheet.column("Opportunity");
        let [amount, stage, kind] =
            [Field::Amount, Field::Stage, Field::Kind].map(|f| sheet.column(&header(f)));
        let orders = sheet.column("Order");
        for deal in &mut portfolio.opportunities {
            let order = before.accounts.iter().find(|a| a.account == deal.account).unwrap().order;
            let named = |r: &i32| Some(sheet.text(*r, name)) == deal.name;
            let row = (4..).filter(named).find(|r| sheet.number(*r, orders) == Some(f64::from(order)));
            let row = row.unwrap();
            // Rows of won deals make revenue, which planning sums: they stay.
            let closed = sheet.text(row, stage) == "赢单";
            let at = deal.source.row as usize + round;
            if at.is_multiple_of(3) && !closed {
                deal.stage = Some(["Proposal Sent", "谈判", "No such stage", "输单"][at / 3 % 4].to_owned());
                sheet.enter(row, stage, deal.stage.as_ref().unwrap());
            }
            if at.is_multiple_of(4) && !closed {
                deal.amount = (at.is_multiple_of(8)).then_some(at as f64 * 9_000.0);
                sheet.enter(row, amount, &deal.amount.map_or(String::new(), |a| a.to_string()));
            }
            if at % 10 == 9 {
                deal.kind = None;
                sheet.enter(row, kind, "");
            }
            if at % 5 == 1 {
                deal.kind =
                    Some(if at.is_multiple_of(2) { OpportunityKind::Repeat } else { OpportunityKind::New });
                let word = CONFIG.en.value("opportunity_kind", deal.kind.unwrap().code());
                sheet.enter(row, kind, word);
            }
        }
        if round == 2 {
            let rules = keyplan::config::Templates::default().text("rules.toml").unwrap();
            let changed = rules.replace("probability = 0.8", "probability = 0.77");
            config.rules = keyplan::config::Rules::parse(&changed).unwrap();
            sheet.turn(CONFIG.en.value("sheet", "settings"));
            for name in CONFIG.rules.stage_names().iter().filter(|s| s.1.code == "negotiation") {
                let row = sheet.row(1, &name.0);
                sheet.enter(row, 3, "0.77");
            }
        }
        sheet.turn(CONFIG.en.value("sheet", "relative_value"));
        let repeat = sheet.column("Repeat sales (no open deal)");
        for (at, account) in before.accounts.iter().enumerate().filter(|(at, _)| at % 4 == round) {
            if sheet.number(at as i32 + 4, repeat + 5).is_some() {
                sheet.enter(at as i32 + 4, repeat, "1234567");
                portfolio.accounts[account.account].repeat_sales = Some(1_234_567.0);
            }
        }
        sheet.evaluate();
        portfolio.issues.clear();
        portfolio.rejected.clear();
        let after = plan(portfolio, &config, today);
        let source =
            |p: &Plan, of: usize| p.accounts.iter().find(|a| a.account == of).unwrap().potential_source;
        assert!((0..60).filter(|a| source(&before, *a) != source(&after, *a)).count() > 3);
        agrees(&sheet, &before, &after);
    }
}

/// A table of more rows than a sheet holds continues on further sheets; nothing is lost.
#[test]
fn what_does_not_fit_a_sheet_continues_on_the_next() {
    let mut plan = sample(20);
    let codes = [IssueCode::UnreadableAmount, IssueCode::UnknownStage, IssueCode::TotalRowIgnored];
    for at in 0..70_u32 {
        let place = CellPlace { input: Some(0), sheet: Some(0), row: Some(at + 2), column: Some(1) };
        plan.portfolio.issues.push(Issue::new(codes[at as usize % 3], place));
        plan.portfolio.rejected.push(RejectedRow {
            source: SourceRow { sheet: at % 2, row: at + 2 },
            issue: at as usize,
            cells: vec![(0, format!("bad row {at}"))],
        });
    }
    let (issues, rejected) = (plan.issues().len(), plan.portfolio.rejected.len());
    let some = WorkbookOptions { rows_per_sheet: Some(25), ..options(Formulas::Auto) };
    let written = bytes(&plan, Language::En, &some);
    let found = crate::recalc::recalculate(&written);
    assert_eq!(found.differences.len(), 0, "{:?}", found.differences);
    use calamine::Reader as _;
    let mut book = calamine::Xlsx::new(Cursor::new(&written[..])).unwrap();
    let mut cells = |name: &str, column: u32| -> Vec<String> {
        let names = book.sheet_names();
        let parts: Vec<&String> = names
            .iter()
            .filter(|n| *n == name || n.strip_prefix(name).is_some_and(|n| n.trim().parse::<u8>().is_ok()))
            .collect();
        assert!(parts.len() > 1, "{name} stands on one sheet");
        let range = |n: &&String| book.worksheet_range(n).unwrap();
        let ranges: Vec<_> = parts.iter().map(range).collect();
        let column = |r: &calamine::Range<calamine::Data>| {
            let rows = r.end().map_or(0, |e| e.0 + 1);
            (0..rows)
                .filter_map(|row| r.get_value((row, column)).map(ToString::to_string))
                .collect::<Vec<_>>()
        };
        ranges.iter().flat_map(column).collect()
    };
    let listed = cells("Data issues", 9);
    let codes = plan.issues().iter().map(|i| i.code.code()).collect::<Vec<_>>();
    assert_eq!(listed.iter().filter(|c| codes.contains(&c.as_str())).count(), issues);
    assert_eq!(
        cells("Rejected rows", 2).iter().filter(|c| c.starts_with("bad row") || *c == "坏行公司").count(),
        rejected
    );
    let persons = cells("Key persons", 1);
    assert!(plan.portfolio.persons.iter().all(|p| persons.contains(&p.name)));
}

/// The quadrant chart shows every person with both scores once, in the quadrant of the level, apart.
#[test]
fn every_scored_person_has_a_point_of_its_own() {
    let plan = sample(40);
    let written = bytes(&plan, Language::En, &options(Formulas::Live));
    let mut sheet = crate::recalc::Sheet::open(&written, 0);
    sheet.turn(CONFIG.en.value("sheet", "key_persons"));
    let across = sheet.column("Chart: receptivity");
    let levels = [("champion", 1, 1), ("supporter", 1, 0), ("doubter", 0, 0), ("obstructionist", 0, 1)];
    let columns = levels.map(|l| sheet.column(&format!("Chart: {}", l.0)));
    let mut points = std::collections::BTreeSet::new();
    for (row, person) in (4..).zip(&plan.persons) {
        let record = plan.person_record(person);
        let scored = record.receptivity.is_some() && record.dynamics.is_some();
        let x = sheet.number(row, across).unwrap();
        let shown: Vec<usize> = (0..4).filter(|at| sheet.number(row, columns[*at]).unwrap() >= 0.0).collect();
        assert_eq!(shown.len(), usize::from(scored), "row {row}");
        assert_eq!(x >= 0.0, scored);
        for at in shown {
            let y = sheet.number(row, columns[at]).unwrap();
            assert_eq!(levels[at].0, person.commitment.code());
            assert_eq!((i32::from(x > 0.5), i32::from(y > 0.5)), (levels[at].1, levels[at].2));
            assert!(points.insert((x.to_bits(), y.to_bits())), "two persons on one point");
        }
    }
    assert!(points.len() > 60);
    let mut book = zip::ZipArchive::new(Cursor::new(&written[..])).unwrap();
    let names: Vec<String> = book.file_names().map(|n| n.unwrap().into_owned()).collect();
    let charts = names.iter().filter(|n| n.starts_with("xl/charts/chart")).map(|name| {
        let mut text = String::new();
        std::io::Read::read_to_string(&mut book.by_name(name).unwrap(), &mut text).unwrap();
        text
    });
    let scatter: Vec<String> = charts.filter(|c| c.contains("<c:scatterChart>")).collect();
    assert_eq!(scatter.len(), 1);
    assert_eq!(scatter[0].matches("<c:ser>").count(), 4);
}

/// Scores, scales and stated levels edited in the workbook give the program's commitment level.
#[test]
fn commitment_follows_scores_and_scales() {
    let before = sample(30);
    let written = bytes(&before, Language::En, &options(Formulas::Live));
    let mut sheet = crate::recalc::Sheet::open(&written, 0);
    sheet.turn(CONFIG.en.value("sheet", "key_persons"));
    let [receptivity, dynamics, scale, stated, level] =
        ["Receptivity", "Dynamics", "Scale", "Stated commitment", "Commitment level"]
            .map(|header| sheet.column(header));
    let mut portfolio = before.portfolio.clone();
    for (at, person) in before.persons.iter().enumerate() {
        let (row, record) = (at as i32 + 4, &mut portfolio.persons[person.person]);
        match at % 6 {
            0 => {
                sheet.enter(row, receptivity, "4");
                record.receptivity = Some(Score::Number(4.0));
            }
            1 => {
                sheet.enter(row, dynamics, CONFIG.en.text("score.high"));
                record.dynamics = Some(Score::High);
            }
            2 => {
                sheet.enter(row, scale, "5");
                record.scale = Some(Scale::Five);
            }
            3 => {
                sheet.enter(row, scale, "");
                record.scale = None;
            }
            4 => {
                sheet.enter(row, receptivity, "");
                sheet.enter(row, stated, CONFIG.en.value("commitment", "champion"));
                (record.receptivity, record.stated_commitment) = (None, Some(CommitmentLevel::Champion));
            }
            _ => {}
        }
    }
    sheet.evaluate();
    portfolio.issues.clear();
    portfolio.rejected.clear();
    let after = plan(portfolio, &CONFIG, before.today);
    for (row, person) in (4..).zip(&before.persons) {
        let now = after.persons.iter().find(|p| p.person == person.person).unwrap();
        let word = CONFIG.en.value("commitment", now.commitment.code());
        assert_eq!(sheet.text(row, level), word, "row {row}");
    }
}
