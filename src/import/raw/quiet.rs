//! Calls into readers that may panic on damaged files: the panic becomes an error, and the default
//! message about it stays off the terminal.

use super::Refusal;
use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};
use std::sync::Once;

thread_local! {
    static QUIET: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs a reader. The state it borrows must not be used after an error.
pub(super) fn quietly<T>(read: impl FnOnce() -> Result<T, Refusal>) -> Result<T, Refusal> {
    HOOK.call_once(|| {
        let loud = take_hook();
        set_hook(Box::new(move |info| {
            if !QUIET.get() {
                loud(info);
            }
        }));
    });
    let before = QUIET.replace(true);
    let outcome = catch_unwind(AssertUnwindSafe(read));
    QUIET.set(before);
    outcome.unwrap_or_else(|panic| Err(Refusal::unreadable(words(panic.as_ref()))))
}

fn words(panic: &(dyn std::any::Any + Send)) -> String {
    match (panic.downcast_ref::<&str>(), panic.downcast_ref::<String>()) {
        (Some(text), _) => (*text).to_owned(),
        (_, Some(text)) => text.clone(),
        _ => "panic".to_owned(),
    }
}
