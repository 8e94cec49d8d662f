//! What an account's resources change by, in money, and the decision that follows, as formulas (METHOD §4).

use crate::model::Resource;
use crate::workbook::kit::facts::Facts;
use crate::workbook::kit::resource_keys::{Keys, keys, name};

/// The resources of the plan that the sheet shows, with their places.
pub(super) fn shown(facts: &Facts<'_>) -> Vec<(usize, Keys)> {
    let resources = facts.plan.resources.iter().enumerate();
    resources.filter_map(|(index, resource)| Some((index, keys(index, &resource.name)?))).collect()
}

/// Whether the unit cost of a resource is known; a visit that costs 0 has none.
pub(super) fn costed(facts: &Facts<'_>, index: usize) -> String {
    let cost = name("unit_cost", index);
    match facts.plan.resources.get(index) {
        Some(resource) if resource.name == Resource::VISITS => format!("N({cost})>0"),
        _ => format!("{cost}<>\"\""),
    }
}

/// Whether use, recommendation and unit cost of a resource are known.
fn known(facts: &Facts<'_>, (index, keys): &(usize, Keys)) -> String {
    let costed = costed(facts, *index);
    format!("AND({{{}}}<>\"\",{{{}}}<>\"\",{costed})", keys.current, keys.recommended)
}

/// A term of the sum over the resources whose use, recommendation and unit cost are known, 0 for the others.
fn term(facts: &Facts<'_>, resource: &(usize, Keys), amount: &str) -> String {
    format!("IF({},{amount}*N({}),0)", known(facts, resource), name("unit_cost", resource.0))
}

/// A formula over the resources with known unit costs; where there is none, over the first whose use is known.
fn over(facts: &Facts<'_>, whole: &str, single: impl Fn(&(usize, Keys)) -> String) -> String {
    let shown = shown(facts);
    let any: Vec<String> = shown.iter().map(|resource| known(facts, resource)).collect();
    let otherwise = shown.iter().rev().fold("\"\"".to_owned(), |rest, resource| {
        format!("IF({{{}}}<>\"\",{},{rest})", resource.1.current, single(resource))
    });
    format!("IF(OR({}),{whole},{otherwise})", any.join(","))
}

/// G: what they change by.
pub(super) fn gap(facts: &Facts<'_>) -> String {
    let shown = shown(facts);
    let gap = |resource: &(usize, Keys)| term(facts, resource, &format!("N({{{}}})", resource.1.gap));
    let terms: Vec<String> = shown.iter().map(gap).collect();
    over(facts, &terms.join("+"), |(_, keys)| format!("{{{}}}", keys.gap))
}

/// T: from here on it is a decision.
pub(super) fn threshold(facts: &Facts<'_>) -> String {
    let shown = shown(facts);
    let steps: Vec<String> = shown.iter().map(|r| term(facts, r, &name("step", r.0))).collect();
    let uses: Vec<String> =
        shown.iter().map(|r| term(facts, r, &format!("N({{{}}})", r.1.current))).collect();
    let whole = format!("MAX({},decision_share*({}),decision_least)", steps.join(","), uses.join("+"));
    over(facts, &whole, |(index, keys)| {
        let share = format!("decision_share*N({{{}}})", keys.current);
        let least = format!("MAX({},{share},decision_least)", name("step", *index));
        format!("IF({{{}}}=\"\",\"\",{least})", keys.recommended)
    })
}

/// The decision, in words.
pub(super) fn decision(facts: &Facts<'_>) -> String {
    let answers = ["find_out", "low_cost_service", "assign", "hold", "invest", "hold", "reduce", "hold"];
    chosen(facts, answers.map(|code| format!("{{'decision.{code}}}")))
}

/// Its reason, in words.
pub(super) fn reason(facts: &Facts<'_>) -> String {
    let answers = [
        "unranked",
        "confirmed_laggard",
        "use_unknown",
        "no_allocation",
        "below_recommended",
        "no_return",
        "above_recommended",
        "balanced",
    ];
    chosen(facts, answers.map(|code| format!("{{'decision_reason.{code}}}")))
}

/// The decision's order of questions: no RV, confirmed laggard, no use known, nothing allocated, well below (with or
/// without a return), well above, neither.
fn chosen(facts: &Facts<'_>, words: [String; 8]) -> String {
    let [unranked, laggard, unused, nothing, invest, no_return, reduce, balanced] = words;
    let blank: Vec<String> =
        shown(facts).iter().map(|(_, keys)| format!("{{{}}}=\"\"", keys.current)).collect();
    let (gap, least) = ("ROUND(N({change}),9)", "ROUND(N({change_least}),9)");
    let paying = "IF({expected_roi}=\"\",TRUE,ROUND(N({expected_roi}),9)>0)";
    format!(
        "IF({{relative_value}}=\"\",{unranked},IF({{confirmed}}=1,{laggard},IF(AND({}),{unused},\
         IF({{change}}=\"\",{nothing},IF(AND({gap}>={least},{gap}>0),IF({paying},{invest},{no_return}),\
         IF(AND({gap}<=-{least},{gap}<0),{reduce},{balanced}))))))",
        blank.join(",")
    )
}
