//! Files that are damaged, misnamed or made to do harm: refused clearly or read, never a panic.

use keyplan::import::raw::raw_sheet::{Cell, RawSheet};
use keyplan::import::raw::{Finding, RawBook, ReadLimits, Refusal, expand, read};
use keyplan::model::IssueCode;
use std::io::Write;
use std::path::PathBuf;
use tempfile::TempDir;

const BOOK: &str =
    r#"<workbook xmlns:r="r"><sheets><sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

struct Files(TempDir);

impl Files {
    fn new() -> Self {
        Files(tempfile::tempdir().unwrap())
    }

    fn put(&self, name: &str, content: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.path().join(name);
        std::fs::write(&path, content).unwrap();
        path
    }
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet, with further parts.
fn workbook(sheet_data: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{sheet_data}</sheetData></worksheet>");
    let mut all = vec![
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELS),
        ("xl/worksheets/sheet1.xml", &sheet),
    ];
    all.extend(parts);
    package(&all)
}

fn read_bytes(name: &str, content: impl AsRef<[u8]>) -> Result<RawBook, Refusal> {
    read(&Files::new().put(name, content), &ReadLimits::default())
}

fn code(outcome: Result<RawBook, Refusal>) -> IssueCode {
    outcome.unwrap_err().code
}

fn finding_codes(findings: &[Finding]) -> Vec<IssueCode> {
    findings.iter().map(|finding| finding.code).collect()
}

fn texts(sheet: &RawSheet) -> Vec<(u32, Vec<String>)> {
    let shown = |cell| match cell {
        Cell::Text(text) | Cell::Error(text) => text.to_owned(),
        Cell::Number(number, _) => number.to_string(),
        other => format!("{other:?}"),
    };
    sheet.rows().map(|row| (row.number, row.cells().map(|cell| shown(cell.1)).collect())).collect()
}

#[test]
fn two_cells_at_the_ends_of_the_grid() {
    let book = read_bytes(
        "a.xlsx",
        workbook(
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>"#,
            &[],
        ),
    )
    .unwrap();
    assert_eq!(texts(&book.sheets[0]), [(1, vec!["1".into()]), (1_048_576, vec!["2".into()])]);
}

#[test]
fn cells_beyond_the_grid_are_reported() {
    let book = read_bytes(
        "a.xlsx",
        workbook(
            r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="1048577"><c r="A1048577"><v>2</v></c></row>"#,
            &[],
        ),
    )
    .unwrap();
    assert_eq!(book.sheets[0].cell_count(), 1);
    assert_eq!(finding_codes(&book.findings), [IssueCode::CellsUnreadable]);
}

