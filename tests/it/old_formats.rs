//! Web pages and Excel 2003's XML under the name of an `.xls`, WPS's `.et`, standard input.

use crate::support::{Desk, account, codes, reconcile};
use serde_json::Value;

const PAGE: &str = r#"<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv=Content-Type content="text/html; charset=CHARSET">
<style>td { mso-number-format:"\@"; }</style><script>var a = "<table><tr><td>no</td></tr></table>";</script></head><body>
<table><tr><td>logo</td></tr></table>
<table border=1><thead><tr><th rowspan=1>客户名称<th colspan="1">年销售额（万元）<th>毛利（万元）</tr></thead>
<tr><td>北辰&amp;机电<br>有限公司</td><td x:num="120.5">120.50</td><td>30</td></tr>
<tr><td>南岭&nbsp;化工<td>80<td>20
</table></body></html>"#;

fn planned(name: &str, content: impl AsRef<[u8]>) -> (i32, Value) {
    let desk = Desk::new();
    desk.text(name, content);
    let (code, json) = desk.plan(&[name]);
    if json.is_object() {
        reconcile(&json);
    }
    (code, json)
}

#[test]
fn a_web_page_named_xls_is_read_in_its_encoding() {
    for (charset, encoding) in [("utf-8", encoding_rs::UTF_8), ("gb2312", encoding_rs::GB18030)] {
        let page = PAGE.replace("CHARSET", charset);
        for name in ["l.xls", "l.html"] {
            let (code, json) = planned(name, encoding.encode(&page).0);
            assert_eq!(code, 0, "{json:#}");
            assert_eq!(account(&json, "南岭 化工")["annual_revenue"].as_f64(), Some(800_000.0), "{json:#}");
            assert_eq!(json["totals"]["annual_revenue"].as_f64(), Some(2_005_000.0));
            assert!(!codes(&json).contains(&"file_misnamed".to_owned()), "{json:#}");
        }
    }
}

#[test]
fn a_page_without_a_table_and_other_xml_are_no_lists() {
    let (code, json) =
        planned("l.xls", "<html><body><table><tr><td>a</td></tr></table><p>Hello</p></body></html>");
    assert_eq!((code, codes(&json)), (2, vec!["file_is_html".to_owned()]));
    let (code, json) = planned("l.xls", "<?xml version=\"1.0\"?><customers><name>a</name></customers>");
    assert_eq!((code, codes(&json)), (2, vec!["file_not_spreadsheet".to_owned()]));
}

#[test]
fn tables_within_tables_and_without_end_are_read() {
    let inner = "<table><tr><td>Customer<td>Sales<tr><td>Acme<td>5<tr><td>Beta<td>6</table>";
    let nested = format!("{}{inner}", "<table><tr><td>".repeat(40));
    for page in [
        format!("<html><table><tr><td>menu</td><td>{inner}</td></tr></table>"),
        inner.replace("</table>", ""),
    ] {
        let (code, json) = planned("l.xls", &page);
        assert_eq!((code, json["totals"]["annual_revenue"].as_f64()), (0, Some(11.0)), "{page}: {json:#}");
    }
    assert!(planned("l.xls", nested).0 <= 2);
    let wide = "<table><tr><td colspan=99999999 rowspan=4294967295>Customer<td>b<tr><td>c<td>d</table>";
    assert_eq!(planned("l.xls", wide).0, 2);
}

const XML: &str = r#"<?xml version="1.0" encoding="ENCODING"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet" xmlns:x="urn:schemas-microsoft-com:office:excel">
<Styles><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style></Styles>
<Worksheet ss:Name="客户"><Table>
<Row ss:Index="3"><Cell ss:Index="2"><Data ss:Type="String">客户名称</Data></Cell><Cell><Data ss:Type="String">年销售额</Data></Cell><Cell><Data ss:Type="String">概率</Data></Cell></Row>
<Row><Cell ss:Index="2"><Data ss:Type="String">甲 &amp; &#20057;<B xmlns="x">公司</B></Data><Comment><ss:Data>note</ss:Data></Comment></Cell><Cell><Data ss:Type="Number">1200.5</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Number">0.6</Data></Cell></Row>
<Row ss:Span="1" ss:Hidden="1"/>
<Row><Cell ss:Index="2"><Data ss:Type="String">丙公司</Data></Cell><Cell><Data ss:Type="Number">300</Data></Cell><Cell ss:StyleID="p"><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">客户名称</Data></Cell></Row><Row><Cell><Data ss:Type="String">旧公司</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"#;

