//! The texts of a sheet, each distinct one once: lists repeat regions, owners and stages a lot.

use std::collections::HashMap;
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

/// Bytes of a text that is hashed whole.
const LONG: usize = 512;
/// What a known text takes: hash, number and the room around them.
const KNOWN_BYTES: usize = 24;

/// Texts one after another in a single buffer, looked up by number.
#[derive(Debug, Clone, Default)]
pub(super) struct TextPool {
    buffer: String,
    ends: Vec<usize>,
    /// Hash of a text and its number. Of two texts with one hash the second is just stored again.
    known: HashMap<u64, u32, BuildHasherDefault<AlreadyHashed>>,
    state: RandomState,
}

impl TextPool {
    /// The number of a text, added if it is new.
    pub fn intern(&mut self, text: &str) -> u32 {
        let hash = self.hash(text);
        if let Some(at) = self.known.get(&hash)
            && self.get(*at) == text
        {
            return *at;
        }
        let at = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
        self.buffer.push_str(text);
        self.ends.push(self.buffer.len());
        self.known.insert(hash, at);
        at
    }

    /// Of a long text only its length, start and end are hashed: it may stand in many cells.
    fn hash(&self, text: &str) -> u64 {
        let bytes = text.as_bytes();
        match bytes.len() > LONG {
            true => self.state.hash_one((bytes.len(), &bytes[..LONG / 2], &bytes[bytes.len() - LONG / 2..])),
            false => self.state.hash_one(text),
        }
    }

    /// The text of a number.
    pub fn get(&self, at: u32) -> &str {
        let at = at as usize;
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.buffer[start..self.ends[at]]
    }

    /// Bytes of memory that it takes.
    pub fn held_bytes(&self) -> usize {
        self.buffer.len() + self.ends.len() * size_of::<usize>() + self.known.len() * KNOWN_BYTES
    }

    /// Frees what only adding needed.
    pub fn finish(&mut self) {
        self.known = HashMap::default();
        self.buffer.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// Passes a key through that is a hash already.
#[derive(Debug, Clone, Default)]
pub(super) struct AlreadyHashed(u64);

impl Hasher for AlreadyHashed {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(*byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}
