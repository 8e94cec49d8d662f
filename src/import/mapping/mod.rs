//! How sheets are read, as a person saved and edited it (`columns --save`, `--mapping`): TOML, one
//! `[[sheet]]` a table of a list. What it says wins over the program's own understanding; a key left
//! out leaves the decision to the program.
//!
//! ```toml
//! [[sheet]]
//! file = "list-*.xlsx"   # name or glob; left out: any file
//! sheet = "客户"          # name or glob; left out: any sheet
//! kind = "accounts"      # "ignored": not read
//! header_row = 3
//! columns = [
//!   { column = "C", header = "年销售额", field = "annual_revenue", unit = 10000 },
//!   { column = "D", header = "旧编号", field = "" },       # carried along
//!   { column = "E", header = "序号", field = "ignore" },   # left out
//! ]
//! ```

mod decide;
mod parse;
mod save;
mod table;

pub use decide::{ByHand, as_in, by_hand, header_row, is_called};
pub use parse::parse;
pub use save::save;
pub use table::{Choice, SavedColumn, SavedMapping, SavedTable, file_name, shares};
