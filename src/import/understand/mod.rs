//! A table understood: which kind of records it holds, which column is which field, in which unit, and which of
//! its rows are records. The result is a `sheet_plan`.

pub mod blocks;
pub mod column_notes;
pub mod column_values;
pub mod columns;
pub mod computed;
pub mod examples;
pub mod footers;
pub mod forms;
pub mod guesses;
pub mod home;
pub mod judged;
pub mod kind;
pub mod known;
pub mod mapped;
pub mod names_of;
pub mod outcomes;
pub mod parties;
pub mod profile;
pub mod readable;
pub mod row_kind;
pub mod row_limits;
pub mod rows;
pub mod saved_checks;
pub mod scale;
pub mod seen;
pub mod series;
pub mod sheet_plan;
pub mod source_file;
pub mod survey;
pub mod survey_columns;
pub mod surveyed;
pub mod tables;
pub mod totals;
pub mod unread_columns;
