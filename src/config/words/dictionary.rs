//! Words to concepts. A text is cut into the fewest known words: Latin letters between spaces, signs and
//! changes of case, Chinese and Japanese anywhere; compounds (Kundennummer, accountname) inside a word.

use super::concept::{Concept, Concepts};
use super::phrase::{Phrase, Word};
use crate::config::is_ideograph;
use crate::config::traditional::Traditional;
use std::collections::HashMap;
use std::sync::OnceLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Characters of a text that are read; a longer one is no header.
const LONGEST: usize = 120;
/// Atoms that one word may have.
const WIDEST: usize = 16;
/// Cost of a known word, of noise, of an unknown Latin word and of an unknown character.
const KNOWN: u32 = 10;
const UNKNOWN: u32 = 300;
/// Parts of compounds have so many letters, but for these.
const PART: usize = 3;
const SHORT_PARTS: &[&str] = &["id", "nr", "no"];
/// Letters between the parts of a compound.
const LINKS: &[&str] = &["", "s", "n", "en", "es", "e"];
/// Shorter words with another letter are other words: Past and Last, Cross and Gross.
const LONG: usize = 7;

/// From here on a word is like another.
const ALIKE: f64 = 0.75;

/// How words that nobody knows are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Typing {
    /// Not at all.
    Exact,
    /// One typing error in a long word is read as that word.
    OneError,
    /// As the word that it is most like.
    Near,
}

/// All words of all languages.
#[derive(Debug, Clone, Default)]
pub(super) struct Dictionary {
    said: Vec<(String, Concept)>,
    /// Cut into atoms when a header is first read: most commands, and the process that opens files, read none.
    words: OnceLock<HashMap<String, Concepts>>,
    traditional: Traditional,
}

/// A piece of a text that is not cut further.
struct Atom {
    text: String,
    /// As written, in lower case: 説明 is Japanese before it is folded to Chinese.
    raw: String,
    latin: bool,
    digits: bool,
    /// Nothing but a space or hyphen stands before it.
    joined: bool,
    /// Nothing at all stands before it.
    touching: bool,
}

impl Dictionary {
    pub(super) fn new(traditional: Traditional) -> Self {
        Dictionary { traditional, ..Dictionary::default() }
    }

    pub(super) fn insert(&mut self, word: String, concept: Concept) {
        self.words.take();
        self.said.push((word, concept));
    }

    fn words(&self) -> &HashMap<String, Concepts> {
        self.words.get_or_init(|| {
            let mut words: HashMap<String, Concepts> = HashMap::with_capacity(2 * self.said.len());
            for (word, concept) in &self.said {
                let atoms = self.atoms(word);
                let (raw, folded) = (joined(&atoms, |a| &a.raw), joined(&atoms, |a| &a.text));
                // Accents may be left out; Japanese characters are no simplified ones.
                if folded != raw && raw.chars().all(|c| (c as u32) < 0x2000) {
                    words.entry(folded).or_default().insert(*concept);
                }
                if !raw.is_empty() {
                    words.entry(raw).or_default().insert(*concept);
                }
            }
            words
        })
    }

    /// What is written and its folded form: Japanese and traditional Chinese share characters.
    fn get(&self, atoms: &[Atom]) -> Option<Concepts> {
        let raw = self.words().get(&joined(atoms, |a| &a.raw)).copied();
        let folded = self.words().get(&joined(atoms, |a| &a.text)).copied();
        match (raw, folded) {
            (Some(mut both), Some(folded)) => {
                both.add(&folded);
                Some(both)
            }
            (one, other) => one.or(other),
        }
    }

    pub(super) fn words_of(&self, concept: Concept) -> Vec<&str> {
        let mut words: Vec<&str> =
            self.words().iter().filter(|(_, c)| c.contains(concept)).map(|(w, _)| w.as_str()).collect();
        words.sort_unstable();
        words
    }

    /// Lower case, simplified characters, no accents.
    fn fold(&self, text: &str) -> String {
        let lower: String = text.chars().flat_map(char::to_lowercase).collect();
        if lower.is_ascii() {
            return lower;
        }
        if lower.chars().all(is_ideograph) {
            return self.traditional.fold(lower);
        }
        let plain: String =
            lower.nfd().filter(|c| !(is_combining_mark(*c) && (*c as u32) < 0x370)).nfc().collect();
        self.traditional.fold(plain.replace('ß', "ss").replace('œ', "oe").replace('æ', "ae"))
    }

