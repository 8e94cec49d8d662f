//! Header rows: where they stand, what their cells say, and the headers above them.

pub mod header;
pub mod header_path;
pub mod header_rows;
pub mod record_prefix;
