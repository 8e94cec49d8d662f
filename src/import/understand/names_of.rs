//! Whose names a column holds: companies end in legal forms, persons have two or three short words.

use super::profile::Profile;
use crate::config::Config;

/// Share of the texts that look like companies.
pub fn companies(profile: &Profile, config: &Config) -> f64 {
    let forms = &config.columns.legal_forms;
    share(profile, |text| {
        forms.form(text).is_some()
            || config.columns.company_words.iter().any(|w| text.to_lowercase().contains(w.as_str()))
    })
}

/// Share of the texts that look like persons.
pub fn persons(profile: &Profile) -> f64 {
    share(profile, is_person)
}

fn share(profile: &Profile, test: impl Fn(&str) -> bool) -> f64 {
    let texts = profile.samples.iter().filter(|s| s.chars().any(char::is_alphabetic));
    let (mut all, mut found) = (0.0, 0.0);
    for text in texts {
        all += 1.0;
        found += if test(text) { 1.0 } else { 0.0 };
    }
    if all == 0.0 { 0.0 } else { found / all }
}

/// 张三, Ann Lee, J. Smith, Müller-Schmidt, Hans.
fn is_person(text: &str) -> bool {
    let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    if han > 0 {
        return han == text.chars().count() && (2..=4).contains(&han);
    }
    let words: Vec<&str> = text.split([' ', ',']).filter(|w| !w.is_empty()).collect();
    let word = |w: &&str| {
        let capital = w.chars().next().is_some_and(char::is_uppercase);
        capital && w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.' | '’'))
    };
    (2..=3).contains(&words.len()) && words.iter().all(word)
}
