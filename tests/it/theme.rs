//! A company's own look: name, confidentiality line, logo and unit of money from the theme file.

use crate::support::{C, Desk};
use calamine::{Reader, Xlsx, open_workbook};
use std::io::Read;

/// A picture of one point.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x02\x00\x00\x00\
    \x90wS\xde\x00\x00\x00\x0cIDATx\x9cc```\x00\x00\x00\x04\x00\x01\xf6\x178U\x00\x00\x00\x00IEND\xaeB`\x82";

fn planned(theme: &str, logo: Option<&[u8]>) -> (Desk, std::process::Output) {
    let desk = Desk::new();
    let accounts = vec![
        vec![C::T("Customer"), C::T("Repeat sales"), C::T("Probability")],
        vec![C::T("Alder"), C::N(2_500_000.0), C::N(0.5)],
    ];
    desk.book("lists.xlsx", &[("Accounts", accounts)]);
    std::fs::create_dir(desk.path("look")).unwrap();
    let whole = keyplan::config::Templates::default().text("theme.toml").unwrap();
    let set = |text: String, line: &str| {
        let key = format!("\n{} = \"", line.split(' ').next().unwrap());
        let at = text.find(&key).unwrap() + 1;
        let end = at + text[at..].find('\n').unwrap();
        format!("{}{line}{}", &text[..at], &text[end..])
    };
    desk.text("look/theme.toml", theme.lines().fold(whole, set));
    if let Some(logo) = logo {
        desk.text("look/logo.png", logo);
    }
    let args = ["plan", "lists.xlsx", "-o", "out.xlsx", "--templates", "look", "--lang", "en", "--quiet"];
    let output = desk.run(&args);
    (desk, output)
}

fn part(desk: &Desk, name: &str) -> String {
    let mut book = zip::ZipArchive::new(std::fs::File::open(desk.path("out.xlsx")).unwrap()).unwrap();
    let mut text = String::new();
    book.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn company_confidentiality_logo_and_unit_show() {
    let theme =
        "company = \"Acme & Sons\"\nconfidentiality = \"Internal\"\nlogo = \"logo.png\"\nunit = \"k\"";
    let (desk, output) = planned(theme, Some(PNG));
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let mut book: Xlsx<_> = open_workbook(desk.path("out.xlsx")).unwrap();
    let overview = book.worksheet_range("Overview").unwrap();
    let band = overview.get_value((1, 0)).unwrap().to_string();
    assert!(band.contains("Acme & Sons") && band.contains("Internal"), "{band}");
    assert!(band.contains("Money in k"), "{band}");
    // EV of 1,250,000 in thousands, on its tile.
    assert_eq!(overview.get_value((4, 2)).unwrap().to_string(), "1250");
    for sheet in 1..=3 {
        let xml = part(&desk, &format!("xl/worksheets/sheet{sheet}.xml"));
        let footer = xml.split_once("<oddFooter>").unwrap().1;
        assert!(footer.contains("Acme &amp;&amp; Sons") && footer.contains("Internal"), "{footer}");
    }
    let drawing = part(&desk, "xl/drawings/drawing1.xml");
    assert!(drawing.contains("descr=\"Acme &amp; Sons\""), "{drawing}");
}

#[test]
fn what_the_theme_names_wrongly_is_refused_and_named() {
    for (theme, logo, wanted) in [
        ("logo = \"logo.png\"", None, "logo.png"),
        ("logo = \"logo.png\"", Some(&b"GIF89a"[..]), "PNG or JPEG"),
        ("unit = \"dozen\"", None, "dozen"),
    ] {
        let (desk, output) = planned(theme, logo);
        let errors = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{errors}");
        assert!(errors.contains(wanted) && errors.contains("theme.toml"), "{errors}");
        assert!(!desk.path("out.xlsx").exists());
    }
}
