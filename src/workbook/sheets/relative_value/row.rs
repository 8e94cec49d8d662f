//! A row of the sheet.

use crate::method::AccountPlan;

/// An account.
pub type Row<'d> = &'d AccountPlan;
