//! Accounts whose names differ by a letter or only in their legal form: told for review, never merged.
//! Names are sorted forwards and backwards, and only neighbours are compared.

use std::collections::HashMap;

/// Neighbours compared with each name.
const WINDOW: usize = 4;
/// Shorter names differ by a letter too easily.
const SHORTEST: usize = 6;
/// From this length on two letters may differ.
const LONG: usize = 14;

/// Groups of companies with similar names: indices into `names`, which are normalised and distinct.
pub fn groups(names: &[&str]) -> Vec<Vec<usize>> {
    let mut parent: Vec<usize> = (0..names.len()).collect();
    let mut forwards: Vec<usize> = parent.clone();
    forwards.sort_unstable_by_key(|at| names[*at]);
    link(&forwards, names, &mut parent);
    let reversed: Vec<String> = names.iter().map(|name| name.chars().rev().collect()).collect();
    let mut backwards = forwards;
    backwards.sort_unstable_by(|a, b| reversed[*a].cmp(&reversed[*b]));
    link(&backwards, names, &mut parent);
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in 0..names.len() {
        if parent[at] != at {
            let root = root(&parent, at);
            groups.entry(root).or_insert_with(|| vec![root]).push(at);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
    groups.iter_mut().for_each(|group| group.sort_unstable());
    groups.sort_unstable();
    groups
}

fn link(order: &[usize], names: &[&str], parent: &mut [usize]) {
    for (place, one) in order.iter().enumerate() {
        for other in order[place + 1..].iter().take(WINDOW) {
            let (a, b) = (root(parent, *one), root(parent, *other));
            if a != b && are_similar(names[*one], names[*other]) {
                parent[a.max(b)] = a.min(b);
            }
        }
    }
}

fn root(parent: &[usize], mut at: usize) -> usize {
    while parent[at] != at {
        at = parent[at];
    }
    at
}

/// One letter apart (two in a long name), the same digits, and not only in the last letter (A and B).
fn are_similar(a: &str, b: &str) -> bool {
    // Bytes first: most neighbours share little.
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 6 {
        return false;
    }
    let same = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
    let before = same(short, long);
    let behind = short.bytes().rev().zip(long.bytes().rev()).take_while(|(a, b)| a == b).count();
    if before + behind + 9 < short.len() || before == short.len() || behind == 0 {
        return false;
    }
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<u8>>();
    let letters = short.chars().count();
    let most = if letters >= LONG { 2 } else { 1 };
    letters >= SHORTEST && digits(a) == digits(b) && strsim::osa_distance(a, b) <= most
}

#[cfg(test)]
mod tests {
    use super::groups;

    #[test]
    fn a_letter_apart_is_similar_and_numbers_are_not() {
        let names =
            ["northwind", "nortwind", "store0012", "store0013", "上海华信科技", "上海华欣科技", "acme"];
        assert_eq!(groups(&names), [vec![0, 1], vec![4, 5]]);
        assert!(groups(&["companya", "companyb", "beta", "bela"]).is_empty());
    }
}
