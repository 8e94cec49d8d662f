//! Routes over the relation graph of an account (METHOD §7) (D): from "reports to" and "influences", lines
//! running both ways, the shortest chain from a champion (a supporter only if no champion reaches) to a
//! person; ties: greater role weight, then name. One name on several rows is one person.

use crate::config::name_key;
use crate::model::CommitmentLevel;
use std::collections::BTreeMap;

/// What the graph knows of a key person.
#[derive(Debug, Clone)]
pub struct Relation<'a> {
    /// Name.
    pub name: &'a str,
    /// Commitment level.
    pub level: CommitmentLevel,
    /// Role weight.
    pub weight: f64,
    /// Whom the person reports to, as written: one or several names.
    pub reports_to: Option<&'a str>,
    /// Whom the person influences, as written.
    pub influences: Option<&'a str>,
}

/// Lines and routes of an account.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Routes {
    /// By person: the chain of person indices, both ends included; none if nobody on our side reaches.
    pub chains: Vec<Option<Vec<usize>>>,
    /// Names that no person of the account has: person index, true for "reports to", the name.
    pub unknown: Vec<(usize, bool, String)>,
}

/// Finds the route to every person of one account.
pub fn routes(persons: &[Relation<'_>]) -> Routes {
    let graph = Graph::new(persons);
    let champions = graph.search(CommitmentLevel::Champion);
    let supporters = graph.search(CommitmentLevel::Supporter);
    let chain = |at: usize| {
        let node = graph.node_of[at];
        let back = if champions[node].is_some() { &champions } else { &supporters };
        back[node]?;
        let mut chain = vec![node];
        let mut end = node;
        while let Some(Some(before)) = back[end] {
            chain.push(before);
            end = before;
        }
        // The last row of a chain is the one asked for, not another row of that name.
        let mut rows: Vec<usize> = chain.into_iter().rev().map(|n| graph.nodes[n].row).collect();
        if let Some(last) = rows.last_mut() {
            *last = at;
        }
        Some(rows)
    };
    Routes { chains: (0..persons.len()).map(chain).collect(), unknown: graph.unknown }
}

/// Names in a cell: 张三、李四; Ann / Bob.
pub fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(['、', ',', '，', ';', '；', '/', '\n', '|']).map(str::trim).filter(|n| !n.is_empty())
}

struct Node {
    /// First row of this name.
    row: usize,
    weight: f64,
    levels: Vec<CommitmentLevel>,
    lines: Vec<usize>,
}

struct Graph<'a> {
    persons: &'a [Relation<'a>],
    nodes: Vec<Node>,
    node_of: Vec<usize>,
    unknown: Vec<(usize, bool, String)>,
}

/// By node: reached, and from which node (none: a start).
type Reached = Vec<Option<Option<usize>>>;

impl<'a> Graph<'a> {
    fn new(persons: &'a [Relation<'a>]) -> Self {
        let mut by_name: BTreeMap<String, usize> = BTreeMap::new();
        let mut graph = Graph { persons, nodes: Vec::new(), node_of: Vec::new(), unknown: Vec::new() };
        for (row, person) in persons.iter().enumerate() {
            let next = graph.nodes.len();
            let node = *by_name.entry(name_key(person.name)).or_insert(next);
            if node == next {
                graph.nodes.push(Node { row, weight: 0.0, levels: Vec::new(), lines: Vec::new() });
            }
            graph.nodes[node].weight = graph.nodes[node].weight.max(person.weight);
            graph.nodes[node].levels.push(person.level);
            graph.node_of.push(node);
        }
        for (row, person) in persons.iter().enumerate() {
            for (text, upward) in [(person.reports_to, true), (person.influences, false)] {
                for name in text.into_iter().flat_map(names) {
                    let from = graph.node_of[row];
                    match by_name.get(&name_key(name)) {
                        Some(to) if *to != from => {
                            graph.nodes[from].lines.push(*to);
                            graph.nodes[*to].lines.push(from);
                        }
                        Some(_) => {}
                        None => graph.unknown.push((row, upward, name.to_owned())),
                    }
                }
            }
        }
        graph
    }

    /// Breadth first, a layer at a time; a layer is ordered by its chains, so that ties fall as they must.
    fn search(&self, level: CommitmentLevel) -> Reached {
        let mut reached: Reached = vec![None; self.nodes.len()];
        let mut layer: Vec<usize> =
            (0..self.nodes.len()).filter(|n| self.nodes[*n].levels.contains(&level)).collect();
        layer.sort_by(|a, b| self.compare(*a, *b));
        for node in &layer {
            reached[*node] = Some(None);
        }
        while !layer.is_empty() {
            let mut next = Vec::new();
            for from in &layer {
                let mut found: Vec<usize> =
                    self.nodes[*from].lines.iter().copied().filter(|to| reached[*to].is_none()).collect();
                found.sort_by(|a, b| self.compare(*a, *b));
                for to in found {
                    if reached[to].is_none() {
                        reached[to] = Some(Some(*from));
                        next.push(to);
                    }
                }
            }
            layer = next;
        }
        reached
    }

    fn compare(&self, a: usize, b: usize) -> std::cmp::Ordering {
        let name = |n: usize| self.persons[self.nodes[n].row].name;
        self.nodes[b].weight.total_cmp(&self.nodes[a].weight).then_with(|| name(a).cmp(name(b)))
    }
}

#[cfg(test)]
mod tests {
    use super::{Relation, routes};
    use crate::model::CommitmentLevel::{self, Champion, Doubter, Supporter, Unknown};

    fn person<'a>(name: &'a str, level: CommitmentLevel, reports_to: Option<&'a str>) -> Relation<'a> {
        Relation { name, level, weight: 1.0, reports_to, influences: None }
    }

    #[test]
    fn a_champion_comes_before_a_nearer_supporter() {
        let persons = [
            person("boss", Unknown, None),
            person("near", Supporter, Some("boss")),
            person("far", Champion, Some("between")),
            person("between", Unknown, Some("boss")),
        ];
        assert_eq!(routes(&persons).chains[0], Some(vec![2, 3, 0]));
        assert_eq!(routes(&persons[..2]).chains[0], Some(vec![1, 0]));
        assert_eq!(routes(&persons[..1]).chains[0], None);
    }

    #[test]
    fn circles_unknown_names_and_people_on_two_rows() {
        let persons = [
            person("a", Doubter, Some("b、nobody")),
            person("b", Unknown, Some("a; a")),
            person("C", Champion, Some("b")),
            person(" c ", Unknown, None),
        ];
        let found = routes(&persons);
        assert_eq!(found.chains[0], Some(vec![2, 1, 0]));
        assert_eq!(found.chains[3], Some(vec![3]), "the same person as row 2");
        assert_eq!(found.unknown, [(0, true, "nobody".to_owned())]);
    }

    #[test]
    fn ties_go_to_the_greater_weight_then_the_name() {
        let mut persons = [
            person("boss", Doubter, None),
            person("b", Champion, Some("boss")),
            person("a", Champion, Some("boss")),
        ];
        assert_eq!(routes(&persons).chains[0], Some(vec![2, 0]));
        persons[1].weight = 2.0;
        assert_eq!(routes(&persons).chains[0], Some(vec![1, 0]));
    }
}