    fn atoms(&self, text: &str) -> Vec<Atom> {
        let chars: Vec<char> = text.nfkc().take(LONGEST).collect();
        let mut atoms: Vec<Atom> = Vec::new();
        let (mut joined, mut touching, mut at) = (false, false, 0);
        while at < chars.len() {
            let c = chars[at];
            let start = at;
            let (latin, digits) = (is_latin(c), c.is_ascii_digit());
            if latin {
                at += 1;
                while at < chars.len() && continues(&chars, start, at) {
                    at += 1;
                }
            } else if digits {
                while at < chars.len() && chars[at].is_ascii_digit() {
                    at += 1;
                }
            } else if c.is_alphanumeric() || c == '%' || c == '〒' {
                at += 1;
            } else {
                at += 1;
                // P/E is one word, Name/Phone are two.
                let letter = c == '/' && atoms.last().is_some_and(|a| a.latin && a.text.len() == 1);
                joined &=
                    letter || matches!(c, ' ' | '-' | '_' | '.' | '\'' | '’' | '\u{a0}' | '–' | '°' | '·');
                touching = false;
                continue;
            }
            let raw: String = chars[start..at].iter().flat_map(|c| c.to_lowercase()).collect();
            let text = self.fold(&raw);
            atoms.push(Atom { text, raw, latin, digits, joined: joined && !atoms.is_empty(), touching });
            (joined, touching) = (true, true);
        }
        atoms
    }

    /// Cuts a text into the fewest known words.
    pub(super) fn phrase(&self, text: &str, numeral: Concept, percent: Concept, typing: Typing) -> Phrase {
        let atoms = self.atoms(text);
        // Cheapest way to each place: cost, start of its last word.
        let mut best: Vec<(u32, usize)> = vec![(0, 0)];
        for end in 1..=atoms.len() {
            let mut way = (u32::MAX, end - 1);
            for start in (end.saturating_sub(WIDEST)..end).rev() {
                if start + 1 < end && !atoms[start + 1].joined {
                    break;
                }
                let word = &atoms[start..end];
                let known = self.get(word).is_some() || year(word).is_some();
                let alone = start + 1 == end;
                let price = match (known, alone) {
                    (true, _) => KNOWN,
                    (false, true) if atoms[start].digits || atoms[start].text == "%" => KNOWN,
                    (false, true) => UNKNOWN,
                    (false, false) => continue,
                };
                let cost = best[start].0 + price;
                // Of cuts into as many words the one with the longer last word: the noun of a compound stands last.
                if cost <= way.0 {
                    way = (cost, start);
                }
            }
            best.push(way);
        }
        let mut cuts = Vec::new();
        let mut end = atoms.len();
        while end > 0 {
            cuts.push((best[end].1, end));
            end = best[end].1;
        }
        let mut phrase = Phrase::default();
        for (start, end) in cuts.into_iter().rev() {
            self.word(&atoms[start..end], numeral, percent, typing, &mut phrase);
        }
        phrase
    }

    fn word(&self, atoms: &[Atom], numeral: Concept, percent: Concept, typing: Typing, phrase: &mut Phrase) {
        if let Some(year) = year(atoms) {
            phrase.years.push(year);
            return;
        }
        let key = joined(atoms, |a| &a.text);
        if let Some(concepts) = self.get(atoms) {
            phrase.words.push(Word { concepts });
        } else if key == "%" {
            phrase.words.push(Word::of(percent));
        } else if atoms.iter().all(|a| a.digits) {
            phrase.words.push(Word::of(numeral));
        } else if let Some(parts) = atoms.iter().all(|a| a.latin).then(|| self.compound(&key)).flatten() {
            phrase.words.extend(parts.into_iter().map(|concepts| Word { concepts }));
        } else if let Some(concepts) = self.resembling(&key, typing) {
            phrase.words.push(Word { concepts });
        } else {
            phrase.unknown.push(key);
        }
    }