#[test]
fn rows_and_cells_out_of_order_are_sorted() {
    let book = read_bytes("a.xlsx", workbook(r#"<row r="3"><c r="B3"><v>4</v></c><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>"#, &[])).unwrap();
    assert_eq!(texts(&book.sheets[0]), [(1, vec!["1".into()]), (3, vec!["3".into(), "4".into()])]);
}

#[test]
fn an_unknown_error_value_is_an_error_cell_at_its_place() {
    let data = r##"<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="D2" t="e"><f>X()</f><v>#SPILL!</v></c><c r="F2"><v>5</v></c></row><row r="3"><c r="A3" t="e"><v>#CALC!</v></c></row>"##;
    let book = read_bytes("a.xlsx", workbook(data, &[])).unwrap();
    let row = book.sheets[0].row(0);
    assert_eq!((row.get(1), row.get(3)), (Some(Cell::Error("#N/A")), Some(Cell::Error("#SPILL!"))));
    assert_eq!(book.sheets[0].row(1).get(0), Some(Cell::Error("#CALC!")));
    assert!(book.findings.is_empty() && row.get(5).is_some());
}

#[test]
fn a_shared_text_that_is_not_there_is_reported() {
    let data = r#"<row r="1"><c r="A1" t="s"><v>7</v></c><c r="B1"><v>1</v></c></row>"#;
    let book = read_bytes("a.xlsx", workbook(data, &[])).unwrap();
    assert_eq!(
        (book.sheets[0].cell_count(), finding_codes(&book.findings)),
        (1, vec![IssueCode::CellsUnreadable])
    );
}

#[test]
fn a_cut_sheet_is_reported_and_the_file_goes_on() {
    let cut = "<worksheet><sheetData><row r='1'><c r='A1'><v>1</v></c>";
    let bytes = package(&[
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELS),
        ("xl/worksheets/sheet1.xml", cut),
    ]);
    let book = read_bytes("a.xlsx", bytes).unwrap();
    assert_eq!((book.sheets.len(), finding_codes(&book.findings)), (0, vec![IssueCode::SheetUnreadable]));
}

#[test]
fn promised_shared_texts_are_checked() {
    for count in ["4294967295", "99999999999999999999", "18446744073709551615"] {
        let texts = format!(r#"<sst uniqueCount="{count}"><si><t>x</t></si></sst>"#);
        assert_eq!(
            code(read_bytes("a.xlsx", workbook("", &[("xl/sharedStrings.xml", &texts)]))),
            IssueCode::FileUnreadable
        );
    }
}

#[test]
fn a_shared_formula_with_a_huge_index_is_harmless() {
    let data = r#"<row r="1"><c r="A1"><f t="shared" si="4294967295" ref="A1:A2">B1</f><v>3</v></c></row>"#;
    let book = read_bytes("a.xlsx", workbook(data, &[])).unwrap();
    assert_eq!(texts(&book.sheets[0]), [(1, vec!["3".into()])]);
}

#[test]
fn entities_are_not_expanded() {
    let bomb = r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&b;</t></is></c><c r="B1"><v>1</v></c></row></sheetData></worksheet>"#;
    let bytes = package(&[
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", RELS),
        ("xl/worksheets/sheet1.xml", bomb),
    ]);
    if let Ok(book) = read_bytes("a.xlsx", bytes) {
        assert!(
            book.sheets
                .iter()
                .all(|sheet| texts(sheet).iter().all(|row| row.1.iter().all(|text| text.len() < 20)))
        );
    }
}

#[test]
fn styles_that_unfold_are_refused() {
    let font = format!("<font><name val=\"{}\"/></font>", "x".repeat(100_000));
    let styles = format!(
        "<styleSheet><fonts>{font}</fonts><cellXfs>{}</cellXfs></styleSheet>",
        "<xf fontId=\"0\"/>".repeat(20_000)
    );
    assert_eq!(
        code(read_bytes("a.xlsx", workbook("", &[("xl/styles.xml", &styles)]))),
        IssueCode::FileUnpackedTooLarge
    );
}

#[test]
fn limits_hold() {
    let files = Files::new();
    let rows: String =
        (1..=50).map(|row| format!(r#"<row r="{row}"><c r="A{row}"><v>1</v></c></row>"#)).collect();
    let path = files.put("a.xlsx", workbook(&rows, &[]));
    let few = ReadLimits { max_cells: 49, ..ReadLimits::default() };
    let refusal = read(&path, &few).unwrap_err();
    assert_eq!(refusal, Refusal { code: IssueCode::FileTooLarge, args: vec![("limit", "49".into())] });
    let small = ReadLimits { max_unpacked_bytes: 1000, ..ReadLimits::default() };
    assert_eq!(code(read(&path, &small)), IssueCode::FileUnpackedTooLarge);
    let list = files.put("a.csv", "a,b\n".repeat(30));
    assert_eq!(code(read(&list, &few)), IssueCode::FileTooLarge);
    assert_eq!(read(&path, &ReadLimits { max_cells: 50, ..few }).unwrap().sheets[0].cell_count(), 50);
}

#[test]
fn what_is_no_list_is_refused_by_its_content() {
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let ole = |stream: &str| {
        [&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1][..], &[0; 600], &wide(stream), &[0; 900]].concat()
    };
    let known: [(&str, Vec<u8>, IssueCode); 12] = [
        ("a.xls", b"\xEF\xBB\xBF \r\n<HTML><table>".to_vec(), IssueCode::FileIsHtml),
        ("a.xls", b"<?xml version='1.0'?><html xmlns='x'>".to_vec(), IssueCode::FileIsHtml),
        ("a.xls", b"<?xml version='1.0'?><Workbook>".to_vec(), IssueCode::FileNotSpreadsheet),
        ("a.csv", Vec::new(), IssueCode::FileEmpty),
        ("~$a.xlsx", b"x".to_vec(), IssueCode::FileIsLock),
        ("a.xlsx", ole("EncryptedPackage"), IssueCode::FileEncrypted),
        ("a.xls", ole("WordDocument"), IssueCode::FileNotSpreadsheet),
        ("a.xls", ole("Workbook"), IssueCode::FileUnreadable),
        ("a.csv", b"a,b\n\0\x01\x02".to_vec(), IssueCode::FileNotSpreadsheet),
        ("a.csv", b"%PDF-1.7\n".to_vec(), IssueCode::FileNotSpreadsheet),
        ("a.xlsx", package(&[("word/document.xml", "")]), IssueCode::FileNotSpreadsheet),
        ("a.xlsx", b"PK\x03\x04 and no more".to_vec(), IssueCode::FileUnreadable),
    ];
    for (name, content, expected) in known {
        assert_eq!(
            code(read_bytes(name, &content)),
            expected,
            "{name} {:?}",
            String::from_utf8_lossy(&content)
        );
    }
    assert_eq!(code(read(&PathBuf::from("nowhere.xlsx"), &ReadLimits::default())), IssueCode::FileMissing);
}

#[test]
fn lists_of_text_in_every_encoding() {
    let text = "客户名称,区域\n华东机械有限公司,\"上海, 浦东\"\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let known = [
        text.as_bytes().to_vec(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        [b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(),
        [b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat(),
        encoding_rs::GB18030.encode(text).0.into_owned(),
    ];
    for bytes in known {
        let book = read_bytes("名单.csv", &bytes).unwrap();
        assert_eq!(book.sheets[0].name, "名单");
        let expected = [
            (1, vec!["客户名称".into(), "区域".into()]),
            (2, vec!["华东机械有限公司".into(), "上海, 浦东".into()]),
        ];
        assert_eq!(texts(&book.sheets[0]), expected);
    }
}

#[test]
fn an_encoding_that_the_file_does_not_say_is_reported() {
    let book = read_bytes("a.csv", encoding_rs::GB18030.encode("客户,区域\n甲公司,上海\n").0).unwrap();
    assert_eq!(book.findings[0].code, IssueCode::EncodingAssumed);
    let book = read_bytes("a.csv", b"name,city\nM\xFCller,K\xF6ln\n").unwrap();
    assert_eq!(texts(&book.sheets[0])[1].1, ["Müller", "Köln"]);
}

#[test]
fn an_unclosed_quote_does_not_swallow_the_list() {
    let book = read_bytes("a.csv", "a,b\n1,\"two\n3,4\n5,6\n").unwrap();
    assert_eq!(texts(&book.sheets[0]).len(), 4);
    assert_eq!(
        (book.findings[0].code, &book.findings[0].args[0].1),
        (IssueCode::QuoteUnclosed, &"2".to_owned())
    );
    let book = read_bytes("a.csv", "a,b\n1,\"two\n3,4\n\"\n").unwrap();
    assert_eq!((texts(&book.sheets[0]).len(), book.findings.len()), (2, 0));
}

#[test]
fn a_list_of_text_under_a_workbook_s_name_is_read() {
    let book = read_bytes("a.xlsx", "a\tb\n1\t2\n").unwrap();
    assert_eq!(texts(&book.sheets[0])[1], (2, vec!["1".into(), "2".into()]));
    assert_eq!(book.findings[0].code, IssueCode::FileMisnamed);
    assert_eq!(book.findings[0].args, [("extension", "xlsx".to_owned()), ("content", "csv".to_owned())]);
}

#[test]
fn damaged_workbooks_never_panic() {
    let files = Files::new();
    let texts = r#"<sst uniqueCount="1"><si><t>x</t></si></sst>"#;
    let whole =
        workbook(r#"<row r="1"><c r="A1" t="s"><v>0</v></c></row>"#, &[("xl/sharedStrings.xml", texts)]);
    for at in (0..whole.len()).step_by(3) {
        let _ = read(&files.put("cut.xlsx", &whole[..at]), &ReadLimits::default());
        let mut flipped = whole.clone();
        flipped[at] ^= 0x55;
        let _ = read(&files.put("flipped.xlsx", &flipped), &ReadLimits::default());
    }
}

fn open_document(rows: &str) -> Vec<u8> {
    let table = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="客户">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
        ("content.xml", &table),
    ])
}

fn in_child() -> ReadLimits {
    ReadLimits { legacy_program: Some(env!("CARGO_BIN_EXE_keyplan").into()), ..ReadLimits::default() }
}

#[test]
fn an_open_document_is_read_in_a_child() {
    let row = r#"<table:table-row><table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell><table:table-cell office:value-type="float" office:value="2.5"/></table:table-row>"#;
    let files = Files::new();
    let path = files.put("a.ods", open_document(row));
    for limits in [in_child(), ReadLimits::default()] {
        let book = read(&path, &limits).unwrap();
        assert_eq!(texts(&book.sheets[0]), [(1, vec!["甲".into(), "2.5".into()])]);
    }
    let few = ReadLimits { max_cells: 1, ..in_child() };
    assert_eq!(code(read(&path, &few)), IssueCode::FileTooLarge);
}

#[test]
#[cfg(unix)]
fn a_child_that_runs_out_of_memory_or_time_is_only_a_refusal() {
    let row = r#"<table:table-row><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>longer than a pointer, and repeated</text:p></table:table-cell></table:table-row>"#;
    let files = Files::new();
    let path = files.put("a.ods", open_document(&row.repeat(2000)));
    let tight = ReadLimits { memory_bytes: 64 << 20, ..in_child() };
    assert_eq!(code(read(&path, &tight)), IssueCode::FileNeedsMemory);
    let late = ReadLimits { seconds: 0, ..in_child() };
    assert_eq!(code(read(&path, &late)), IssueCode::FileTooSlow);
}

#[test]
fn a_program_that_is_not_keyplan_is_a_refusal() {
    let files = Files::new();
    let path = files.put("a.ods", open_document(""));
    let other = ReadLimits { legacy_program: Some("no such program".into()), ..ReadLimits::default() };
    assert_eq!(code(read(&path, &other)), IssueCode::FileUnreadable);
}

#[test]
fn inputs_become_files_in_order() {
    let files = Files::new();
    for name in ["b.xlsx", "a.csv", "~$b.xlsx", "notes.txt", "old.plan.xlsx"] {
        files.put(name, "x");
    }
    std::fs::create_dir(files.0.path().join("empty")).unwrap();
    let at = |name: &str| files.0.path().join(name).to_string_lossy().into_owned();
    let folder = files.0.path().to_string_lossy().into_owned();
    let names = |inputs: &[String]| -> Vec<String> {
        let all = expand(inputs);
        all.into_iter()
            .map(|(shown, outcome)| match outcome {
                Ok(path) => path.file_name().unwrap().to_string_lossy().into_owned(),
                Err(refusal) => format!("{} {}", refusal.code, shown.rsplit(['/', '\\']).next().unwrap()),
            })
            .collect()
    };
    assert_eq!(names(&[folder]), ["a.csv", "b.xlsx", "old.plan.xlsx"]);
    assert_eq!(names(&[at("b.xlsx"), at("*")]), ["b.xlsx", "a.csv", "old.plan.xlsx"]);
    assert_eq!(
        names(&[at("no*.txt"), at("*.zip"), at("empty")]),
        ["notes.txt", "file_missing *.zip", "folder_without_lists empty"]
    );
    assert_eq!(names(&[at("gone.xlsx")]), ["gone.xlsx"]);
}

#[test]
fn a_formula_without_a_stored_result_is_no_blank_cell() {
    let rows = "<row r=\"1\"><c r=\"A1\"><f>100*2</f><v></v></c><c r=\"B1\"><f>1+1</f><v>2</v></c>\
                <c r=\"C1\" t=\"str\"><f>\"\"</f><v></v></c><c r=\"D1\" s=\"0\"/></row>";
    let book = read_bytes("list.xlsx", workbook(rows, &[])).unwrap();
    let found: Vec<_> = book.sheets[0].row(0).cells().collect();
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0], (0, keyplan::import::raw::raw_sheet::Cell::Error("=100*2")));
}
