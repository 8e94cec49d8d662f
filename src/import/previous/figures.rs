//! Figures of a plan that the list overrules: told one by one, or where a fresh list has others in many rows, by number.

use crate::import::read::merge::Difference;
use crate::model::{CellPlace, Field, Issue, IssueCode};
use std::collections::BTreeMap;

/// A figure of the plan that differs from the list's, which counts.
struct Figure {
    place: CellPlace,
    who: String,
    kept: String,
    left_out: String,
}

/// More figures of one field than these are told in one line: a fresh list has other figures.
const FEW: usize = 10;

/// The plan's figures that do not count, by field.
#[derive(Default)]
pub struct Figures(BTreeMap<Field, Vec<Figure>>);

impl Figures {
    /// A figure that the list decides.
    pub fn add(&mut self, place: CellPlace, who: &str, (field, kept, left_out): Difference) {
        let figure = Figure { place, who: who.to_owned(), kept, left_out };
        self.0.entry(field).or_default().push(figure);
    }

    /// Tells them: each, or where there are many their number.
    pub fn tell(self, issues: &mut Vec<Issue>) {
        for (field, figures) in self.0 {
            let many = figures.len() > FEW;
            let count = figures.len();
            for figure in figures.into_iter().take(if many { 1 } else { FEW }) {
                let code = if many { IssueCode::FiguresFromList } else { IssueCode::FigureFromList };
                let mut issue = Issue::new(code, figure.place)
                    .with("who", figure.who)
                    .with("field", format!("@field.{field}"))
                    .with("kept", figure.kept)
                    .with("count", count);
                issue.field = Some(field);
                issue.value = Some(figure.left_out);
                issues.push(issue);
            }
        }
    }
}
