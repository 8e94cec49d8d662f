//! The loops of `fuzz/` without a fuzzer: any text in a cell, any bytes as a file, any words in a grid. Nothing
//! panics, and every row is exactly one of planned, merged, rejected, ignored.

use crate::support::random::cases;
use keyplan::config::{Config, Templates};
use keyplan::import::cells::{self, DateOrder, Decimal};
use keyplan::import::raw::raw_sheet::{Cell, FormatHint, RawSheet};
use keyplan::import::{ImportOptions, Mends, SourceFile, read_lists, understand};
use keyplan::model::Portfolio;
use proptest::prelude::*;
use std::sync::LazyLock;

static CONFIG: LazyLock<Config> = LazyLock::new(|| Config::load(&Templates::default()).unwrap());

fn reconcile(portfolio: &Portfolio) {
    for sheet in &portfolio.sheets {
        let rows = sheet.rows;
        assert_eq!(rows.read, rows.planned + rows.merged + rows.rejected + rows.ignored, "{sheet:?}");
    }
}

/// Pieces that cells of lists are made of, and anything.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1", "200", ",", ".", "%", "（", "）", "(", ")", "-", "万", "亿", "元", "$", "€", "USD", "k", "M",
        "成", "半", "六", "/", "年", "月", "日", "2026", "T", ":", " ", "\u{a0}", "高", "Proposal", "５",
        "e", "E+", "'", "#", "次", "FY", "①", "\u{301}", "İ", "ß",
    ]);
    prop_oneof![any::<String>(), prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat()),]
}

/// Words that headers, names and values are made of.
const WORDS: &[&str] = &[
    "客户名称",
    "客户编号",
    "年销售额",
    "年销售额（万元）",
    "毛利",
    "概率(%)",
    "Customer",
    "Annual Revenue",
    "Account ID",
    "Region",
    "Deal Stage",
    "Amount",
    "Close Date",
    "Key person",
    "Decision role",
    "Order Date",
    "Product",
    "Name",
    "Sold-to",
    "Ship-to",
    "单位",
    "单位：万元",
    "合计",
    "Grand Total",
    "必填",
    "同上",
    "甲公司",
    "乙有限公司",
    "Acme Ltd",
    "Acme Inc",
    "Acme",
    "001",
    "1",
    "2",
    "3",
    "1.200",
    "1.200,50",
    "60%",
    "谈判",
    "2026-01-01",
    "2025年",
    "N/A",
    "注：",
    "Acme Total",
    "X@Y.com",
    "拜访日期",
    "目标内容",
    "资源",
    "总量",
    "IMPACT要素",
    "单位价值",
];

fn grid() -> impl Strategy<Value = Vec<Vec<Option<usize>>>> {
    let cell = prop_oneof![1 => Just(None), 3 => (0..WORDS.len() + 4).prop_map(Some)];
    prop::collection::vec(prop::collection::vec(cell, 0..9), 0..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(600)))]

    #[test]
    fn any_text_is_a_value_or_none(text in text()) {
        let cell = Cell::Text(&text);
        for decimal in [Decimal::Unknown, Decimal::Comma, Decimal::Point] {
            prop_assert!(cells::number(&text, decimal).is_none_or(f64::is_finite), "{text}");
            let money = cells::money(cell, decimal, &CONFIG.columns.quantities);
            prop_assert!(money.map_or(true, |m| m.amount.is_finite()), "{text}");
            let _ = cells::probability(cell, 0.01, decimal, &CONFIG);
        }
        for order in [DateOrder::Unknown, DateOrder::DayFirst, DateOrder::MonthFirst] {
            let _ = cells::date(cell, order);
        }
        let _ = cells::shape(&text);
        let _ = CONFIG.rules.stage_of(&text);
        let _ = CONFIG.columns.legal_forms.company(&text);
    }

    #[test]
    fn any_words_in_a_grid_are_accounted_for(grid in grid(), merged in prop::collection::vec((1..14_u32, 0..8_u32, 0..3_u32, 0..3_u32), 0..3)) {
        let mut sheet = RawSheet::new("s");
        for (row, cells) in (1_u32..).zip(&grid) {
            for (column, cell) in (0_u32..).zip(cells) {
                let Some(at) = cell else { continue };
                let cell = WORDS.get(*at).map_or(Cell::Number(*at as f64, FormatHint::Plain), |word| Cell::Text(word));
                sheet.push(row, column, cell);
            }
        }
        sheet.merged = merged.iter().map(|(row, column, down, right)| (*row, *column, row + down, column + right)).collect();
        sheet.finish();
        let file = SourceFile { path: "s.xlsx".to_owned(), sheets: vec![sheet], ..SourceFile::default() };
        reconcile(&understand(&[file], &Mends::default(), &ImportOptions::default(), &CONFIG).unwrap());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(200)))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("list.csv");
        std::fs::write(&path, bytes).unwrap();
        let input = path.to_string_lossy().into_owned();
        reconcile(&read_lists(&[input], &ImportOptions::default(), &CONFIG).unwrap());
    }
}
