//! Headers made of the dictionaries' own words: what the grammar combines is read as what it says, in every
//! language, order and spelling; a word that changes the figure makes it none of ours.

use crate::support::random::Random;
use keyplan::config::{Config, Templates};
use keyplan::model::{Field, RecordKind};
use std::collections::{BTreeMap, BTreeSet};

type Words = BTreeMap<String, Vec<String>>;

/// Languages with their words.
fn languages() -> Vec<(&'static str, Words)> {
    [
        ("zh", include_str!("../../templates/words.zh.toml")),
        ("en", include_str!("../../templates/words.en.toml")),
        ("de", include_str!("../../templates/words.de.toml")),
        ("fr", include_str!("../../templates/words.fr.toml")),
        ("es", include_str!("../../templates/words.es.toml")),
        ("it", include_str!("../../templates/words.it.toml")),
        ("pt", include_str!("../../templates/words.pt.toml")),
        ("ja", include_str!("../../templates/words.ja.toml")),
    ]
    .map(|(language, text)| (language, toml::from_str(text).unwrap()))
    .into()
}

/// A concept as the head of a header, the words that keep its meaning, and the field it is in a kind of list.
const HEADS: &[(&str, &[&str], RecordKind, Field)] = &[
    ("account", &["name", "full"], RecordKind::Accounts, Field::Name),
    ("revenue", &["annual", "total", "our"], RecordKind::Accounts, Field::AnnualRevenue),
    ("gross_profit", &["annual", "total"], RecordKind::Accounts, Field::GrossProfit),
    ("industry", &["account"], RecordKind::Accounts, Field::Industry),
    ("region", &["account"], RecordKind::Accounts, Field::Region),
    ("owner", &["name"], RecordKind::Accounts, Field::Owner),
    ("stage", &["deal"], RecordKind::Opportunities, Field::Stage),
    ("probability", &["win"], RecordKind::Opportunities, Field::Probability),
    ("amount", &["total", "invoice"], RecordKind::Orders, Field::Amount),
    ("email", &["contact"], RecordKind::Persons, Field::Email),
];

/// Words that make another figure of a revenue.
const CHANGING: &[&str] =
    &["target", "budget", "rank", "average", "competitor", "percent", "forecast", "plan"];

/// Words of one concept only, in all languages: what they say is beyond doubt.
fn certain(all: &[(&'static str, Words)]) -> BTreeMap<String, String> {
    let mut meanings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (concept, words) in all.iter().flat_map(|(_, words)| words) {
        for word in words {
            meanings.entry(word.clone()).or_default().insert(concept);
        }
    }
    let one = |(word, meanings): (String, BTreeSet<&str>)| {
        (meanings.len() == 1).then(|| (word, meanings.into_iter().next().unwrap_or_default().to_owned()))
    };
    meanings.into_iter().filter_map(one).collect()
}

/// Words of one concept in a spelling that people use.
fn spelled(words: &[String], random: &mut Random) -> String {
    if !words.concat().is_ascii() && words.concat().chars().any(|c| (c as u32) > 0x2000) {
        return words.concat();
    }
    match random.below(5) {
        0 => words.join(" "),
        1 => words.join("_").replace(' ', "_"),
        2 => words.join(" ").to_uppercase(),
        3 => words.join(" ").split(' ').map(capital).collect::<Vec<_>>().concat(),
        _ => format!(" {}: ", words.iter().map(|w| capital(w)).collect::<Vec<_>>().join(" ")),
    }
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Headers of a head with some words beside it, at most so many a language.
fn made(head: &str, beside: &[&str], random: &mut Random) -> Vec<(&'static str, String)> {
    let all = languages();
    let certain = certain(&all);
    let sure = |words: &Words, concept: &str| -> Vec<String> {
        let known = words.get(concept).into_iter().flatten();
        known.filter(|w| certain.get(*w).is_some_and(|c| c == concept)).cloned().collect()
    };
    let mut found = Vec::new();
    for (language, words) in &all {
        let heads = sure(words, head);
        let han = |w: &String| w.chars().any(|c| (c as u32) > 0x2000);
        for word in &heads {
            let qualifier = random.pick(beside);
            let qualifiers = sure(words, qualifier);
            let one_script: Vec<String> = qualifiers.into_iter().filter(|q| han(q) == han(word)).collect();
            if one_script.is_empty() {
                continue;
            }
            // The noun of a compound stands last.
            found.push((*language, spelled(&[random.pick(&one_script), word.clone()], random)));
        }
    }
    found
}

#[test]
fn what_the_words_say_together_is_read() {
    let config = Config::load(&Templates::default()).unwrap();
    let mut random = Random::new(15);
    let (mut tried, mut wrong) = (0, Vec::new());
    for (head, beside, kind, field) in HEADS {
        for (language, header) in made(head, beside, &mut random) {
            tried += 1;
            let read = config.columns.headers.field(*kind, &header);
            if read != Some(*field) {
                wrong.push(format!("{language} {header:?} is {field}, read as {read:?}"));
            }
        }
    }
    assert!(tried > 250, "{tried}");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_changing_word_makes_it_another_figure() {
    let config = Config::load(&Templates::default()).unwrap();
    let mut random = Random::new(16);
    let (mut tried, mut wrong) = (0, Vec::new());
    for head in ["revenue", "gross_profit"] {
        for (language, header) in made(head, CHANGING, &mut random) {
            tried += 1;
            let read = config.columns.headers.field(RecordKind::Accounts, &header);
            if matches!(read, Some(Field::AnnualRevenue | Field::GrossProfit)) {
                wrong.push(format!("{language} {header:?} is read as {read:?}"));
            }
        }
    }
    assert!(tried > 40, "{tried}");
    assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_unknown_word_is_no_field() {
    let config = Config::load(&Templates::default()).unwrap();
    let mut random = Random::new(17);
    for (head, beside, kind, _) in HEADS {
        for (language, header) in made(head, beside, &mut random) {
            let stranger = format!("Zorblax {header}");
            assert_eq!(config.columns.headers.field(*kind, &stranger), None, "{language} {stranger}");
        }
    }
}
