//! The cards of key persons and the lines between them, on the influence map and on account pages.

pub mod influence_card;
pub mod influence_lines;
pub mod strips;
