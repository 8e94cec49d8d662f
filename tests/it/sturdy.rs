//! Whatever comes as a list ends with exit 0, 1 or 2, a message, in little time and memory. A few of each
//! kind run always; by the command of docs/decisions.md all of them run and the figures are printed.

use crate::support::{C, Desk};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Set to run everything.
const ALL: &str = "KEYPLAN_STURDY";
/// A folder of further files.
const CORPUS: &str = "KEYPLAN_CORPUS";
/// Another program than the one that the tests were built with: that of a release.
const PROGRAM: &str = "KEYPLAN_PROGRAM";

/// What a run may take.
const SECONDS: u64 = 10;
const MEGABYTES: u64 = 1500;
/// A build without optimisation is slower, and the machine busy; this is what makes a run fail.
const PATIENCE: Duration = Duration::from_secs(120);

#[derive(Default)]
struct Figures {
    runs: usize,
    exits: [usize; 3],
    seconds: f64,
    slowest: String,
    megabytes: u64,
    largest: String,
    faults: Vec<String>,
}

impl Figures {
    /// Runs `check` and `plan` on a list.
    fn try_out(&mut self, desk: &Desk, list: &Path, strict: bool) {
        for command in [&["check"][..], &["plan", "-o", "o.plan.xlsx", "--force", "--today", "2026-01-31"]] {
            self.run(desk, list, command, strict);
        }
    }

    fn run(&mut self, desk: &Desk, list: &Path, command: &[&str], strict: bool) {
        let program = std::env::var_os(PROGRAM).unwrap_or(env!("CARGO_BIN_EXE_keyplan").into());
        let start = Instant::now();
        let log = std::fs::File::create(desk.path("log")).unwrap();
        let mut child = Command::new(program)
            .current_dir(desk.path(""))
            .args(command)
            .arg(list)
            .stdin(Stdio::null())
            .stdout(log.try_clone().unwrap())
            .stderr(log)
            .spawn()
            .unwrap();
        let mut megabytes = 0;
        let status = loop {
            megabytes = peak(child.id()).max(megabytes);
            match child.try_wait().unwrap() {
                Some(status) => break Some(status),
                None if start.elapsed() > PATIENCE => {
                    child.kill().unwrap();
                    child.wait().unwrap();
                    break None;
                }
                None => std::thread::sleep(Duration::from_millis(2)),
            }
        };
        let seconds = start.elapsed().as_secs_f64();
        let told = String::from_utf8_lossy(&std::fs::read(desk.path("log")).unwrap()).into_owned();
        let name = format!("{} {}", command[0], list.file_name().unwrap_or_default().to_string_lossy());
        self.runs += 1;
        match status.and_then(|status| status.code()) {
            Some(code @ 0..=2) => self.exits[code as usize] += 1,
            code => self.faults.push(format!("{name}: exit {code:?}")),
        }
        if told.trim().is_empty() || told.contains("panicked") {
            self.faults.push(format!("{name}: {told:?}"));
        }
        if strict && (seconds > SECONDS as f64 || megabytes > MEGABYTES) {
            self.faults.push(format!("{name}: {seconds:.1} s, {megabytes} MB"));
        }
        if seconds > self.seconds {
            (self.seconds, self.slowest) = (seconds, name.clone());
        }
        if megabytes > self.megabytes {
            (self.megabytes, self.largest) = (megabytes, name);
        }
    }

    fn end(self, what: &str) {
        println!(
            "{what}: {} runs, exit 0/1/2 {:?}; slowest {:.2} s ({}), largest {} MB ({}); faults: {}",
            self.runs,
            self.exits,
            self.seconds,
            self.slowest,
            self.megabytes,
            self.largest,
            self.faults.len()
        );
        assert!(self.faults.is_empty(), "{what}: {:#?}", self.faults);
    }
}

/// The most memory that a process took so far, in MB; 0 where the system does not say.
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().trim_end_matches("kB").trim().parse::<u64>().ok()).unwrap_or(0) / 1024
}

fn all() -> bool {
    std::env::var_os(ALL).is_some()
}

/// Numbers that look random and are the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }
}

