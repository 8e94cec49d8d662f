//! Names of the plans of a batch: the list's own name, with as much of its ending and folders as it takes to
//! tell lists of one name apart.

use std::collections::{BTreeMap, HashSet};
use std::path::{Path, PathBuf};

/// Folders above a list that its plan's name may tell.
const DEPTH: usize = 8;

/// One name a list, different even where case does not count.
pub fn of(lists: &[PathBuf]) -> Vec<String> {
    let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (at, list) in lists.iter().enumerate() {
        groups.entry(named(list, 0, false).to_lowercase()).or_default().push(at);
    }
    let mut names = vec![String::new(); lists.len()];
    let mut taken = HashSet::new();
    // Lists that share no name keep theirs, whatever the others are called.
    let (alone, together): (Vec<_>, Vec<_>) = groups.into_values().partition(|group| group.len() == 1);
    for group in alone.into_iter().chain(together) {
        let ways = (0..DEPTH).flat_map(|depth| [(depth, false), (depth, true)]);
        let apart = |way: &(usize, bool)| {
            let mut seen = HashSet::new();
            group.iter().all(|at| {
                let name = named(&lists[*at], way.0, way.1).to_lowercase();
                !taken.contains(&name) && seen.insert(name)
            })
        };
        let (depth, ending) = ways.into_iter().find(apart).unwrap_or((0, true));
        for at in group {
            let plain = named(&lists[at], depth, ending);
            let mut name = plain.clone();
            let mut number = 2;
            while !taken.insert(name.to_lowercase()) {
                name = format!("{plain} ({number})");
                number += 1;
            }
            names[at] = format!("{name}.plan.xlsx");
        }
    }
    names
}

/// Folders, then the name, with or without its ending.
fn named(list: &Path, depth: usize, ending: bool) -> String {
    let name = if ending { list.file_name() } else { list.file_stem() };
    let mut parts = vec![name.unwrap_or_default().to_string_lossy().into_owned()];
    let folders = list.parent().into_iter().flat_map(|p| p.components().rev());
    let folders = folders.filter_map(|c| match c {
        std::path::Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        _ => None,
    });
    parts.extend(folders.take(depth));
    parts.reverse();
    parts.join(" - ")
}

#[cfg(test)]
mod tests {
    use super::of;
    use std::path::PathBuf;

    #[test]
    fn lists_of_one_name_are_told_apart() {
        let named = |lists: &[&str]| of(&lists.iter().map(PathBuf::from).collect::<Vec<_>>());
        assert_eq!(named(&["a/x.csv", "b/y.csv"]), ["x.plan.xlsx", "y.plan.xlsx"]);
        assert_eq!(named(&["a/x.csv", "a/X.xlsx"]), ["x.csv.plan.xlsx", "X.xlsx.plan.xlsx"]);
        assert_eq!(
            named(&["a/x.csv", "b/x.csv", "c.csv"]),
            ["a - x.plan.xlsx", "b - x.plan.xlsx", "c.plan.xlsx"]
        );
        let hard = named(&["a/x.csv", "b/x.csv", "a - x.csv"]);
        assert_eq!(hard.iter().collect::<std::collections::HashSet<_>>().len(), 3, "{hard:?}");
        assert_eq!(named(&["x.csv", "../x.csv"]), ["x.csv.plan.xlsx", "x.csv (2).plan.xlsx"]);
    }
}
