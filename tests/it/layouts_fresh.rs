//! Layouts thought up without a look at the code: each is read as a careful person would, or asked about.

use crate::support::{Desk, codes, reconcile};
use serde_json::Value;
use std::collections::BTreeMap;

/// What a layout is, its text, and what is read: `r` revenue by account, `p` potential, `n` names, `persons`
/// their number, `asks` the issue that says so.
const LAYOUTS: &[(&str, &str, &str)] = &[
    (
        "title, blank row, header in row 3",
        "Kundenliste 2025\n;;\nKunde;Umsatz;Region\nAlfa GmbH;100;Nord\nBeta AG;50;Süd\n",
        "r Alfa GmbH=100 Beta AG=50",
    ),
    (
        "unit in a title",
        "Umsatz je Kunde in TEUR;\nKunde;Umsatz\nAlfa GmbH;100\nBeta AG;50\n",
        "r Alfa GmbH=100000 Beta AG=50000",
    ),
    (
        "unit in the footer",
        "客户,销售额\n甲公司,100\n乙公司,50\n以上金额单位均为万元,\n",
        "r 甲公司=1000000 乙公司=500000",
    ),
    (
        "total below a rule",
        "Customer,Sales\nAlfa,100\nBeta,50\n-----,-----\nTotal,150\n",
        "r Alfa=100 Beta=50",
    ),
    ("total above the records", "Customer,Sales\nTotal,150\nAlfa,100\nBeta,50\n", "r Alfa=100 Beta=50"),
    (
        "total in another language",
        "Client,Chiffre d'affaires\nAlfa SA,100\nBeta SARL,50\nTotal général,150\n",
        "r Alfa SA=100 Beta SARL=50",
    ),
    (
        "Spanish total",
        "Cliente;Ventas\nAlfa SL;100\nBeta SA;50\nSuma total;150\n",
        "r Alfa SL=100 Beta SA=50",
    ),
    (
        "subtotals by region",
        "Region,Customer,Sales\nNorth,Alfa,100\nNorth Total,,100\nSouth,Beta,50\nSouth Total,,50\nGrand Total,,150\n",
        "r Alfa=100 Beta=50",
    ),
    (
        "quarters are summed",
        "Customer,Q1 Sales,Q2 Sales,Q3 Sales,Q4 Sales\nAlfa,10,20,30,40\nBeta,1,2,3,4\n",
        "r Alfa=100 Beta=10",
    ),
    (
        "Chinese quarters",
        "客户,一季度销售额,二季度销售额,三季度销售额,四季度销售额\n甲公司,10,20,30,40\n乙公司,1,2,3,4\n",
        "r 甲公司=100 乙公司=10",
    ),
    (
        "months are summed",
        "Customer,Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec,Total\nAlfa,1,1,1,1,1,1,1,1,1,1,1,1,12\nBeta,2,2,2,2,2,2,2,2,2,2,2,2,24\n",
        "asks column_unused",
    ),
    ("two years", "Account,Revenue FY24,Revenue FY25\nAlfa,90,100\nBeta,60,50\n", "r Alfa=100 Beta=50"),
    (
        "Chinese two years",
        "客户名称,2024年销售额,2025年销售额\n甲公司,90,100\n乙公司,60,50\n",
        "r 甲公司=100 乙公司=50",
    ),
    (
        "last year beside this",
        "Customer,Last Year Sales,This Year Sales\nAlfa,90,100\nBeta,60,50\n",
        "r Alfa=100 Beta=50",
    ),
    ("target beside sales", "Customer,Sales Target,Sales\nAlfa,300,100\nBeta,80,50\n", "r Alfa=100 Beta=50"),
    ("share of total", "Customer,Sales,% of Total\nAlfa,100,66.7%\nBeta,50,33.3%\n", "r Alfa=100 Beta=50"),
    ("rank first", "Rank,Customer,Turnover\n1,Alfa,100\n2,Beta,50\n", "r Alfa=100 Beta=50"),
    ("index without header", ",Customer,Sales\n1,Alfa,100\n2,Beta,50\n", "r Alfa=100 Beta=50"),
    (
        "bilingual header rows",
        "客户名称,年销售额,区域\nCustomer Name,Annual Sales,Region\n甲公司,100,华东\n乙公司,50,华南\n",
        "r 甲公司=100 乙公司=50",
    ),
    (
        "required marks",
        "*客户名称(必填),年销售额（万元）*\n甲公司,1\n乙公司,2\n",
        "r 甲公司=10000 乙公司=20000",
    ),
    (
        "example row",
        "客户名称,年销售额\n示例：XX有限公司,100\n甲公司,10\n乙公司,50\n",
        "r 甲公司=10 乙公司=50",
    ),
    ("instruction row", "Customer,Sales\nRequired,Optional\nAlfa,100\nBeta,50\n", "r Alfa=100 Beta=50"),
    (
        "camelCase",
        "accountName,annualRevenue,regionName\nAlfa,100,North\nBeta,50,South\n",
        "r Alfa=100 Beta=50",
    ),
    (
        "snake_case",
        "customer_name,annual_sales,sales_rep\nAlfa,100,Ann Lee\nBeta,50,Bob Ray\n",
        "r Alfa=100 Beta=50",
    ),
    ("custom fields", "Account_Name__c,Annual_Sales__c\nAlfa,100\nBeta,50\n", "r Alfa=100 Beta=50"),
    ("upper case with points", "CUST. NAME,NET SALES\nAlfa,100\nBeta,50\n", "r Alfa=100 Beta=50"),
    (
        "invoice lines",
        "Invoice No,Invoice Date,Customer,Net Amount,VAT,Total\n1,2025-10-01,Alfa,60,12,72\n2,2025-11-01,Alfa,40,8,48\n3,2025-12-01,Beta,50,10,60\n",
        "r Alfa=100 Beta=50",
    ),
    (
        "German invoice lines",
        "Rechnungsnr;Rechnungsdatum;Kunde;Netto;MwSt\n1;01.10.2025;Alfa GmbH;60,00;11,40\n2;02.11.2025;Alfa GmbH;40,00;7,60\n3;03.12.2025;Beta AG;50,00;9,50\n",
        "r Alfa GmbH=100 Beta AG=50",
    ),
    (
        "French months in dates",
        "Facture;Date;Client;Montant\n1;1er octobre 2025;Alfa SA;100\n2;12 décembre 2025;Beta SARL;50\n",
        "r Alfa SA=100 Beta SARL=50",
    ),
    (
        "Spanish months in dates",
        "Factura;Fecha;Cliente;Importe\n1;12 de octubre de 2025;Alfa SL;100\n2;3 de diciembre de 2025;Beta SA;50\n",
        "r Alfa SL=100 Beta SA=50",
    ),
    (
        "German months in dates",
        "Auftrag;Datum;Kunde;Betrag\n1;12. Oktober 2025;Alfa GmbH;100\n2;3. Dezember 2025;Beta AG;50\n",
        "r Alfa GmbH=100 Beta AG=50",
    ),
    (
        "order lines with a grand total",
        "订单号,下单日期,客户,金额\nA1,2025-10-01,甲公司,60\nA2,2025-11-01,甲公司,40\nA3,2025-12-01,乙公司,50\n合计,,,150\n",
        "r 甲公司=100 乙公司=50",
    ),
    (
        "cost gives the profit",
        "Order,Order Date,Customer,Amount,Cost\n1,2025-10-01,Alfa,100,70\n2,2025-11-01,Beta,50,30\n",
        "r Alfa=100 Beta=50",
    ),
    (
        "returns are negative",
        "Invoice,Invoice Date,Customer,Amount\n1,2025-10-01,Alfa,120\n2,2025-11-01,Alfa,(20)\n3,2025-12-01,Beta,50\n",
        "r Alfa=100 Beta=50",
    ),
    (
        "sold-to wins over ship-to",
        "Order,Order Date,Customer,Ship-to City,Amount\n1,2025-10-01,Alfa,Rome,100\n2,2025-11-01,Beta,Oslo,50\n",
        "r Alfa=100 Beta=50",
    ),
    (
        "end customer is asked",
        "Order,Order Date,Sold-to,End Customer,Amount\n1,2025-10-01,Alfa,Gamma,100\n2,2025-11-01,Beta,Delta,50\n",
        "asks ambiguous_column",
    ),
    (
        "their turnover is not ours",
        "Company,Employees,Annual Revenue,Founded\nAlfa,100,5000000,1990\nBeta,50,900000,2001\n",
        "asks company_revenue_assumed",
    ),
    (
        "theirs beside ours",
        "企业名称,员工人数,年营业额,我司采购额\n甲公司,100,5000000,100\n乙公司,50,900000,50\n",
        "r 甲公司=100 乙公司=50",
    ),
    ("money words", "Customer,Sales\nAlfa,$1.2M\nBeta,800k\n", "r Alfa=1200000 Beta=800000"),
    ("Chinese money words", "客户,销售额\n甲公司,1.2亿\n乙公司,80万\n", "r 甲公司=120000000 乙公司=800000"),
    (
        "Swiss grouping",
        "Kunde;Umsatz\nAlfa AG;1’200’000\nBeta AG;800’000.50\n",
        "r Alfa AG=1200000 Beta AG=800000.5",
    ),
    (
        "lakh grouping",
        "Customer,Sales (INR)\nAlfa,\"12,34,567\"\nBeta,\"1,00,000\"\n",
        "r Alfa=1234567 Beta=100000",
    ),
    ("spaces in numbers", "Client;CA\nAlfa SA;1 200,50\nBeta SA;800,00\n", "r Alfa SA=1200.5 Beta SA=800"),
    ("dashes mean nothing", "Customer,Sales,Region\nAlfa,100,-\nBeta,50,n/a\n", "r Alfa=100 Beta=50"),
    (
        "customers whose names look like totals",
        "Customer,Sales,Region\nTotal Wine & More,100,N\nSummit Health,50,S\nSum Yi Foods,20,N\n",
        "r Total Wine & More=100 Summit Health=50 Sum Yi Foods=20",
    ),
    (
        "pipeline",
        "Deal,Account,Value,Stage,Probability,Expected Close\nD1,Alfa,100,Proposal,60%,2026-05-01\nD2,Beta,50,Lost - price,0%,2025-05-01\n",
        "p Alfa=100",
    ),
    (
        "German pipeline",
        "Verkaufschance;Kunde;Betrag;Phase;Wahrscheinlichkeit;Abschlussdatum\nV1;Alfa GmbH;100;Verhandlung;60%;01.05.2026\nV2;Beta AG;50;Verloren;0%;01.05.2025\n",
        "p Alfa GmbH=100",
    ),
    (
        "contacts alone make accounts",
        "First Name,Last Name,Company,Job Title,Email\nAnn,Lee,Alfa,Buyer,a@alfa.example\nBob,Ray,Beta,CEO,b@beta.example\n",
        "persons 2",
    ),
    (
        "German contacts",
        "Vorname;Nachname;Firma;Position;E-Mail\nAnn;Lee;Alfa GmbH;Einkauf;a@alfa.example\nBob;Ray;Beta AG;CEO;b@beta.example\n",
        "persons 2",
    ),
    (
        "leads are persons",
        "Lead Source,Full Name,Company,Email,Status\nWeb,Ann Lee,Alfa,a@alfa.example,New\nFair,Bob Ray,Beta,b@beta.example,Contacted\n",
        "persons 2",
    ),
    (
        "key persons with roles",
        "客户,姓名,职务,决策角色\n甲公司,王一,采购经理,影响者\n乙公司,李二,总经理,决策者\n",
        "persons 2",
    ),
    (
        "visits alone",
        "拜访日期,客户名称,拜访人,拜访目的\n2025-10-01,甲公司,王一,回访\n2025-11-01,乙公司,李二,签约\n",
        "n 乙公司 甲公司",
    ),
    (
        "staff are no customers",
        "Employee ID,Name,Department,Job Title,Hire Date,Manager\nE1,Ann Lee,Sales,Rep,2020-01-01,Bob Ray\nE2,Cid Fox,Sales,Rep,2021-01-01,Bob Ray\n",
        "asks sheet_ignored",
    ),
    (
        "a bank statement is no list",
        "Date,Value Date,Counterparty,Counterparty Account,Amount,Balance\n2025-10-01,2025-10-01,Alfa,DE12,100,900\n2025-10-02,2025-10-02,Beta,DE13,-50,850\n",
        "asks sheet_ignored",
    ),
    (
        "suppliers are no customers",
        "Supplier,Supplier No,Contact,Payment Terms,Spend\nAlfa,S1,Ann Lee,30,100\nBeta,S2,Bob Ray,60,50\n",
        "asks sheet_ignored",
    ),
    (
        "a price list",
        "SKU,Product Name,List Price,Stock\nA1,Pump,100,5\nA2,Valve,50,9\n",
        "asks sheet_ignored",
    ),
    (
        "a trial balance",
        "Account,Account Name,Debit,Credit,Closing Balance\n1000,Cash,10,0,10\n2000,Payables,0,10,-10\n",
        "asks sheet_ignored",
    ),
    (
        "report in blocks",
        ",Order Date,Amount\nAlfa,,\n,2025-10-01,60\n,2025-11-01,40\nBeta,,\n,2025-12-01,50\n",
        "r Alfa=100 Beta=50",
    ),
    (
        "Italian list",
        "Ragione sociale;Fatturato;Regione;Settore\nAlfa Srl;100;Nord;Acciaio\nBeta Spa;50;Sud;Carta\n",
        "r Alfa Srl=100 Beta Spa=50",
    ),
    (
        "Portuguese list",
        "Cliente;Faturamento anual;Região\nAlfa Lda;100;Norte\nBeta Lda;50;Sul\n",
        "r Alfa Lda=100 Beta Lda=50",
    ),
    (
        "Japanese list",
        "得意先名,年間売上高,業種\nアルファ株式会社,100,機械\nベータ株式会社,50,食品\n",
        "r アルファ株式会社=100 ベータ株式会社=50",
    ),
    (
        "traditional Chinese",
        "客戶名稱,年營業額（萬元）,產業\n甲股份有限公司,1,機械\n乙股份有限公司,2,食品\n",
        "n 乙股份有限公司 甲股份有限公司",
    ),
    (
        "signature lines",
        "客户名称,销售额\n甲公司,100\n乙公司,50\n制表人：王一,\n审核：李二,\n",
        "r 甲公司=100 乙公司=50",
    ),
    ("page lines", "Customer,Sales\nAlfa,100\nPage 1 of 2,\nBeta,50\nPage 2 of 2,\n", "r Alfa=100 Beta=50"),
];

