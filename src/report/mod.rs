//! The plan for terminal and other programs.
