//! Which encoding some bytes are in, by what makes sense: under which model of a language are they likeliest?
//! Each model says how often characters of a region of its table occur: common Chinese characters, kana,
//! Cyrillic letters in a row, accented letters among Latin ones. That tells even a line of headers; which
//! of the single-byte encodings it is, chardetng knows from letters beside one another.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, SHIFT_JIS, WINDOWS_1252};

/// Share of a region in a text, and its number of characters.
type Region = (f64, f64);

/// ln of the chance of a byte that the encoding does not have.
const INVALID: f64 = -25.0;
/// ln of the chance of an ASCII byte.
const ASCII: f64 = -4.0;

/// The encoding of bytes that are not UTF-8.
pub(super) fn guess(bytes: &[u8]) -> &'static Encoding {
    let doubles: [(&'static Encoding, f64, Model); 5] = [
        (GB18030, 3.0, gb),
        (BIG5, 0.0, big5),
        (SHIFT_JIS, 0.0, shift_jis),
        (EUC_KR, -1.0, euc_kr),
        (EUC_JP, -2.0, euc_jp),
    ];
    let mut best = (1.0 + single_bytes(bytes), WINDOWS_1252);
    for (encoding, prior, model) in doubles {
        let score = prior + likelihood(bytes, model);
        if score > best.0 {
            best = (score, encoding);
        }
    }
    if best.1 == WINDOWS_1252 { single_byte_encoding(bytes) } else { best.1 }
}

/// Which of the encodings of one byte a letter.
fn single_byte_encoding(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let found = detector.guess(None, Utf8Detection::Deny);
    if found.is_single_byte() { found } else { WINDOWS_1252 }
}

/// How many bytes a character takes that begins with a byte above ASCII, and where it stands; the bytes
/// behind the first are 0 at the end of the text.
type Model = fn(u8, u8, u8) -> (usize, Option<Region>);

fn likelihood(bytes: &[u8], model: Model) -> f64 {
    let at = |at: usize| bytes.get(at).copied().unwrap_or(0);
    let (mut sum, mut place) = (0.0, 0);
    while place < bytes.len() {
        if bytes[place].is_ascii() {
            sum += ASCII;
            place += 1;
            continue;
        }
        let (width, region) = model(bytes[place], at(place + 1), at(place + 2));
        sum += region.map_or(INVALID, |(share, size)| (share / size).ln());
        place += width;
    }
    sum
}

fn gb(lead: u8, trail: u8, third: u8) -> (usize, Option<Region>) {
    match (lead, trail) {
        (0x81..=0xFE, 0x30..=0x39) if third >= 0x81 => (4, Some((1e-4, 20_000.0))),
        (0xB0..=0xD7, 0xA1..=0xFE) => (2, Some((0.93, 3755.0))),
        (0xD8..=0xF7, 0xA1..=0xFE) => (2, Some((0.02, 3008.0))),
        (0xA1 | 0xA3, 0xA1..=0xFE) => (2, Some((0.04, 188.0))),
        (0xA4 | 0xA5, 0xA1..=0xFE) => (2, Some((1e-4, 169.0))),
        (0xA2 | 0xA6..=0xA9, 0xA1..=0xFE) => (2, Some((0.003, 430.0))),
        (0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE) => (2, Some((0.006, 14_000.0))),
        _ => (1, None),
    }
}

fn big5(lead: u8, trail: u8, _: u8) -> (usize, Option<Region>) {
    match (lead, trail) {
        (0xA4..=0xC6, 0x40..=0x7E | 0xA1..=0xFE) => (2, Some((0.95, 5401.0))),
        (0xC9..=0xF9, 0x40..=0x7E | 0xA1..=0xFE) => (2, Some((0.03, 7652.0))),
        (0xA1..=0xA3, 0x40..=0x7E | 0xA1..=0xFE) => (2, Some((0.03, 408.0))),
        (0x81..=0xFE, 0x40..=0x7E | 0xA1..=0xFE) => (2, Some((5e-4, 5000.0))),
        _ => (1, None),
    }
}

fn shift_jis(lead: u8, trail: u8, _: u8) -> (usize, Option<Region>) {
    let trails = matches!(trail, 0x40..=0x7E | 0x80..=0xFC);
    match (lead, trail) {
        (0xA1..=0xDF, _) => (1, Some((0.01, 63.0))),
        (0x82, 0x9F..=0xF1) | (0x83, 0x40..=0x7E | 0x80..=0x96) => (2, Some((0.42, 169.0))),
        (0x82, 0x4F..=0x9A) => (2, Some((0.02, 62.0))),
        (0x81, _) if trails => (2, Some((0.06, 108.0))),
        (0x88, 0x9F..=0xFC) | (0x89..=0x97, _) if trails => (2, Some((0.47, 2965.0))),
        (0x98, 0x40..=0x72) => (2, Some((0.47, 2965.0))),
        (0x98..=0x9F | 0xE0..=0xEA, _) if trails => (2, Some((0.02, 3390.0))),
        (0x81..=0x9F | 0xE0..=0xFC, _) if trails => (2, Some((0.002, 800.0))),
        _ => (1, None),
    }
}

fn euc_jp(lead: u8, trail: u8, third: u8) -> (usize, Option<Region>) {
    match (lead, trail) {
        (0x8E, 0xA1..=0xDF) => (2, Some((0.005, 63.0))),
        (0x8F, 0xA1..=0xFE) if third >= 0xA1 => (3, Some((5e-4, 6000.0))),
        (0xA4 | 0xA5, 0xA1..=0xF6) => (2, Some((0.42, 169.0))),
        (0xA1, 0xA1..=0xFE) => (2, Some((0.06, 94.0))),
        (0xA3, 0xA1..=0xFE) => (2, Some((0.02, 62.0))),
        (0xB0..=0xCF, 0xA1..=0xFE) => (2, Some((0.47, 2965.0))),
        (0xD0..=0xF4, 0xA1..=0xFE) => (2, Some((0.02, 3390.0))),
        (0xA1..=0xFE, 0xA1..=0xFE) => (2, Some((5e-4, 2000.0))),
        _ => (1, None),
    }
}

