//! Writes a large made-up list: `cargo run --release --example generate -- 100000 out.xlsx`.
//!
//! Accounts plus three key persons each, Chinese and English mixed, values skewed; the same at every run.

use rust_xlsxwriter::{Workbook, XlsxError};

const ACCOUNT_HEADERS: [&str; 14] = [
    "客户编号",
    "客户名称",
    "区域",
    "行业",
    "客户经理",
    "年销售额",
    "毛利润",
    "增长率",
    "重复销售",
    "新业务",
    "可能性",
    "现场拜访次数",
    "服务成本",
    "技术支持成本",
];
const PERSON_HEADERS: [&str; 10] = [
    "客户编号",
    "客户名称",
    "关键人物",
    "职衔",
    "决策角色",
    "接受度",
    "活力",
    "承诺层次",
    "拜访频率",
    "优先关注",
];

struct Sequence(u64);

impl Sequence {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[(self.unit() * from.len() as f64) as usize % from.len()]
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let count: u32 = args.next().ok_or("usage: generate COUNT OUT.xlsx")?.parse()?;
    let path = args.next().ok_or("usage: generate COUNT OUT.xlsx")?;
    if count > 340_000 {
        return Err("at most 340000 accounts: three persons each must fit a sheet".into());
    }
    Ok(generate(count, &path)?)
}

fn name(at: u32) -> String {
    if at.is_multiple_of(2) { format!("客户{at:06}有限公司") } else { format!("Customer {at:06} Ltd") }
}

/// Writes the list.
pub fn generate(count: u32, path: &str) -> Result<(), XlsxError> {
    let mut random = Sequence(42);
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("客户")?;
    sheet.write_row(0, 0, ACCOUNT_HEADERS)?;
    for at in 0..count {
        let row = at + 1;
        // Pareto-like: the smaller the draw, the larger the customer.
        let revenue = (20_000.0 / (random.unit() + 0.002).powf(0.9)).round();
        sheet.write_string(row, 0, format!("C{at:06}"))?;
        sheet.write_string(row, 1, name(at))?;
        sheet.write_string(row, 2, random.pick(&["华东", "华南", "North", "South", "华北"]))?;
        sheet.write_string(row, 3, random.pick(&["制造", "Retail", "医药", "Energy"]))?;
        sheet.write_string(row, 4, random.pick(&["陈静", "刘洋", "Grace Hall", "Omar Reyes"]))?;
        let numbers = [
            revenue,
            (revenue * (random.unit() * 0.4 - 0.05)).round(),
            (random.unit() * 50.0 - 15.0).round() / 100.0,
            (revenue * random.unit()).round(),
            (revenue * random.unit() * 0.5).round(),
            (random.unit() * 20.0).round() / 20.0,
            (random.unit() * 24.0).round(),
            (revenue * random.unit() * 0.05).round(),
            (revenue * random.unit() * 0.03).round(),
        ];
        for (column, number) in (5_u16..).zip(numbers) {
            sheet.write_number(row, column, number)?;
        }
    }
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    sheet.set_name("关键人物")?;
    sheet.write_row(0, 0, PERSON_HEADERS)?;
    for at in 0..count * 3 {
        let (row, account) = (at + 1, at / 3);
        sheet.write_string(row, 0, format!("C{account:06}"))?;
        sheet.write_string(row, 1, name(account))?;
        sheet.write_string(row, 2, format!("{}{at:06}", random.pick(&["王", "Li ", "Smith "])))?;
        sheet.write_string(row, 3, random.pick(&["总经理", "Buyer", "Engineer"]))?;
        sheet.write_string(row, 4, random.pick(&["批准者", "Decision maker", "A影响者", "Gatekeeper"]))?;
        sheet.write_number(row, 5, (random.unit() * 9.0).round() + 1.0)?;
        sheet.write_number(row, 6, (random.unit() * 9.0).round() + 1.0)?;
        sheet.write_string(row, 7, random.pick(&["", "", "支持者", "Champion"]))?;
        sheet.write_number(row, 8, (random.unit() * 12.0).round())?;
        sheet.write_string(row, 9, random.pick(&["质量", "Cost", "交期"]))?;
    }
    workbook.save(path)
}