    /// The parts of a Latin compound, as few as possible.
    fn compound(&self, text: &str) -> Option<Vec<Concepts>> {
        if text.len() < 2 * PART - 1 || !text.is_ascii() {
            return None;
        }
        let mut best: Vec<Option<(usize, Vec<Concepts>)>> = vec![Some((0, Vec::new()))];
        for end in 1..=text.len() {
            let mut way: Option<(usize, Vec<Concepts>)> = None;
            for start in 0..end {
                let Some((count, parts)) = &best[start] else { continue };
                let part = &text[start..end];
                // A link stands between two parts only.
                let links = LINKS.iter().filter(|l| start > 0 || l.is_empty());
                for bare in links.filter_map(|link| part.strip_prefix(link)) {
                    let part =
                        (bare.len() >= PART || SHORT_PARTS.contains(&bare)).then(|| self.words().get(bare));
                    let Some(Some(concepts)) = part else { continue };
                    if way.as_ref().is_none_or(|(c, _)| count + 1 < *c) {
                        let mut parts = parts.clone();
                        parts.push(*concepts);
                        way = Some((count + 1, parts));
                    }
                }
            }
            best.push(way);
        }
        best.pop().flatten().map(|(_, parts)| parts)
    }

    fn resembling(&self, word: &str, typing: Typing) -> Option<Concepts> {
        match typing {
            Typing::Exact => None,
            Typing::OneError => self.mistyped(word),
            Typing::Near => self.near(word),
        }
    }

    /// The word that a word is most like.
    fn near(&self, word: &str) -> Option<Concepts> {
        let length = word.chars().count();
        if length < 4 {
            return None;
        }
        let first = word.chars().next();
        let likeness = |known: &str| {
            let like = known.chars().next() == first && known.chars().count().abs_diff(length) <= 2;
            if like { strsim::normalized_levenshtein(word, known) } else { 0.0 }
        };
        let best = self.words().iter().map(|(known, concepts)| (likeness(known), known, concepts));
        let best = best.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))?;
        (best.0 >= ALIKE).then_some(*best.2)
    }

    /// The one word that a long word comes to by one letter inside it.
    fn mistyped(&self, word: &str) -> Option<Concepts> {
        if word.len() < LONG || !word.is_ascii() {
            return None;
        }
        let inside = |known: &str| {
            let same = word.bytes().zip(known.bytes()).take_while(|(a, b)| a == b).count();
            let behind = word.bytes().rev().zip(known.bytes().rev()).take_while(|(a, b)| a == b).count();
            same >= 2 && behind >= 1
        };
        let near = self.words().iter().filter(|(known, _)| {
            known.len().abs_diff(word.len()) <= 1
                && known.is_ascii()
                && known.as_bytes()[0] == word.as_bytes()[0]
                && inside(known)
                && strsim::osa_distance(word, known) == 1
        });
        let mut found: Vec<Concepts> = near.map(|(_, concepts)| *concepts).collect();
        found.dedup();
        if found.len() == 1 { found.pop() } else { None }
    }
}

fn joined<'t>(atoms: &'t [Atom], text: impl Fn(&'t Atom) -> &'t String) -> String {
    atoms.iter().map(|a| text(a).as_str()).collect()
}

fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c as u32) < 0x2000
}

/// Whether a letter goes on with the word that began at `start`: AccountName has two, APName and URL one cut less.
fn continues(chars: &[char], start: usize, at: usize) -> bool {
    let c = chars[at];
    if !is_latin(c) {
        return is_combining_mark(c);
    }
    let before = chars[at - 1];
    if before.is_lowercase() && c.is_uppercase() {
        return false;
    }
    let next_lower = chars.get(at + 1).is_some_and(|n| is_latin(*n) && n.is_lowercase());
    let capitals = at > start + 1 || at > start && before.is_uppercase();
    !(capitals && before.is_uppercase() && c.is_uppercase() && next_lower)
}

/// 2025, 2025年, FY25, FY 2025.
fn year(atoms: &[Atom]) -> Option<u32> {
    let full = |a: &Atom| {
        (a.digits && a.text.len() == 4 && (a.text.starts_with("19") || a.text.starts_with("20")))
            .then(|| a.text.parse().ok())
            .flatten()
    };
    let short = |a: &Atom| (a.digits && a.text.len() == 2).then(|| a.text.parse::<u32>().ok()).flatten();
    match atoms {
        [only] => full(only),
        [fiscal, digits] if fiscal.text == "fy" => {
            full(digits).or_else(|| short(digits).filter(|_| digits.touching).map(|y| 2000 + y))
        }
        [digits, unit] if unit.text == "年" => full(digits),
        [digits, year, du] if year.text == "年" && matches!(du.text.as_str(), "度" | "份") => full(digits),
        _ => None,
    }
}
