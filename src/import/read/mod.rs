//! Rows read by their sheet's plan: records, joined to their accounts; what becomes of every row and its money.

pub mod accounts;
pub mod builder;
pub mod children;
pub mod figures;
pub mod finish;
pub mod join;
pub mod ledger;
pub mod lines;
pub mod merge;
pub mod parse;
pub mod plan_records;
pub mod records;
pub mod row_reader;
pub mod row_record;
pub mod settle;
pub mod similar;