fn figures(json: &Value, field: &str) -> BTreeMap<String, f64> {
    let accounts = json["accounts"].as_array().into_iter().flatten();
    let figure = |a: &Value| Some((a["name"].as_str()?.to_owned(), a[field].as_f64()?));
    accounts.filter_map(figure).filter(|(_, value)| *value != 0.0).collect()
}

/// `Alfa GmbH=100 Beta AG=50`.
fn wanted(text: &str) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    let mut name = String::new();
    for word in text.split(' ') {
        match word.split_once('=') {
            Some((last, value)) => {
                let whole = format!("{name}{last}");
                found.insert(whole, value.parse().unwrap());
                name.clear();
            }
            None => name.push_str(&format!("{word} ")),
        }
    }
    found
}

#[test]
fn sixty_layouts_are_read_or_asked_about() {
    assert!(LAYOUTS.len() >= 60);
    for (why, text, expected) in LAYOUTS {
        let desk = Desk::new();
        desk.text("list.csv", text);
        let (_, json) = desk.plan(&["list.csv"]);
        if json["accounts"].is_array() {
            reconcile(&json);
        }
        let (kind, rest) = expected.split_once(' ').unwrap();
        match kind {
            "r" => assert_eq!(figures(&json, "annual_revenue"), wanted(rest), "{why}: {:#}", json["issues"]),
            "p" => assert_eq!(figures(&json, "sales_potential"), wanted(rest), "{why}: {:#}", json["issues"]),
            "persons" => {
                let persons = json["persons"].as_array().map_or(0, Vec::len);
                assert_eq!(persons.to_string(), rest, "{why}");
            }
            "n" => {
                let accounts = json["accounts"].as_array().into_iter().flatten();
                let mut names: Vec<&str> = accounts.filter_map(|a| a["name"].as_str()).collect();
                names.sort_unstable();
                assert_eq!(names.join(" "), rest, "{why}");
            }
            _ => assert!(codes(&json).contains(&rest.to_owned()), "{why}: {:?}", codes(&json)),
        }
    }
}