#[test]
fn a_workbook_of_excel_2003_in_xml() {
    for (name, encoding) in [("utf-8", encoding_rs::UTF_8), ("gb2312", encoding_rs::GB18030)] {
        let (code, json) = planned("l.xls", encoding.encode(&XML.replace("ENCODING", name)).0);
        // The probability that is an error leaves its account unranked.
        assert!(code <= 1, "{json:#}");
        let first = account(&json, "甲 & 乙公司");
        assert_eq!(
            (first["annual_revenue"].as_f64(), first["probability"].as_f64()),
            (Some(1200.5), Some(0.6))
        );
        assert_eq!(first["source"]["row"], 4);
        assert!(codes(&json).contains(&"sheet_hidden".to_owned()), "{json:#}");
    }
}

#[test]
fn a_cut_or_hostile_xml_is_a_refusal() {
    let cut = XML.replace("ENCODING", "utf-8");
    for at in (300..cut.len()).step_by(97).filter(|at| cut.is_char_boundary(*at)) {
        assert!(planned("l.xls", &cut[..at]).0 <= 2);
    }
    let long = cut.replace("ENCODING", "utf-8").replace("note", &"x".repeat(40_000_000));
    let (code, json) = planned("l.xls", long);
    assert_eq!((code, codes(&json)), (2, vec!["file_unpacked_too_large".to_owned()]));
    let many =
        format!("{}</Workbook>", cut.replace("</Workbook>", &"<Worksheet ss:Name=\"s\"/>".repeat(1100)));
    let (code, json) = planned("l.xls", many);
    assert_eq!((code, codes(&json)), (2, vec!["file_many_sheets".to_owned()]));
}

#[test]
fn a_workbook_of_wps_is_known_by_its_content() {
    let desk = Desk::new();
    let c = crate::support::C::T;
    let rows = vec![vec![c("客户名称")], vec![c("甲公司")]];
    desk.book("l.xlsx", &[("a", rows)]);
    std::fs::rename(desk.path("l.xlsx"), desk.path("l.et")).unwrap();
    let (code, json) = desk.plan(&["l.et"]);
    assert_eq!((code, codes(&json).contains(&"file_misnamed".to_owned())), (0, false), "{json:#}");
    // A folder's lists are those too.
    std::fs::create_dir(desk.path("lists")).unwrap();
    std::fs::rename(desk.path("l.et"), desk.path("lists/l.et")).unwrap();
    assert_eq!(desk.plan(&["lists"]).0, 0);
}

/// Runs keyplan with a file on its standard input.
fn piped(desk: &Desk, args: &[&str], input: &[u8]) -> std::process::Output {
    assert_cmd::Command::cargo_bin("keyplan")
        .unwrap()
        .current_dir(desk.path(""))
        .env("TMPDIR", desk.path("tmp"))
        .args(args)
        .write_stdin(input)
        .output()
        .unwrap()
}

#[test]
fn standard_input_is_a_list_like_any_other() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path("tmp")).unwrap();
    desk.book(
        "l.xlsx",
        &[("a", vec![vec![crate::support::C::T("客户名称")], vec![crate::support::C::T("甲公司")]])],
    );
    let book = std::fs::read(desk.path("l.xlsx")).unwrap();
    for input in ["客户名称,年销售额\n甲公司,5\n".as_bytes(), &book] {
        for command in ["check", "columns"] {
            let run = piped(&desk, &[command, "-"], input);
            assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        }
        let run = piped(&desk, &["plan", "-", "--force"], input);
        assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stderr));
        assert!(desk.path("stdin.plan.xlsx").exists());
        let run = piped(&desk, &["plan", "-", "-o", "o.xlsx", "--json", "-", "--force"], input);
        let json: Value = serde_json::from_slice(&run.stdout).unwrap();
        assert_eq!(
            (json["inputs"][0]["file"].as_str(), json["accounts"][0]["name"].as_str()),
            (Some("-"), Some("甲公司"))
        );
    }
    assert_eq!(piped(&desk, &["check", "-"], b"").status.code(), Some(2));
    assert_eq!(std::fs::read_dir(desk.path("tmp")).unwrap().count(), 0, "nothing is left behind");
}
