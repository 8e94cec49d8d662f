//! Which deals are won or lost, and what order lines without an amount come to: told by words, flags and columns
//! beside one another.

use crate::support::{Desk, codes, reconcile};
use serde_json::{Value, json};

fn planned(text: &str) -> Value {
    let desk = Desk::new();
    desk.text("list.csv", text);
    let (_, json) = desk.plan(&["list.csv"]);
    assert!(json.is_object(), "{text}");
    reconcile(&json);
    json
}

fn deal<'a>(json: &'a Value, name: &str) -> &'a Value {
    json["opportunities"].as_array().unwrap().iter().find(|d| d["name"] == json!(name)).unwrap()
}

fn outcome(stage: &str) -> Value {
    let text = format!(
        "Account,Opportunity,Amount,Stage,Close Date\nA,D,10,{stage},2025-12-01\nB,E,1,Demo,2026-05-01\n"
    );
    let json = planned(&text);
    deal(&json, "D")["outcome"].clone()
}

#[test]
fn the_words_of_a_stage_tell_won_and_lost() {
    for (stages, wanted) in [
        (
            &[
                "Lost to competitor",
                "Closed - No decision",
                "6. Dropped",
                "Deal abandoned",
                "Disqualified (budget)",
                "输单关闭",
                "客户已流失",
                "无效线索",
                "未中标",
                "輸單",
                "Verloren an Wettbewerb",
                "Perdue - prix",
                "Perdida por precio",
                "Persa",
                "Cancelado pelo cliente",
                "失注",
            ][..],
            "lost",
        ),
        (
            &[
                "PO Received",
                "Deal won!",
                "Contract signed",
                "Awarded to us",
                "赢单关闭",
                "合同已签",
                "成功签约",
                "Gewonnen (2025)",
                "Affaire gagnée",
                "Venta ganada",
                "Vinta",
                "Negócio ganho",
                "受注済み",
            ][..],
            "won",
        ),
        (
            &[
                "At risk of being lost",
                "To be signed",
                "Won/Lost review",
                "NDA signed",
                "待签约",
                "预计成交",
                "签约谈判中",
                "促成交易",
                "受注予定",
                "Loss analysis",
                "Demo",
                "Meeting cancelled",
                "Competitor evaluation",
            ][..],
            "open",
        ),
    ] {
        for stage in stages {
            assert_eq!(outcome(stage), json!(wanted), "{stage}");
        }
    }
}

/// Flags and a status beside the stage.
#[test]
fn columns_beside_the_stage_tell_won_and_lost() {
    for (columns, rows) in [
        ("Is Closed,Is Won", ["FALSE,FALSE", "TRUE,TRUE", "TRUE,FALSE"]),
        ("won", ["", "True", "False"]),
        ("是否赢单", ["", "是", "否"]),
        ("Deal Status", ["Open", "Won", "Lost"]),
        ("状态", ["跟进中", "赢单", "已输单"]),
        ("Won,Lost", ["0,0", "1,0", "0,1"]),
    ] {
        let lines: Vec<String> = rows
            .iter()
            .enumerate()
            .map(|(at, row)| format!("Firm {at},D{at},10,Review,2025-12-01,{row}"))
            .collect();
        let json = planned(&format!(
            "Account,Opportunity,Amount,Stage,Close Date,{columns}\n{}\n",
            lines.join("\n")
        ));
        let outcomes = ["D0", "D1", "D2"].map(|name| deal(&json, name)["outcome"].as_str().unwrap());
        assert_eq!(outcomes, ["open", "won", "lost"], "{columns}");
        assert!(codes(&json).contains(&"outcome_by_column".to_owned()), "{columns}");
    }
}

#[test]
fn a_no_without_blanks_or_a_closed_flag_loses_nothing() {
    let json = planned(
        "Account,Opportunity,Amount,Stage,Won,Close Date\nA,D,10,Demo,No,2026-05-01\nB,E,5,Demo,Yes,2025-12-01\n",
    );
    assert_eq!(deal(&json, "D")["outcome"], json!("open"));
    assert_eq!(deal(&json, "E")["outcome"], json!("won"));
}

