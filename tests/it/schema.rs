//! `keyplan schema` describes what `--json` writes: real outputs of every command are held to it.

use crate::support::Desk;
use serde_json::{Value, json};

/// The first place where a value is not as a schema says; as much of JSON Schema as ours uses.
fn fault(whole: &Value, schema: &Value, value: &Value, place: &str) -> Option<String> {
    let object = schema.as_object()?;
    for (word, says) in object {
        let found = match word.as_str() {
            "$schema" | "title" | "$defs" => None,
            "$ref" => {
                let name = says.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                fault(whole, &whole["$defs"][name], value, place)
            }
            "anyOf" => {
                let faults: Vec<_> =
                    says.as_array().unwrap().iter().map(|one| fault(whole, one, value, place)).collect();
                faults
                    .iter()
                    .all(Option::is_some)
                    .then(|| faults.into_iter().flatten().collect::<Vec<_>>().join("\n"))
            }
            "type" => {
                let types: Vec<&str> = match says {
                    Value::Array(all) => all.iter().filter_map(Value::as_str).collect(),
                    one => vec![one.as_str().unwrap()],
                };
                let fits = |kind: &&str| match *kind {
                    "null" => value.is_null(),
                    "boolean" => value.is_boolean(),
                    "integer" => value.as_f64().is_some_and(|n| n.fract() == 0.0),
                    "number" => value.is_number(),
                    "string" => value.is_string(),
                    "array" => value.is_array(),
                    "object" => value.is_object(),
                    other => panic!("no type {other}"),
                };
                (!types.iter().any(fits)).then(|| format!("{place}: {value} is no {types:?}"))
            }
            "required" => value.as_object().and_then(|object| {
                let mut missing = says.as_array().unwrap().iter().filter_map(Value::as_str);
                missing.find(|key| !object.contains_key(*key)).map(|key| format!("{place}: {key} is missing"))
            }),
            "properties" => value.as_object().and_then(|object| {
                let known = says.as_object().unwrap();
                object
                    .iter()
                    .find_map(|(key, value)| fault(whole, known.get(key)?, value, &format!("{place}.{key}")))
            }),
            "additionalProperties" => value.as_object().and_then(|object| {
                object.iter().find_map(|(key, value)| fault(whole, says, value, &format!("{place}.{key}")))
            }),
            "items" => value.as_array().and_then(|all| {
                all.iter()
                    .enumerate()
                    .find_map(|(at, one)| fault(whole, says, one, &format!("{place}[{at}]")))
            }),
            other => panic!("the schema says {other}, which this test does not know"),
        };
        if found.is_some() {
            return found;
        }
    }
    None
}

fn schema(desk: &Desk) -> Value {
    let run = desk.run(&["schema"]);
    assert_eq!(run.status.code(), Some(0));
    serde_json::from_slice(&run.stdout).unwrap()
}

#[test]
fn every_json_is_as_the_schema_says() {
    let desk = Desk::new();
    let schema = schema(&desk);
    desk.text(
        "dirty.csv",
        "Customer,Repeat sales,Probability,Foo\nAcme,500,0.5,\nBeta,lots,0.4,y\nGamma,7,2,\n",
    );
    desk.text("plain.csv", "客户名称,年销售额\n甲公司,500\n乙公司,700\n");
    desk.text("broken.xlsx", "no workbook");
    for (lang, list) in [("zh", "示例名单"), ("en", "sample-list")] {
        assert_eq!(
            desk.run(&["demo", "--lang", lang, "--today", "2026-01-31", "-q"]).status.code(),
            Some(0),
            "{list}"
        );
    }
    let named = |end: &str| {
        let entries = std::fs::read_dir(desk.path(".")).unwrap().map(|e| e.unwrap().file_name());
        let mut names: Vec<String> =
            entries.map(|name| name.into_string().unwrap()).filter(|n| n.ends_with(end)).collect();
        names.sort();
        names
    };
    let plans = named(".plan.xlsx");
    let lists: Vec<String> = plans.iter().map(|plan| plan.replace(".plan.xlsx", ".xlsx")).collect();
    let files: Vec<&str> = lists.iter().chain(&plans).map(String::as_str).collect();
    assert_eq!(files.len(), 4);
    let mut runs: Vec<Vec<&str>> = Vec::new();
    for file in files.iter().copied().chain(["dirty.csv", "plain.csv"]) {
        runs.push(vec!["plan", file, "-o", "x.xlsx"]);
        runs.push(vec!["check", file]);
        runs.push(vec!["columns", file]);
    }
    runs.push(vec!["plan", "broken.xlsx", "nowhere.csv"]);
    runs.push(vec!["explain", "plain.csv", "甲公司"]);
    runs.push(vec!["explain", files[0], "K001"]);
    runs.push(vec!["check", "dirty.csv", "broken.xlsx"]);
    runs.push(vec!["compare", files[2], files[3], "-o", "c.xlsx"]);
    runs.push(vec!["compare", "dirty.csv", files[0], "-o", "c.xlsx", "--lang", "zh"]);
    runs.push(vec!["plan", "--each", "dirty.csv", "plain.csv", "broken.xlsx", "--out-dir", "out"]);
    let mut kinds = std::collections::BTreeSet::new();
    for args in runs {
        let run = desk.run(&[args.as_slice(), &["--json", "x.json", "--force", "-q"]].concat());
        let told = String::from_utf8_lossy(&run.stderr).into_owned();
        let text = std::fs::read(desk.path("x.json")).unwrap_or_default();
        let value: Value = serde_json::from_slice(&text).unwrap_or_else(|e| panic!("{args:?} {e} {told}"));
        assert_eq!(fault(&schema, &schema, &value, ""), None, "{args:?}");
        let kind =
            ["accounts", "batch", "bridge", "explanation"].into_iter().find(|key| value.get(key).is_some());
        kinds.insert(kind.unwrap_or("reading"));
        std::fs::remove_file(desk.path("x.json")).unwrap();
    }
    assert!(
        kinds.contains("batch")
            && kinds.contains("reading")
            && kinds.contains("explanation")
            && kinds.len() >= 4,
        "{kinds:?}"
    );
}

#[test]
fn what_is_not_so_is_found() {
    let desk = Desk::new();
    let schema = schema(&desk);
    desk.text("plain.csv", "Customer,Sales\nAcme,500\nBeta,700\n");
    let run = desk.run(&["plan", "plain.csv", "--json", "-", "-q"]);
    let good: Value = serde_json::from_slice(&run.stdout).unwrap();
    assert_eq!(fault(&schema, &schema, &good, ""), None);
    let plan = &schema["$defs"]["plan"];
    for (pointer, value) in [
        ("/version", json!("1")),
        ("/accounts/0/name", json!(5)),
        ("/accounts/0/expected_value", json!("much")),
        ("/accounts/0/resources", json!({ "visits": { "current": "x" } })),
        ("/inputs/0/sheets/0/rows/read", json!(null)),
        ("/issues/0", json!({})),
        ("/totals", json!(null)),
    ] {
        let mut bad = good.clone();
        *bad.pointer_mut(pointer).unwrap() = value;
        assert!(fault(&schema, plan, &bad, "").is_some(), "{pointer}");
    }
}
