//! gaoya from Rust: reads JSON Lines, sketches, and writes the pairs that its index finds, one thread.
//!
//! usage: gaoya_rs CORPUS PAIRS --language en|zh --threshold X [--scratch DIR]
//!
//! Every document is sketched once and compared with those before it (query, then insert). English: gaoya's
//! whitespace_split, windows of five words hashed without building strings. Chinese: letters and digits
//! only, gaoya's shingle_text of five characters. 128 hashes of 32 bits in 32 bands of 4, which is what
//! calculate_minhash_params(0.7, 128) gives. gaoya itself drops pairs whose estimate is too low.

use gaoya::minhash::{MinHashIndex, MinHasher, MinHasher32, SmallVecContainer};
use gaoya::text::{shingle_text, whitespace_split};
use serde::Deserialize;
use std::borrow::Cow;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};

const BANDS: usize = 32;
const ROWS: usize = 4;
const SHINGLE: usize = 5;

#[derive(Deserialize)]
struct Record<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
}

struct Options {
    corpus: String,
    pairs: String,
    chinese: bool,
    threshold: f64,
}

fn options() -> Result<Options, Box<dyn Error>> {
    let mut files = Vec::new();
    let (mut language, mut threshold) = (String::from("en"), 0.7);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or(format!("{argument} needs a value"));
        match argument.as_str() {
            "--language" => language = value()?,
            "--threshold" => threshold = value()?.parse()?,
            "--scratch" => drop(value()?), // every peer is given one; this one needs none
            _ => files.push(argument),
        }
    }
    match <[String; 2]>::try_from(files) {
        Ok([corpus, pairs]) => Ok(Options { corpus, pairs, chinese: language == "zh", threshold }),
        Err(_) => Err("usage: gaoya_rs CORPUS PAIRS --language en|zh --threshold X".into()),
    }
}

fn signature(hasher: &impl MinHasher<V = u32>, text: &str, chinese: bool) -> Vec<u32> {
    if chinese {
        let kept: String =
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        return hasher.create_signature(shingle_text(&kept, SHINGLE));
    }
    let lower = text.to_lowercase();
    let words: Vec<&str> = whitespace_split(&lower).collect();
    hasher.create_signature(words.windows(SHINGLE))
}

fn main() -> Result<(), Box<dyn Error>> {
    let options = options()?;
    let hasher = MinHasher32::new(BANDS * ROWS);
    let mut index: MinHashIndex<u32, u32, SmallVecContainer<u32, 2>> =
        MinHashIndex::new_index(BANDS, ROWS, options.threshold);
    let mut corpus = BufReader::with_capacity(1 << 20, File::open(&options.corpus)?);
    let mut pairs = BufWriter::new(File::create(&options.pairs)?);
    let mut line = String::new();
    let mut number = 0u32;
    while corpus.read_line(&mut line)? > 0 {
        number += 1;
        let record: Record = serde_json::from_str(&line)?;
        let signature = signature(&hasher, &record.text, options.chinese);
        for other in index.query(&signature) {
            writeln!(pairs, "{other}\t{number}")?;
        }
        index.insert(number, signature);
        line.clear();
    }
    pairs.flush()?;
    Ok(())
}
