//! What all sheets share. It knows no sheet. How a sheet is written (`sheets/goals.rs` is the example):
//!
//! 1. A row type, and `columns(facts)`: a list of described columns, each key, look, form, limit, value and formula
//!    in one expression, begun by [`describe::Describe`]. `Describe::of(facts, TableId::…)` begins those of a table that
//!    is read back: `src/layout` knows its keys and says their headers; `Describe::unread(facts)` those of any other.
//!    A column that is not always there is pushed under an `if`; a case that needs one stands in `.when(…)`.
//! 2. Content is said in cases: `.case(…)`, `.formula_case(…)`, `.words_case(…)` hold in the rows where they give
//!    something, the first of them wins; `.cell`, `.text`, `.number`, `.formula`, `.words` hold in every row;
//!    `.live(facts.live, …)` is a formula where such formulas are live and its value elsewhere.
//! 3. Formulas are patterns ([`pattern`]): `{key}` the own row's cell, `{key*}` the own column, `{Table.key*}` another
//!    table's, by its name, never by its module; `{'group.code}` a label in quotes. They are bound once a table.
//! 4. `make(facts)` collects the rows and gives a [`sheet::Sheet`] where it is wanted; the registry lists it once, and
//!    outline, contents, defined names and the template follow. [`parts::Parts`] continues a table on further sheets,
//!    [`stack::Stack`] puts tables one below the other, [`sheet::Drawn`] is a sheet without tables.
//! 5. A key, table or label asked for in vain is a fault ([`faults`]), and so are an entry that is not read back and a
//!    column that plans always have and that is not described: `write` ends with an error that names them.

pub mod accounts;
pub mod alliance;
pub mod blank_persons;
pub mod canvas;
pub mod cell;
pub mod charts;
pub mod context;
pub mod describe;
pub mod described;
pub mod facts;
pub mod faults;
pub mod finish;
pub mod forms;
pub mod grid;
pub mod lookup;
pub mod measure;
pub mod own;
pub mod page;
pub mod page_names;
pub mod page_styles;
pub mod parts;
pub mod pattern;
pub mod person_numbers;
pub mod persons;
pub mod proposed;
pub mod resource_keys;
pub mod schema;
pub mod sheet;
pub mod side_tables;
pub mod stack;
pub mod stages;
pub mod stated;
pub mod styles;
pub mod table;
pub mod tabled;
pub mod tables;
pub mod texts;
pub mod theme;
pub mod width;
