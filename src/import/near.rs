//! Headers that come near a known name. One typing error inside a long word is taken for the name;
//! everything else is only suggested: Influence is not Influences, Condition 7 not Condition 6.

use super::columns::TAKEN;
use super::header::Header;
use crate::config::ColumnNames;
use crate::model::{Field, RecordKind};

/// From here on a near match is suggested.
const SUGGESTED: f64 = 0.75;
/// Shorter words with another letter are other words: Past and Last, Cross and Gross.
const LONG: usize = 7;

/// The field that a header comes near, and how near.
pub fn field(kind: RecordKind, header: &Header, names: &ColumnNames) -> Option<(Field, f64)> {
    let bare = &header.bare;
    if bare.chars().count() < 4 {
        return None;
    }
    let near = names
        .aliases(kind)
        .filter(|(alias, _)| alias.chars().count() >= 4 && alias.ends_with("id") == bare.ends_with("id"))
        .map(|(alias, field)| (alias, field, strsim::normalized_levenshtein(bare, alias)))
        .max_by(|a, b| a.2.total_cmp(&b.2))?;
    let (alias, field, likeness) = near;
    if is_typing_error(header, alias, names) {
        return Some((field, likeness.max(TAKEN)));
    }
    (likeness >= SUGGESTED).then_some((field, likeness.min(TAKEN - 0.01)))
}

/// One letter too many, too few, wrong or swapped, inside a long Latin word that is no word of its own.
fn is_typing_error(header: &Header, alias: &str, names: &ColumnNames) -> bool {
    let bare = &header.bare;
    if !bare.is_ascii() || !alias.is_ascii() || strsim::osa_distance(bare, alias) != 1 {
        return false;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    let differs = bare.bytes().zip(alias.bytes()).take_while(|(a, b)| a == b).count();
    let words = header.text.to_lowercase();
    let mut start = 0;
    for word in words.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()) {
        let inside = start < differs && differs + 1 < start + word.len();
        if inside {
            // The letters before and behind the error must stand in the name too.
            let last = word.chars().next_back();
            let kept = last.is_some_and(|last| alias.contains(last));
            return word.len() >= LONG
                && kept
                && digits(bare) == digits(alias)
                && !names.other_words.contains(word);
        }
        start += word.len();
    }
    false
}
