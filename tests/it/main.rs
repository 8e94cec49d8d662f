//! The program as its users meet it: through the binary, then properties of the pure method.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::disallowed_macros)]

mod added_rows;
mod arbitrary;
mod architecture;
mod batch;
mod compare;
mod comparison;
mod csv;
mod fields;
mod formula;
mod guard;
mod import_hostile;
mod independent;
#[cfg(unix)]
mod interrupt;
mod issues;
mod labels;
mod language;
mod layouts;
mod layouts_property;
mod layouts_shapes;
mod limits;
mod lists;
mod long_texts;
mod mapping;
mod mended;
mod method;
mod method_people;
mod method_resources;
mod own_settings;
mod package;
mod package_order;
mod parameters;
mod plan;
mod plan_entries;
mod plan_joins;
mod planning_sheets;
mod print;
mod read_limits;
mod recalc;
mod renamed_headers;
mod round_trip;
mod split;
mod streams;
mod support;
mod template;
mod terminal;
mod theme;
mod usage;
mod workbook;
mod workbook_pages;
mod workbook_plan;
mod workbook_resolves;
mod workbook_xml;
mod worked_example;
