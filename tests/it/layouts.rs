//! Layouts that people make and no standard knows: each is read as a careful person would, or refused with
//! a code. What matters most: no column is ever taken for what it is not.

use crate::support::{C, Desk, account, codes, reconcile};
use serde_json::{Value, json};

fn planned(text: &str) -> Value {
    let desk = Desk::new();
    desk.text("list.csv", text);
    let (_, json) = desk.plan(&["list.csv"]);
    assert!(json.is_object(), "{text}");
    reconcile(&json);
    json
}

fn both(accounts: &str, children: &str) -> Value {
    let desk = Desk::new();
    desk.text("a.csv", accounts);
    desk.text("b.csv", children);
    let (_, json) = desk.plan(&["a.csv", "b.csv"]);
    reconcile(&json);
    json
}

fn names(json: &Value) -> Vec<&str> {
    let mut names: Vec<&str> =
        json["accounts"].as_array().into_iter().flatten().map(|a| a["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    names
}

/// Field of every mapped column of every sheet.
fn mapped(json: &Value) -> Vec<(String, String)> {
    let sheets = json["inputs"].as_array().unwrap().iter().flat_map(|i| i["sheets"].as_array().unwrap());
    sheets
        .flat_map(|s| s["columns"].as_array().unwrap())
        .filter_map(|c| Some((c["header"].as_str()?.to_owned(), c["field"].as_str()?.to_owned())))
        .collect()
}

fn fields(json: &Value) -> Vec<String> {
    mapped(json).into_iter().map(|(_, field)| field).collect()
}

fn kind(json: &Value, sheet: usize) -> &str {
    json["inputs"][0]["sheets"][sheet]["kind"].as_str().unwrap()
}

/// Lists where one more column must stay unmapped, whatever it is called.
#[test]
fn headers_that_only_look_like_a_field() {
    for header in [
        "年销售额（预算）",
        "销售额(目标)",
        "Revenue (Budget)",
        "Revenue (Q1)",
        "Sales (monthly)",
        "Sales (units)",
        "年销售额排名",
        "Revenue Rank",
        "Sales Target",
        "Sales Quota",
        "竞争对手销售额",
        "Competitor Sales",
        "Profit Margin",
        "Cross Profit",
        "流失概率",
        "Churn Probability",
        "概率排名",
        "Q1 Sales",
        "第一季度销售额",
        "1月销售额",
        "January Sales",
        "Sales Reason",
        "Sales Representative Count",
        "Condition 7",
        "条件7",
        "Influence",
        "Contract Name",
        "Contract",
        "Past Contact",
        "Lost Contact",
        "Next Contact",
        "Stage Date",
        "Closed",
        "Growth Plan",
        "增长原因",
        "新业务负责人",
        "New Business Owner",
        "Repeat",
        "Visitor",
        "Web Visits",
        "网站访问次数",
        "客户数",
        "客户数量",
        "Customers",
        "Number of Customers",
        "Customer Since",
        "Customer Type",
        "Customer Group",
        "Customer Satisfaction",
        "Account Type",
        "Account Status",
        "Account Balance",
        "应收账款",
        "信用额度",
        "Credit Limit",
        "Sales Tax",
        "Tax ID",
        "Owner ID",
        "Region Manager",
        "区域经理电话",
        "行业排名",
        "Industry Code",
        "Budget Year",
        "Service Level",
        "Support Tickets",
        "Revenue per Employee",
        "Profit Center",
        "利润中心",
        "Company Registration No",
        "Parent Customer ID",
        "Receptionist",
        "Dynamic",
        "Commitments",
        "Rolle",
        "Strengths",
        "Alliance",
        "Notes 2",
        "Needs Review",
        "Probable Close",
    ] {
        let json = planned(&format!("Customer,Repeat Sales,New Business,{header}\nA,10,5,3\nB,20,6,4\n"));
        let found = mapped(&json);
        assert_eq!(names(&json), ["A", "B"], "{header}: {:#}", json["issues"]);
        assert_eq!(found.len(), 3, "{header}: {found:?}");
    }
}

/// Headers that a person reads without thinking.
#[test]
fn headers_with_noise_are_found() {
    for (header, field) in [
        ("年销售额 (万元)", "annual_revenue"),
        ("年銷售額", "annual_revenue"),
        ("年销售额（含税）", "annual_revenue"),
        ("2025年销售额", "annual_revenue"),
        ("销售额2025", "annual_revenue"),
        ("Revenue 2025", "annual_revenue"),
        ("FY25 Revenue", "annual_revenue"),
        ("Revenue FY2025", "annual_revenue"),
        ("Sales (2025)", "annual_revenue"),
        ("Annual Revenue (actual)", "annual_revenue"),
        ("Revenue in thousands", "annual_revenue"),
        ("Revenue USD k", "annual_revenue"),
        ("Revenue [k€]", "annual_revenue"),
        ("年销售额/Annual Revenue", "annual_revenue"),
        ("年销售额 Annual Revenue", "annual_revenue"),
        ("3. Annual Revenue", "annual_revenue"),
        ("③年销售额", "annual_revenue"),
        ("*ANNUAL_REVENUE*", "annual_revenue"),
        ("Ｓａｌｅｓ", "annual_revenue"),
        ("毛利潤", "gross_profit"),
        ("Gross Proffit", "gross_profit"),
        ("機率", "probability"),
        ("成交機率(%)", "probability"),
        ("Probablity", "probability"),
        ("客戶經理", "owner"),
        ("所屬行業", "industry"),
        ("Industry:", "industry"),
        ("Customer #", "id"),
        ("現場拜訪次數", "visits"),
    ] {
        let [a, b] = if field == "industry" { ["Steel", "Paper"] } else { ["3", "4"] };
        let json = planned(&format!("Customer,Region,{header}\nA,North,{a}\nB,South,{b}\n"));
        let found = mapped(&json);
        let found = found.iter().any(|(h, f)| h.trim() == header && f == field);
        assert!(found, "{header}: {:#}", json["issues"]);
    }
}

#[test]
fn a_typing_error_in_a_short_word_is_only_suggested() {
    for header in ["Ann. Revenew", "Custmer Since", "Groth Rate", "年销售客"] {
        let json = planned(&format!("Customer,Region,{header}\nA,North,3\n"));
        assert_eq!(mapped(&json).len(), 2, "{header}");
    }
}

#[test]
fn two_columns_of_one_field_are_never_chosen_between() {
    for headers in [
        "Sales,Sales",
        "金额销售额,Sales,Revenue",
        "Sales (incl. tax),Sales (excl. tax)",
        "年销售额（含税）,年销售额（不含税）",
        "Sales (USD),Sales (CNY)",
    ] {
        let json = planned(&format!("Customer,{headers}\nA,1,2,3\n"));
        assert!(codes(&json).contains(&"ambiguous_column".to_owned()), "{headers}: {:#}", json["issues"]);
        assert!(!fields(&json).contains(&"annual_revenue".to_owned()), "{headers}");
    }
}

#[test]
fn money_that_stays_unused_is_told() {
    for headers in ["2023年,2024年,2025年", "一季度,二季度,合计", "2023,2024,2025"] {
        let json = planned(&format!("Customer,{headers}\nA,5000,6000,7000\n"));
        assert!(account(&json, "A")["annual_revenue"].is_null(), "{headers}");
        assert_eq!(codes(&json).iter().filter(|c| *c == "column_unused").count(), 3, "{headers}");
    }
}

#[test]
fn lists_of_other_things_are_no_accounts() {
    for text in [
        "Employee ID,Name,Department,Salary\n1,Ann,Sales,5000\n2,Bob,IT,6000\n",
        "工号,姓名,部门,销售额\n1,张三,销售部,5000\n",
        "Name,SKU,Price,Stock\nBolt,B-1,2,300\nNut,N-1,1,500\n",
        "编号,名称,规格型号,库存\n1,螺栓,M8,300\n",
        "Account,Account Name,Debit,Credit\n1001,Cash,500,0\n2001,Payables,0,500\n",
        "科目编码,名称,借方金额,贷方金额\n1001,库存现金,500,0\n",
        "Name,Quota,Region\nAnn,100000,North\n",
        "Row Labels,Sum of Sales\nNorth,5\nGrand Total,5\n",
        "行标签,求和项:销售额\n华东,5\n总计,5\n",
    ] {
        let json = planned(text);
        assert!(json["accounts"].as_array().is_none_or(Vec::is_empty), "{text}: {:?}", names(&json));
        assert_eq!(kind(&json, 0), "ignored", "{text}");
        assert!(!codes(&json).is_empty(), "{text}");
    }
}

#[test]
fn two_customer_columns_are_asked_about() {
    for text in [
        "Sold-to,Ship-to,Annual Revenue\nA,B,1\n",
        "Sold-to Party Name,Ship-to Party Name,Order Date,Amount\nA,B,2025-12-01,1\n",
        "Customer Name,End Customer,Annual Revenue\nA,B,1\n",
        "购货单位,最终客户,订单日期,金额\n甲,乙,2025-12-01,1\n",
        "经销商,终端客户,年销售额\n甲,乙,1\n",
        "客户名称,最终用户,年销售额\n甲,乙,1\n",
        "Account,End User,Deal Stage,Amount,Close Date\nA,B,Proposal,5,2026-05-01\n",
    ] {
        let json = planned(text);
        let issues = json["issues"].as_array().unwrap();
        let asked = issues.iter().find(|i| i["code"] == "ambiguous_column");
        let asked = asked.unwrap_or_else(|| panic!("{text}: {issues:#?}"));
        assert!(asked["message"].as_str().unwrap().contains(" | "), "{asked:#}");
        assert!(asked["hint"].as_str().unwrap().contains("--map"), "{asked:#}");
        assert!(!codes(&json).contains(&"no_account_column".to_owned()), "{text}");
        assert!(names(&json).is_empty(), "{text}");
    }
    let desk = Desk::new();
    desk.text("list.csv", "购货单位,最终客户,订单日期,金额\n甲,乙,2025-12-01,1\n");
    let (code, json) = desk.plan(&["list.csv", "--map", "account=最终客户"]);
    assert_eq!((code, names(&json)), (0, vec!["乙"]), "{:#}", json["issues"]);
}

#[test]
fn one_customer_column_of_any_name_is_taken() {
    for (text, name) in [
        ("客户名称,客户简称,年销售额\n甲公司,甲,1\n", "甲公司"),
        ("客户简称,年销售额\n甲,1\n", "甲"),
        ("End Customer,Annual Revenue\nA,1\n", "A"),
        ("经销商名称,年销售额\n甲,1\n", "甲"),
        ("Customer,Distributor,Annual Revenue\nA,D,1\n", "A"),
        ("Account Name,Parent Account,Annual Sales\nA,D,1\n", "A"),
    ] {
        let json = planned(text);
        assert_eq!(names(&json), [name], "{text}");
        assert_eq!(account(&json, name)["annual_revenue"], 1.0, "{text}");
        assert!(!codes(&json).contains(&"ambiguous_column".to_owned()), "{text}");
    }
}

#[test]
fn forms_and_blocks_are_refused() {
    for text in [
        "客户名称,甲公司\n年销售额,100\n",
        "Customer,Acme,Beta\nAnnual Revenue,5,6\nGross Profit,1,2\nRegion,North,South\n",
        "客户名称：,甲公司\n行业：,钢铁\n年销售额：,100\n负责人：,张三\n",
        "客户名称：甲公司\n行业：钢铁\n年销售额：100\n",
        "客户名称,甲,联系人,张三\n年销售额,100,毛利,20\n行业,钢铁,地区,华东\n\n客户名称,乙,联系人,李四\n年销售额,90,毛利,10\n行业,化工,地区,华南\n",
        "客户登记表\n\n客户名称,甲\n区域,华东\n行业,钢铁\n备注,\n",
    ] {
        let json = planned(text);
        assert!(codes(&json).contains(&"sheet_transposed".to_owned()), "{text}: {:#}", json["inputs"]);
        assert!(names(&json).is_empty(), "{text}");
        let hint = json["issues"][0]["hint"].as_str().unwrap();
        assert!(!hint.is_empty());
    }
    // A list whose titles and departments are called like fields is none.
    let json =
        planned("Customer,Contact,Title\nAcme,Ann,Owner\nBeta,Bob,Account Manager\nGamma,Cid,Sales Rep\n");
    assert!(!codes(&json).contains(&"sheet_transposed".to_owned()));
}

#[test]
fn tables_side_by_side_are_never_mixed() {
    let json = planned("客户名称,年销售额,,客户名称,年销售额（万元）\n甲,1,,丙,3\n乙,2,,丁,4\n,,,戊,5\n");
    assert_eq!(names(&json), ["丁", "丙", "乙", "戊", "甲"]);
    assert_eq!(account(&json, "甲")["annual_revenue"], 1.0);
    assert_eq!(account(&json, "戊")["annual_revenue"], 50_000.0);
    // Another kind beside the accounts, headed a row lower.
    let json = planned(
        "Customer,Sales,,,,\nAcme,5,,Customer,Key Person,Decision Role\nBeta,6,,Acme,Ann,Approver\nGamma,7,,Beta,Bob,Approver\n",
    );
    assert_eq!(names(&json), ["Acme", "Beta", "Gamma"], "{:#}", json["inputs"]);
    assert_eq!(json["persons"].as_array().unwrap().len(), 2);
    // A gap in one table parts nothing.
    let json = planned("Customer,Sales,,Region,Profit\nAcme,5,,North,1\nBeta,6,,South,2\n");
    assert_eq!(account(&json, "Beta")["region"], "South");
    // A short list of regions on the right is none of the accounts'.
    let json = planned("Customer,Sales,,Region,Profit\nA,5,,North,10\nB,6,,South,20\nC,7\nD,8\nE,9\n");
    assert_eq!(names(&json), ["A", "B", "C", "D", "E"]);
    assert!(account(&json, "A")["region"].is_null(), "{:#}", json["inputs"]);
    // Without a gap nobody knows where one ends.
    let json = planned("Customer,Sales,Customer,Sales\nA,1,C,3\n");
    assert!(codes(&json).contains(&"ambiguous_column".to_owned()) && names(&json).is_empty());
}

#[test]
fn totals_numberings_and_footers_are_no_accounts() {
    for text in [
        "Customer,Sales,Profit\nA,1,1\nA Total,1,1\nB,2,1\nB Total,2,1\nGrand Total,3,2\n",
        "Region,Customer,Sales\nNorth,A,1\nNorth Total,,1\nSouth,B,2\nSouth Total,,2\n",
        "区域,客户名称,年销售额\n华东,A,1\n华东 汇总,,1\n华南,B,2\n华南 汇总,,2\n总计,,3\n",
        "客户名称,年销售额,毛利\n1,2,3\nA,1,1\nB,2,1\n",
        "客户名称,年销售额,毛利\n(1),(2),(3)\nA,1,1\nB,2,1\n",
        "客户名称,年销售额,毛利\n文本,数字,数字\nA,1,1\nB,2,1\n",
        "Customer,Sales,Profit\nA,1,1\nB,2,1\n\nPage 1 of 3\n* preliminary figures\n",
        "客户名称,年销售额,毛利\nA,1,1\n客户名称,年销售额,毛利\nB,2,1\n",
        "Customer,Sales,Profit\nA,1,1\n\n\nB,2,1\n,,\nTotal,3,2\nAverage,1.5,1\n",
        "客户名称,年销售额,毛利\nA,1,1\nB,2,1\n合计：,3,2\n审核：,,日期：\n",
        "数据来源：CRM\n客户名称,年销售额,毛利\nA,1,1\nB,2,1\n注：不含税\n",
        "Filter,Region: all\nPrinted,2026-01-05\n\nCustomer,Sales,Profit\nA,1,1\nB,2,1\n",
    ] {
        let json = planned(text);
        assert_eq!(names(&json), ["A", "B"], "{text}: {:#}", json["issues"]);
        assert_eq!(account(&json, "B")["annual_revenue"], 2.0, "{text}");
    }
    let json = planned("Customer,Sales\nPetro Total,5\nTotal Fitness,6\nSum Design,7\n");
    assert_eq!(names(&json), ["Petro Total", "Sum Design", "Total Fitness"]);
}

#[test]
fn numbers_as_people_write_them_in_a_column() {
    for (text, sales) in [
        ("Customer;Sales\nA;1.200\nB;1.200,50\n", json!(1200.0)),
        ("Customer;Sales\nA;€ 1.200\nB;€ 12,50\n", json!(1200.0)),
        ("Customer;Sales\nA;1 200,50\nB;3\n", json!(1200.5)),
        ("Customer;Sales\nA;1.200,50-\nB;3\n", json!(-1200.5)),
        ("Customer;Sales\nA;1'200.50\nB;3\n", json!(1200.5)),
        ("Customer;Sales\nA;１，２００\nB;３\n", json!(1200.0)),
        ("Customer;Sales\nA;1.200.000\nB;2.100\n", json!(1_200_000.0)),
        ("Customer;Sales\nA;1.200\nB;2.5\n", json!(1.2)),
        ("Customer;Sales\nA;￥1,200\nB;￥2.5\n", json!(1200.0)),
        ("客户;年销售额\nA;120万\nB;1.2亿\n", json!(1_200_000.0)),
        ("客户;年销售额;单位\nA;120;万元\nB;5000;元\n", json!(1_200_000.0)),
        ("客户;年销售额（万元）\nA;1200元\nB;3\n", json!(12_000_000.0)),
        ("Customer;Sales\nA;4 Mio.\nB;3\n", json!(4_000_000.0)),
        ("customer_name;annual_revenue_usd\nA;5\n", json!(5.0)),
        ("Customer;Sales\nA;-\nB;3\n", Value::Null),
        ("Customer;Sales\nA;n.a.\nB;3\n", Value::Null),
        ("Customer;Sales\nA;100-500\nB;3\n", Value::Null),
        ("Customer;Sales\nA;≥100\nB;3\n", Value::Null),
    ] {
        let json = planned(text);
        assert_eq!(account(&json, "A")["annual_revenue"], sales, "{text}: {:#}", json["issues"]);
    }
    let json = planned("Customer;Sales\nA;1,200\nB;12,5\n");
    assert!(codes(&json).contains(&"doubtful_grouping".to_owned()), "{:#}", json["issues"]);
    // Only the semicolons tell what the point is: it groups, with a warning.
    let json = planned("Customer;Sales\nA;1.200\nB;3.400\n");
    assert_eq!(account(&json, "A")["annual_revenue"], 1200.0);
    assert!(codes(&json).contains(&"doubtful_grouping".to_owned()));
}

#[test]
fn percentages_of_every_kind() {
    for (text, p) in [
        ("Customer;Repeat sales;Probability\nA;5;60,5%\nB;5;70%\n", json!(0.605)),
        ("Customer;Repeat sales;Probability\nA;5;60,5\nB;5;70\n", json!(0.605)),
        ("Customer;Repeat sales;Probability\nA;5;六成\nB;5;高\n", json!(0.6)),
        ("客户;重复销售;機率\nA;5;６０％\nB;5;七成半\n", json!(0.6)),
        ("Customer;Repeat sales;Probability\nA;5;0,6\nB;5;0,75\n", json!(0.6)),
    ] {
        let json = planned(text);
        assert_eq!(account(&json, "A")["probability"], p, "{text}: {:#}", json["issues"]);
    }
    // 80 among fractions is no probability; an account that says so is not ranked, and nothing is guessed.
    let json = planned("Customer,Repeat sales,Probability\nA,5,0.6\nB,5,0.7\nC,5,80\n");
    assert_eq!(names(&json), ["A", "B", "C"]);
    assert!(account(&json, "C")["expected_value"].is_null());
    assert!(codes(&json).contains(&"impossible_amount".to_owned()));
}

#[test]
fn values_that_do_not_fit_their_header_are_vetoed() {
    for (text, header) in [
        ("Customer,Region,Sales\nA,North,Ann Lee\nB,South,Bob Ray\n", "Sales"),
        ("Customer,Sales,Renewal\nA,5,Yes\nB,6,No\n", "Renewal"),
        ("Customer,Sales,Renewal\nA,5,2026-05-01\nB,6,2026-06-01\n", "Renewal"),
        ("Customer,Sales,Area\nA,5,120\nB,6,240\n", "Area"),
        ("Company ID,Customer,Sales\n1000,A,5\n1000,B,6\n1000,C,7\n", "Company ID"),
        ("Customer,Sales,Probability\nA,5,2147852\nB,6,3147852\n", "Probability"),
    ] {
        let json = planned(text);
        let issues = json["issues"].as_array().unwrap();
        let vetoed = issues.iter().any(|i| i["code"] == "header_vetoed" && i["header"] == header);
        assert!(vetoed, "{text}: {issues:#?}");
        assert!(names(&json).len() >= 2, "{text}");
        assert!(mapped(&json).iter().all(|(h, _)| h != header), "{text}");
    }
}

#[test]
fn dates_are_no_names() {
    let desk = Desk::new();
    let rows = vec![
        vec![C::T("Customer"), C::T("Company"), C::T("Sales")],
        vec![C::D(2025, 1, 1), C::T("Acme"), C::N(5.0)],
        vec![C::D(2025, 2, 1), C::T("Beta"), C::N(6.0)],
    ];
    desk.book("list.xlsx", &[("s", rows)]);
    let (_, json) = desk.plan(&["list.xlsx"]);
    assert_eq!(names(&json), ["Acme", "Beta"], "{:#}", json["issues"]);
}

#[test]
fn numbers_of_accounts_survive() {
    // Excel lost the last digits: two accounts, not one.
    let json = planned("客户编号,客户名称,年销售额\n1.23457E+11,甲,1\n1.23457E+11,乙,2\n");
    assert_eq!(names(&json), ["乙", "甲"]);
    assert!(json["accounts"][0]["id"].is_null());
    let json = planned("Customer No.,Customer,Sales\nC-001,A,1\nC-002,B,2\n");
    assert_eq!(account(&json, "B")["id"], "C-002");
    let json = planned("Customer #,Customer,Sales\nC-001,A,1\nC-002,B,2\n");
    assert_eq!(account(&json, "B")["id"], "C-002");
    let json = planned("Account,Name,Sales\n1001,Acme,1\n1002,Beta,2\n");
    assert_eq!(account(&json, "Acme")["id"], "1001");
    // An index without a header is no number of anything.
    let json = planned(",Customer,Sales\n1,A,1\n2,B,2\n");
    assert!(account(&json, "A")["id"].is_null());
    let json = planned("No.,Customer,Sales\n1,A,1\n2,B,2\n");
    assert!(account(&json, "A")["id"].is_null(), "{:?}", mapped(&json));
    let json = planned("序号,客户名称,年销售额\n1,A,1\n2,B,2\n");
    assert!(account(&json, "A")["id"].is_null(), "{:?}", mapped(&json));
}

#[test]
fn lost_zeros_join_only_where_one_account_is_meant() {
    let accounts =
        "Account ID,Account,Sales\n0010002,Acme,5\n10003,Beta,4\n010004,Gamma,3\n0010004,Delta,2\n";
    let json = both(
        accounts,
        "Account ID,Key person,Decision role\n10002,Ann,Approver\n0010003,Bob,Approver\n10004,Cid,Approver\n",
    );
    let persons: Vec<&str> =
        json["persons"].as_array().unwrap().iter().map(|p| p["account"].as_str().unwrap()).collect();
    assert_eq!(persons.len(), 2, "{persons:?}");
    assert!(persons.contains(&"Acme") && persons.contains(&"Beta"));
    assert!(codes(&json).contains(&"leading_zeros_assumed".to_owned()));
    assert!(codes(&json).contains(&"unknown_account".to_owned()));
    // Another name is another account.
    let json = both(accounts, "Account ID,Account,Key person,Decision role\n10002,Zeta,Ann,Approver\n");
    assert!(codes(&json).contains(&"unknown_account".to_owned()));
}

#[test]
fn a_name_that_two_numbers_share_is_asked_about() {
    let json = both(
        "Account ID,Account,Sales\n7,Acme,5\n8,Acme,4\n",
        "Account,Key person,Decision role\nAcme,Ann,Approver\n",
    );
    let issues = json["issues"].as_array().unwrap();
    let asked = issues.iter().find(|i| i["code"] == "ambiguous_account").unwrap();
    let message = asked["message"].as_str().unwrap();
    assert!(message.contains('7') && message.contains('8'), "{message}");
}

#[test]
fn stages_with_numbers_and_percentages() {
    for (stage, expected) in [
        ("5 - Negotiation", 80.0),
        ("3.方案报价", 60.0),
        ("03_Proposal", 60.0),
        ("Proposal (60%)", 60.0),
        ("Negotiation - 75%", 80.0),
        ("谈判（75%）", 80.0),
        ("談判", 80.0),
        ("60%", 60.0),
        ("Phase X 35%", 35.0),
    ] {
        let json = both(
            "Account ID,Account,Sales\n1,Acme,5\n",
            &format!("Account,Deal Stage,Amount\nAcme,{stage},100\n"),
        );
        let value = account(&json, "Acme")["expected_value"].as_f64().unwrap();
        assert!((value - expected).abs() < 1e-9, "{stage}: {value}: {:#}", json["issues"]);
        assert!(!codes(&json).contains(&"unknown_stage".to_owned()), "{stage}");
    }
}

#[test]
fn customers_with_a_status_are_no_pipeline() {
    for text in [
        "Customer,Status,Annual Revenue\nA,New,5\nB,Open,6\n",
        "客户名称,状态,年销售额,毛利\nA,成交,5,1\nB,线索,6,1\n",
    ] {
        let json = planned(text);
        assert_eq!(kind(&json, 0), "accounts", "{text}");
        assert_eq!(account(&json, "B")["annual_revenue"], 6.0);
    }
}

#[test]
fn what_a_row_is_shows_in_its_columns() {
    for (text, expected) in [
        (
            "客户名称,客户编号,销售员,金额,日期\n甲,1,张三,100,2025-12-01\n甲,1,张三,200,2025-12-02\n",
            "orders",
        ),
        ("Client,Date,Amount\nA,2025-12-01,5\nA,2025-12-02,5\n", "orders"),
        ("Customer,Prob.,Value,Expected Close\nA,60,1000,2026-05-01\n", "opportunities"),
        ("客户名称,成交金额,成交日期,阶段\n甲,100,2026-01-01,谈判\n", "opportunities"),
        ("Company,First Name,Last Name,Email,Revenue\nAcme,Ann,Lee,a@acme.com,5\n", "persons"),
        ("Customer,Sales,Last Order Date\nA,5,2025-12-01\n", "accounts"),
        ("客户名称,年销售额,成立日期\n甲,5,2001-12-01\n", "accounts"),
    ] {
        assert_eq!(kind(&planned(text), 0), expected, "{text}");
    }
}

#[test]
fn order_lines_with_two_amounts_are_refused() {
    let json =
        planned("Customer,Order Date,Quantity,Amount,Total\nA,2025-12-01,2,5,10\nA,2025-12-02,2,5,10\n");
    assert!(codes(&json).contains(&"ambiguous_column".to_owned()), "{:#}", json["issues"]);
    assert!(names(&json).is_empty());
}

#[test]
fn counts_with_a_word_are_counts() {
    for (cell, visits) in
        [("12次", json!(12.0)), ("3 visits", json!(3.0)), ("5年", json!(5.0)), ("2次/月", Value::Null)]
    {
        let json = planned(&format!("客户名称,年销售额,现场拜访次数\n甲,5,{cell}\n乙,6,4\n"));
        assert_eq!(account(&json, "甲")["resources"]["visits"]["current"], visits, "{cell}");
    }
}

#[test]
fn ditto_marks_repeat_the_cell_above() {
    let json = planned("客户名称,区域,负责人,年销售额\n甲,华东,张三,1\n乙,同上,〃,2\n丙,同上,李四,3\n");
    assert_eq!(
        (&account(&json, "丙")["region"], &account(&json, "乙")["owner"]),
        (&json!("华东"), &json!("张三"))
    );
}

#[test]
fn merged_cells_speak_for_all_their_rows_but_money_counts_once() {
    let desk = Desk::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let plain = rust_xlsxwriter::Format::new();
    let sheet = book.add_worksheet();
    sheet.write_row(0, 0, ["区域", "客户名称", "年销售额"]).unwrap();
    sheet.merge_range(1, 0, 1, 2, "重点客户", &plain).unwrap();
    sheet.merge_range(2, 0, 3, 0, "华东", &plain).unwrap();
    sheet.write_string(2, 1, "甲").unwrap();
    sheet.write_string(3, 1, "乙").unwrap();
    sheet.merge_range(2, 2, 3, 2, "500", &plain).unwrap();
    book.save(desk.path("list.xlsx")).unwrap();
    let (_, json) = desk.plan(&["list.xlsx"]);
    reconcile(&json);
    assert_eq!(names(&json), ["乙", "甲"], "{:#}", json["issues"]);
    assert_eq!(account(&json, "乙")["region"], "华东");
    assert!(account(&json, "乙")["annual_revenue"].is_null());
}

#[test]
fn merged_accounts_of_persons_are_read_on_every_row() {
    let desk = Desk::new();
    let mut book = rust_xlsxwriter::Workbook::new();
    let plain = rust_xlsxwriter::Format::new();
    let sheet = book.add_worksheet();
    sheet.set_name("a").unwrap().write_row(0, 0, ["客户名称", "年销售额"]).unwrap();
    sheet.write_row(1, 0, ["甲", "5"]).unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("p").unwrap().write_row(0, 0, ["客户名称", "关键人物", "决策角色"]).unwrap();
    sheet.merge_range(1, 0, 3, 0, "甲", &plain).unwrap();
    for row in 1..4 {
        sheet.write_row(row, 1, [format!("人{row}").as_str(), "决策者"]).unwrap();
    }
    book.save(desk.path("list.xlsx")).unwrap();
    let (code, json) = desk.plan(&["list.xlsx"]);
    assert_eq!((code, json["persons"].as_array().unwrap().len()), (0, 3), "{:#}", json["issues"]);
}

#[test]
fn two_header_rows_that_need_each_other_are_not_guessed() {
    let json = planned(",2024,,2024,\n客户名称,销售额,毛利,销售额,毛利\n甲,1,2,3,4\n");
    assert!(codes(&json).contains(&"ambiguous_column".to_owned()));
    let found = fields(&json);
    assert!(!found.contains(&"annual_revenue".to_owned()) && !found.contains(&"gross_profit".to_owned()));
    let json = planned("基本信息,,销售情况,\n客户名称,区域,年销售额,毛利\n甲,华东,3,4\n");
    assert_eq!(account(&json, "甲")["gross_profit"], 4.0);
}

#[test]
fn traditional_characters_are_understood() {
    let json = both(
        "客戶編號,客戶名稱,年銷售額（萬元）,毛利潤,區域\n1,甲,12,3,華東\n合計,,12,3,\n",
        "客戶編號,關鍵人物,職銜,決策角色\n1,張三,總經理,決策者\n",
    );
    assert_eq!(account(&json, "甲")["annual_revenue"], 120_000.0, "{:#}", json["issues"]);
    assert_eq!(json["persons"][0]["role"], "decision_maker");
    assert_eq!(json["accounts"].as_array().unwrap().len(), 1);
}

#[test]
fn similar_names_are_told_and_kept_apart() {
    let json = planned(
        "Customer,Sales\nNorthwind Traders,1\nNorthwnd Traders,2\nAcme Ltd,3\nAcme Inc,4\nStore 12,5\nStore 13,6\n上海华信科技,7\n上海华欣科技,8\n",
    );
    assert_eq!(json["accounts"].as_array().unwrap().len(), 8);
    let issues = json["issues"].as_array().unwrap();
    let told: Vec<&str> = issues
        .iter()
        .filter(|i| i["code"] == "similar_names")
        .map(|i| i["message"].as_str().unwrap())
        .collect();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told.iter().all(|t| !t.contains("Store")), "{told:?}");
}

#[test]
fn turnover_and_our_sales_are_never_mixed_up() {
    let json =
        planned("Account,Industry,Annual Revenue,No. of Employees,Website\nA,Steel,5000000,80,a.com\n");
    assert!(account(&json, "A")["annual_revenue"].is_null());
    let json = planned("Account Name,Billing State/Province,Type,Annual Revenue\nA,CA,Customer,5000000\n");
    assert!(account(&json, "A")["annual_revenue"].is_null());
    let json = planned("客户名称,注册资本,年销售额\n甲,1000,5\n");
    assert!(account(&json, "甲")["annual_revenue"].is_null(), "{:#}", json["issues"]);
    let json = planned("客户名称,客户营业额,我司销售额\n甲,1000,5\n");
    assert_eq!(
        (&account(&json, "甲")["annual_revenue"], &account(&json, "甲")["company_revenue"]),
        (&json!(5.0), &json!(1000.0))
    );
}
