//! Where the rows stand that were mended in another file.

use crate::model::SourceRow;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where a row of a sheet really stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// Index into `Portfolio::inputs`.
    pub input: u32,
    /// Sheet and row.
    pub source: SourceRow,
    /// Original column to column there.
    pub columns: Arc<BTreeMap<u32, u32>>,
}