fn euc_kr(lead: u8, trail: u8, _: u8) -> (usize, Option<Region>) {
    match (lead, trail) {
        (0xB0..=0xC8, 0xA1..=0xFE) => (2, Some((0.95, 2350.0))),
        (0xCA..=0xFD, 0xA1..=0xFE) => (2, Some((0.01, 4888.0))),
        (0xA1 | 0xA3, 0xA1..=0xFE) => (2, Some((0.03, 188.0))),
        (0x81..=0xC6, 0x41..=0x5A | 0x61..=0x7A | 0x81..=0xA0) => (2, Some((0.01, 8822.0))),
        (0xA1..=0xFE, 0xA1..=0xFE) => (2, Some((5e-4, 1000.0))),
        _ => (1, None),
    }
}

/// Letters of one byte each: either accented ones among Latin letters, or a script of its own in words.
fn single_bytes(bytes: &[u8]) -> f64 {
    latin(bytes).max(own_script(bytes))
}

/// Accented letters stand alone between ASCII ones.
fn latin(bytes: &[u8]) -> f64 {
    each_high(bytes, |before, byte, after| {
        let share = if byte >= 0xC0 { 0.8 / 40.0 } else { 0.2 / 64.0 };
        let letters = [before, after].into_iter().filter(u8::is_ascii_alphabetic).count();
        let beside = !before.is_ascii() || !after.is_ascii();
        share
            * if beside {
                0.15
            } else if letters > 0 {
                1.0
            } else {
                0.2
            }
    })
}

/// Cyrillic and Greek words: capitals begin them or make them, and no ASCII letter touches them.
fn own_script(bytes: &[u8]) -> f64 {
    let capital = |byte: u8| (0xC0..0xE0).contains(&byte);
    each_high(bytes, |before, byte, after| {
        let share = match byte {
            0xE0.. => 0.85 / 32.0,
            0xC0.. if before.is_ascii() || capital(before) => 0.7 / 32.0,
            0xC0.. => 0.01 / 32.0,
            _ => 0.1 / 64.0,
        };
        let touched = before.is_ascii_alphabetic() || after.is_ascii_alphabetic();
        share * if touched { 0.05 } else { 1.0 }
    })
}

/// Sums the chances of the bytes above ASCII, each with its neighbours.
fn each_high(bytes: &[u8], chance: impl Fn(u8, u8, u8) -> f64) -> f64 {
    let at = |at: usize| bytes.get(at).copied().unwrap_or(b'\n');
    let one = |place: usize| match bytes[place].is_ascii() {
        true => ASCII,
        false => chance(at(place.wrapping_sub(1)), bytes[place], at(place + 1)).ln(),
    };
    (0..bytes.len()).map(one).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::{WINDOWS_1250, WINDOWS_1251};

    fn judged(encoding: &'static Encoding, text: &str) -> &'static str {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{text}");
        guess(&bytes).name()
    }

    #[test]
    fn a_header_alone_tells_its_encoding() {
        for text in [
            "客户",
            "公司",
            "客户名称",
            "单位名称,金额",
            "客户名称,年销售额,毛利",
            "年销售额",
            "甲公司",
            "王莹",
            "Customer,区域",
            "名称",
            "序号,客户,合同金额,备注",
            "有限公司",
            "中国",
            "项目",
            "日期",
        ] {
            assert_eq!(judged(GB18030, text), "gb18030", "{text}");
        }
        for text in [
            "客戶",
            "客戶名稱",
            "公司名稱",
            "客戶名稱,年銷售額,毛利",
            "名稱",
            "股份有限公司",
            "聯絡人,職稱,電話",
            "台灣積體電路",
            "業務員,區域",
            "訂單編號,客戶,金額",
        ] {
            assert_eq!(judged(BIG5, text), "Big5", "{text}");
        }
        for text in
            ["顧客名,売上高", "会社名,担当者", "株式会社トヨタ", "得意先", "お客様名", "取引先コード,売上"]
        {
            assert_eq!(judged(SHIFT_JIS, text), "Shift_JIS", "{text}");
        }
        for text in ["お客様名,売上", "カスタマー"] {
            assert_eq!(judged(EUC_JP, text), "EUC-JP", "{text}");
        }
        let text = "고객명,매출액,담당자\n삼성전자 주식회사,100,김철수";
        assert_eq!(judged(EUC_KR, text), "EUC-KR", "{text}");
    }

    #[test]
    fn letters_of_one_byte() {
        for text in ["Société Générale", "Müller GmbH", "José", "Straße", "Umsatz (€)", "São Paulo", "Año"]
        {
            assert_eq!(judged(WINDOWS_1252, text), "windows-1252", "{text}");
        }
        for text in
            ["Klient;Wartość sprzedaży\nŁódzka Spółka Źródło;100", "Zákazník;Tržby\nPříbramská uzenina;5"]
        {
            assert_eq!(judged(WINDOWS_1250, text), "windows-1250", "{text}");
        }
        for text in ["Клиент;Выручка\nООО Ромашка;100", "КЛИЕНТ;СУММА", "Название клиента"]
        {
            assert_eq!(judged(WINDOWS_1251, text), "windows-1251", "{text}");
        }
    }
}
