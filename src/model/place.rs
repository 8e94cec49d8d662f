//! Where something stands: sheet rows and cells.

/// A row of a sheet that was read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SourceRow {
    /// Index into `Portfolio::sheets`.
    pub sheet: u32,
    /// 1-based row of the sheet, or line of a CSV.
    pub row: u32,
}

/// A place in the inputs, as precise as is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellPlace {
    /// Index into `Portfolio::inputs`.
    pub input: Option<u32>,
    /// Index into `Portfolio::sheets`.
    pub sheet: Option<u32>,
    /// 1-based row.
    pub row: Option<u32>,
    /// 0-based column.
    pub column: Option<u32>,
}

impl CellPlace {
    /// The A1 name, where row and column are known.
    pub fn a1(&self) -> Option<String> {
        Some(format!("{}{}", column_letters(self.column?), self.row?))
    }
}

/// The letters of a 0-based column: 0 → A, 26 → AA.
pub fn column_letters(column: u32) -> String {
    let mut n = u64::from(column) + 1;
    let mut letters = Vec::new();
    while n > 0 {
        let rest = u8::try_from((n - 1) % 26).unwrap_or(0);
        letters.push(b'A' + rest);
        n = (n - 1) / 26;
    }
    letters.iter().rev().map(|b| char::from(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::column_letters;

    #[test]
    fn letters_of_the_grid_ends() {
        assert_eq!(column_letters(0), "A");
        assert_eq!(column_letters(26), "AA");
        assert_eq!(column_letters(16_383), "XFD");
    }
}