#[test]
fn quantity_times_price_is_the_amount_of_a_line() {
    for header in [
        "Order No,Order Date,Customer,Item,Qty,Unit Price",
        "订单号,下单日期,客户,品名,数量,单价(元)",
        "Rechnungsnr,Datum,Kunde,Artikel,Menge,Einzelpreis",
        "N° facture,Date facture,Client,Article,Quantité,Prix unitaire",
    ] {
        let json = planned(&format!("{header}\n1,2025-12-01,Alfa,X,10,5\n2,2025-12-02,Alfa,Y,2,50\n"));
        assert_eq!(json["accounts"][0]["annual_revenue"], json!(150.0), "{header}");
        assert!(codes(&json).contains(&"amount_computed".to_owned()), "{header}");
    }
}

#[test]
fn with_a_discount_the_amount_is_asked_for() {
    let desk = Desk::new();
    desk.text("a.csv", "Customer,Sales\nAlfa,1\n");
    desk.text("o.csv", "Order No,Order Date,Customer,Qty,Unit Price,Discount\n1,2025-12-01,Alfa,10,5,10%\n");
    let (_, json) = desk.plan(&["a.csv", "o.csv"]);
    assert!(codes(&json).contains(&"no_amount_column".to_owned()));
    assert_eq!(json["accounts"][0]["annual_revenue"], json!(1.0));
}

#[test]
fn a_budget_beside_what_came_about_is_nobodys_budget() {
    for header in [
        "Customer,Budget,Actual,Last Year",
        "客户,预算,实际,去年",
        "Kunde,Budget,Ist,Vorjahr",
        "Customer,Budget,Achieved,Gap",
    ] {
        let json = planned(&format!("{header}\nAlfa,200,100,90\nBeta,50,60,40\n"));
        let columns = json["inputs"][0]["sheets"][0]["columns"].as_array().unwrap();
        assert!(columns[1..].iter().all(|c| c["field"].is_null()), "{header}: {columns:?}");
        assert!(codes(&json).contains(&"header_suggestion".to_owned()), "{header}");
    }
}

#[test]
fn two_columns_that_say_the_same_need_no_question() {
    for (header, rows) in [
        ("Customer,Client,Sales,Revenue", ["Alfa,Alfa,1,1", "Beta,Beta,2,2"]),
        ("Customer,Client,Sales,Revenue", ["Alfa,Alfa,1,1", "Beta,,2,"]),
    ] {
        let json = planned(&format!("{header}\n{}\n", rows.join("\n")));
        assert_eq!(json["totals"]["annual_revenue"], json!(3.0));
    }
    let json = planned("Customer,Sales,Revenue\nAlfa,1,1\nBeta,2,3\n");
    assert!(codes(&json).contains(&"ambiguous_column".to_owned()));
}

#[test]
fn the_amount_of_invoices_named_as_revenue_is_summed() {
    let desk = Desk::new();
    desk.text(
        "i.csv",
        "Invoice No,Invoice Date,Customer Name,Net Amount\n1,2025-12-01,Alfa,100\n2,2025-12-02,Alfa,200\n",
    );
    let (_, json) = desk.plan(&["i.csv", "--map", "annual_revenue=Net Amount"]);
    assert_eq!(json["accounts"][0]["annual_revenue"], json!(300.0));
}

/// Ours beside theirs.
#[test]
fn what_they_buy_from_us_beside_what_they_turn_over() {
    for header in ["公司名称,员工数,营业收入,我司年采购额", "Company,Headcount,Revenue,Our Revenue"]
    {
        let json = planned(&format!("{header}\nAlfa,100,100000,10\nBeta,200,200000,20\n"));
        assert_eq!(json["totals"]["annual_revenue"], json!(30.0), "{header}");
    }
}