/// Small lists of every format, to be damaged.
fn seeds(desk: &Desk) -> Vec<(String, Vec<u8>)> {
    let accounts = vec![
        vec![C::T("客户名称"), C::T("年销售额（万元）"), C::T("毛利"), C::T("概率"), C::T("负责人")],
        vec![C::T("甲公司"), C::N(120.0), C::N(30.0), C::N(0.6), C::T("张三")],
        vec![C::T("乙公司"), C::N(80.0), C::N(-2.0), C::T("高"), C::T("李四")],
        vec![C::T("合计"), C::N(200.0), C::N(28.0), C::B, C::B],
    ];
    let orders = vec![
        vec![C::T("客户名称"), C::T("订单日期"), C::T("订单金额")],
        vec![C::T("甲公司"), C::D(2025, 10, 1), C::N(1000.0)],
    ];
    desk.book("seed.xlsx", &[("客户", accounts), ("订单", orders)]);
    let text = "客户名称,年销售额,毛利,概率\n甲公司,\"1,200\",30,60%\n乙公司,80万,-2,高\n";
    let page = "<html><table><tr><td>Customer<td>Sales<tr><td>Acme<td>5<tr><td>B &amp; C<td>6</table></html>";
    let xml = "<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Table><Row><Cell><Data ss:Type=\"String\">Customer</Data></Cell></Row><Row><Cell><Data ss:Type=\"String\">Acme</Data></Cell></Row></Table></Worksheet></Workbook>";
    vec![
        ("xlsx".into(), std::fs::read(desk.path("seed.xlsx")).unwrap()),
        ("csv".into(), text.into()),
        ("csv".into(), encoding_rs::GB18030.encode(text).0.into_owned()),
        ("csv".into(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("xls".into(), page.into()),
        ("xls".into(), xml.into()),
    ]
}

/// Bytes changed, doubled, left out or cut off.
fn mutant(seed: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = seed.to_vec();
    for _ in 0..1 + dice.below(6) {
        let at = dice.below(bytes.len());
        let end = (at + 1 + dice.below(40)).min(bytes.len());
        match dice.below(6) {
            0 => bytes[at] = dice.below(256) as u8,
            1 => bytes[at] ^= 1 << dice.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => bytes.extend_from_within(at..end),
            4 => bytes.truncate(at + 1),
            _ => bytes
                .splice(at..at, [0, b'"', b',', b'\n', 0xFF, b'<'].into_iter().take(1 + dice.below(6)))
                .for_each(drop),
        }
        if bytes.is_empty() {
            bytes.push(b'x');
        }
    }
    bytes
}

#[test]
fn mutants_of_small_lists() {
    let (desk, mut figures, mut dice) = (Desk::new(), Figures::default(), Dice(0x9E37_79B9_7F4A_7C15));
    let seeds = seeds(&desk);
    for number in 0..if all() { 300 } else { 12 } {
        let (extension, seed) = &seeds[number % seeds.len()];
        let name = format!("m{number}.{extension}");
        desk.text(&name, mutant(seed, &mut dice));
        figures.try_out(&desk, Path::new(&name), all());
    }
    figures.end("mutants");
}

#[test]
fn texts_as_long_as_a_cell_in_every_column() {
    let (desk, mut figures) = (Desk::new(), Figures::default());
    let headers = [
        "客户编号",
        "客户名称",
        "年销售额",
        "毛利",
        "重复销售额",
        "新业务额",
        "概率",
        "区域",
        "行业",
        "负责人",
        "备注",
        "拜访次数",
        "最近联系日期",
    ];
    let row = ["K1", "甲公司", "100", "20", "50", "5", "0.6", "华东", "机械", "张三", "x", "3", "2025-12-01"];
    for of in ["本合同由甲乙双方签订，", "this agreement is made; ", "1,234.5 ", "😀"] {
        let long: String = of.chars().cycle().take(32_767).collect();
        for column in 0..if all() { headers.len() } else { 2 } {
            let mut cells = row.map(str::to_owned);
            cells[column].clone_from(&long);
            let quoted = cells.map(|cell| format!("\"{cell}\"")).join(",");
            desk.text("long.csv", format!("{}\n{}\n{quoted}\n", headers.join(","), row.join(",")));
            figures.try_out(&desk, Path::new("long.csv"), all());
        }
        let every = vec![format!("\"{long}\""); headers.len()].join(",");
        desk.text("every.csv", format!("{}\n{every}\n", headers.join(",")));
        figures.try_out(&desk, Path::new("every.csv"), all());
    }
    figures.end("long texts");
}

/// A list of so many bytes; the row of a number.
fn big(desk: &Desk, name: &str, bytes: usize, header: &str, row: impl Fn(usize) -> String) {
    let mut out = BufWriter::new(std::fs::File::create(desk.path(name)).unwrap());
    out.write_all(header.as_bytes()).unwrap();
    let (mut written, mut number) = (header.len(), 0);
    while written < bytes {
        let row = row(number);
        out.write_all(row.as_bytes()).unwrap();
        (written, number) = (written + row.len(), number + 1);
    }
    out.flush().unwrap();
}

#[test]
fn big_lists_of_text() {
    let bytes = if all() { 200 << 20 } else { 256 << 10 };
    let (desk, mut figures) = (Desk::new(), Figures::default());
    big(&desk, "orders.csv", bytes, "订单号,客户名称,日期,产品,数量,金额,备注\n", |n| {
        let (month, day) = (n % 12 + 1, n % 28 + 1);
        format!(
            "SO{n:08},客户{}有限公司,2025-{month:02}-{day:02},产品{},{},{},按时交付\n",
            n % 20_000,
            n % 300,
            n % 50,
            n % 99_991
        )
    });
    big(&desk, "short.csv", bytes, "客户,销售额\n", |n| format!("a{n},{}\n", n % 10));
    big(&desk, "notes.csv", bytes, "客户名称,年销售额,备注\n", |n| {
        format!("公司{n},{n},{n}{}\n", "长备注".repeat(600))
    });
    for name in ["orders.csv", "short.csv", "notes.csv"] {
        figures.run(&desk, Path::new(name), &["check"], all());
    }
    figures.end("big lists");
}

#[test]
#[ignore = "needs a folder of files: KEYPLAN_CORPUS"]
fn a_corpus_of_strange_files() {
    let folder = std::env::var_os(CORPUS).map(PathBuf::from).expect("KEYPLAN_CORPUS names a folder");
    let (desk, mut figures) = (Desk::new(), Figures::default());
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    for file in files {
        figures.try_out(&desk, &file, true);
    }
    figures.end("corpus");
}
