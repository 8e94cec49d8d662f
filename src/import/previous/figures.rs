//! Figures of a plan that the list overrules: told one by one, or where a fresh list has others in many rows, by number.

use super::Joiner;
use crate::import::merge::Difference;
use crate::model::{CellPlace, Issue, IssueCode, SourceRow};

/// A figure of the plan that differs from the list's, which counts.
pub struct Figure {
    place: CellPlace,
    who: String,
    kept: String,
    left_out: String,
}

/// More figures of one field than these are told in one line: a fresh list has other figures.
const FEW: usize = 10;

impl Joiner<'_> {
    /// A figure that the list decides.
    pub(super) fn figure(&mut self, source: SourceRow, who: &str, (field, kept, left_out): Difference) {
        let place = self.place(source, Some(field));
        let figure = Figure { place, who: who.to_owned(), kept, left_out };
        self.left.entry(field).or_default().push(figure);
    }

    /// Tells the figures of the plan that do not count: each, or where there are many their number.
    pub(super) fn tell_figures(&mut self) {
        for (field, figures) in std::mem::take(&mut self.left) {
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
                self.base.issues.push(issue);
            }
        }
    }
}
