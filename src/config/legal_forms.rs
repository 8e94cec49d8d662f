//! Legal forms of companies, from `columns.toml`: what a name is compared without, and what tells two
//! companies of one name apart.

use super::{name_key, name_words, plain};
use std::collections::{BTreeMap, HashMap};

/// Forms that tell no companies apart.
const ANY: &str = "any";

/// The legal forms.
#[derive(Debug, Clone, Default)]
pub struct LegalForms {
    /// Words of Latin names, with their form.
    words: HashMap<String, String>,
    /// Endings of Chinese names with their form, longer ones first.
    endings: Vec<(String, String)>,
}

impl LegalForms {
    pub(super) fn new(table: &BTreeMap<String, Vec<String>>) -> Self {
        let mut forms = LegalForms::default();
        for (form, words) in table {
            for word in words {
                if word.is_ascii() {
                    forms.words.insert(plain(word), form.clone());
                } else {
                    forms.endings.push((word.clone(), form.clone()));
                }
            }
        }
        forms.endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
        forms
    }

    /// A company name as it is compared: without case, width, spaces, brackets and legal form.
    pub fn company(&self, name: &str) -> String {
        let folded = name_words(name);
        let mut words: Vec<&str> = folded.split(' ').filter(|w| !w.is_empty()).collect();
        let all = words.len();
        // & Co. is one form.
        let form = |word: &str, before: bool| self.words.contains_key(word) || (before && word == "&");
        while words.len() > 1 && words.last().is_some_and(|w| form(w, words.len() < all)) {
            words.pop();
        }
        let joined = words.concat();
        let short = self.endings.iter().find_map(|(form, _)| joined.strip_suffix(form.as_str()));
        let short = short.filter(|s| s.chars().count() >= 2).unwrap_or(&joined);
        if short.is_empty() { name_key(name) } else { short.to_owned() }
    }

    /// Legal form that a name states, as far as it tells companies apart.
    pub fn form(&self, name: &str) -> Option<&str> {
        let lower = name.to_lowercase();
        let last = lower.split(|c: char| !c.is_alphanumeric()).rfind(|w| !w.is_empty())?;
        let ending = || self.endings.iter().find(|(e, _)| last.ends_with(e.as_str())).map(|(_, form)| form);
        self.words.get(last).or_else(ending).map(String::as_str).filter(|form| *form != ANY)
    }
}

#[cfg(test)]
mod tests {
    use crate::config::{Config, Templates};

    #[test]
    fn one_company_in_several_spellings() {
        let forms = Config::load(&Templates::default()).unwrap().columns.legal_forms;
        for (a, b) in [
            ("Acme Co., Ltd.", "ACME"),
            ("飞格国际货运代理有限公司", "飞格国际货运代理"),
            ("Ａｃｍｅ  Inc", "acme"),
            ("华为（中国）有限公司", "华为(中国)"),
        ] {
            assert_eq!(forms.company(a), forms.company(b), "{a} {b}");
        }
        assert_eq!(forms.company("Muster & Co."), forms.company("Muster"));
        assert_ne!(forms.company("A+ 科技有限公司"), forms.company("A 科技有限公司"));
        assert_ne!(forms.company("A- Co., Ltd."), forms.company("A Co., Ltd."));
        assert_ne!(forms.company("Zinc"), forms.company("Z"));
        assert_ne!(forms.company("Barton LLC"), forms.company("Kulas Inc"));
        assert_eq!(forms.company("Co"), "co");
        assert_eq!(forms.form("Acme Limited"), forms.form("Acme Ltd"));
        assert_eq!(forms.form("Acme Company"), None);
    }
}
