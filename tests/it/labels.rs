//! Chinese and English are equals: the same keys, the same places, a text for every word of the method.

use keyplan::config::{Config, Parameter, Templates};
use keyplan::model::{
    AllianceSubStrategy, CommitmentLevel, ContactSubStrategy, ContactTrigger, Decision, DecisionReason, Drag,
    FieldType, Flag, IssueCode, RecordKind, ResourceSubStrategy, Role, Segment, SegmentReason, SellingMode,
    Severity, dictionary,
};
use std::collections::BTreeSet;

fn config() -> Config {
    Config::load(&Templates::default()).unwrap()
}

fn places(text: &str) -> BTreeSet<String> {
    text.split('{').skip(1).filter_map(|rest| rest.split('}').next()).map(str::to_owned).collect()
}

#[test]
fn both_languages_have_the_same_keys_and_places() {
    let config = config();
    let zh: BTreeSet<&str> = config.zh.keys().collect();
    let en: BTreeSet<&str> = config.en.keys().collect();
    assert_eq!(zh.difference(&en).collect::<Vec<_>>(), Vec::<&&str>::new(), "only in Chinese");
    assert_eq!(en.difference(&zh).collect::<Vec<_>>(), Vec::<&&str>::new(), "only in English");
    assert!(zh.len() > 200);
    for key in zh {
        assert_eq!(places(config.zh.text(key)), places(config.en.text(key)), "{key}");
    }
}

#[test]
fn no_chinese_text_is_left_in_english_and_no_label_is_blank() {
    let config = config();
    for key in config.en.keys() {
        let text = config.en.text(key);
        let han = text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        assert!(!han, "{key}: {text}");
    }
    for key in config.zh.keys() {
        assert!(!config.zh.text(key).trim().is_empty(), "{key}");
    }
}

#[test]
fn every_word_of_the_method_has_a_label() {
    let config = config();
    let mut keys: Vec<String> = Vec::new();
    keys.extend(Role::ALL.iter().map(|v| format!("role.{v}")));
    keys.extend(CommitmentLevel::ALL.iter().map(|v| format!("commitment.{v}")));
    keys.extend(Segment::ALL.iter().map(|v| format!("segment.{v}")));
    keys.extend(SegmentReason::ALL.iter().map(|v| format!("segment_reason.{v}")));
    keys.extend(Drag::ALL.iter().map(|v| format!("drag.{v}")));
    keys.extend(SellingMode::ALL.iter().map(|v| format!("selling_mode.{v}")));
    keys.extend(RecordKind::ALL.iter().map(|v| format!("kind.{v}")));
    for (group, codes) in [
        ("flag", Flag::CODES),
        ("decision", Decision::CODES),
        ("decision_reason", DecisionReason::CODES),
        ("sub_strategy", ContactSubStrategy::CODES),
        ("contact_trigger", ContactTrigger::CODES),
        ("resource_sub_strategy", ResourceSubStrategy::CODES),
        ("alliance_sub_strategy", AllianceSubStrategy::CODES),
        ("severity", Severity::CODES),
        ("truth", &["yes", "no"]),
    ] {
        keys.extend(codes.iter().map(|code| format!("{group}.{code}")));
    }
    // Every word that a field can hold.
    for spec in RecordKind::ALL.iter().flat_map(|kind| dictionary(*kind)) {
        let FieldType::Word(group, codes) = spec.reads else { continue };
        keys.extend(codes.iter().map(|code| format!("{group}.{code}")));
    }
    keys.extend(Parameter::ALL.iter().map(|v| format!("parameter.{v}.name")));
    for code in IssueCode::ALL {
        keys.push(format!("issue.{code}.message"));
        keys.push(format!("issue.{code}.hint"));
    }
    for key in keys {
        assert!(config.zh.has(&key) && config.en.has(&key), "{key}");
    }
}
