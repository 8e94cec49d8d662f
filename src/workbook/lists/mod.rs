//! Workbooks that are plain lists: a list, rejected rows to mend, the summary of a batch.

pub mod list;
pub mod mend;
pub mod summary;
