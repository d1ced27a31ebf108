//! Places in results, and whether what stands there agrees with what a vector wants.

use serde_json::Value as Json;
use toml::Value;

/// How far a number may be from the wanted one.
const NEAR: f64 = 1e-9;

/// What stands at a place: a JSON pointer, in which a part that is no number means, within a list, the one entry of
/// this `id` or `organisation`, and `*` every entry.
pub(super) fn find(within: &Json, place: &str) -> Result<Json, String> {
    let Some(rest) = place.strip_prefix('/') else {
        return if place.is_empty() { Ok(within.clone()) } else { Err("a place begins with /".to_owned()) };
    };
    let end = rest.find('/').unwrap_or(rest.len());
    let (part, rest) = rest.split_at(end);
    match within {
        Json::Array(list) if part == "*" => list.iter().map(|one| find(one, rest)).collect(),
        Json::Array(list) => find(entry(list, part)?, rest),
        Json::Object(entries) => {
            find(entries.get(part).ok_or_else(|| format!("there is no `{part}`"))?, rest)
        }
        _ => Err(format!("nothing is beneath {within}, so there is no `{part}`")),
    }
}

fn entry<'j>(list: &'j [Json], part: &str) -> Result<&'j Json, String> {
    if let Ok(at) = part.parse::<usize>() {
        return list.get(at).ok_or_else(|| format!("there is no entry {at} of {}", list.len()));
    }
    let named =
        |one: &&Json| ["id", "organisation"].iter().any(|key| one.get(key).is_some_and(|name| name == part));
    let named: Vec<&Json> = list.iter().filter(named).collect();
    match named.as_slice() {
        [one] => Ok(one),
        several => Err(format!("{} entries are called `{part}`", several.len())),
    }
}

/// Whether a found value is the wanted one, by the rules of `tests/vectors/README.md`.
pub(super) fn agrees(found: &Json, wanted: &Value) -> bool {
    match wanted {
        Value::String(text) if text == "null" => found.is_null(),
        Value::String(text) => match fraction(text) {
            Some(number) => near(found, number),
            None => found == text.as_str(),
        },
        Value::Integer(number) => near(found, f64::from(i32::try_from(*number).unwrap())),
        Value::Float(number) => near(found, *number),
        Value::Boolean(truth) => found == truth,
        Value::Array(list) => found.as_array().is_some_and(|found| {
            found.len() == list.len() && found.iter().zip(list).all(|(found, wanted)| agrees(found, wanted))
        }),
        Value::Table(table) => {
            table.iter().all(|(key, wanted)| found.get(key).is_some_and(|found| agrees(found, wanted)))
        }
        Value::Datetime(_) => false,
    }
}

fn near(found: &Json, wanted: f64) -> bool {
    found.as_f64().is_some_and(|found| (found - wanted).abs() <= NEAR)
}

fn fraction(text: &str) -> Option<f64> {
    let (above, below) = text.split_once('/')?;
    Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?)
}

#[test]
fn a_place_that_does_not_exist_is_said_and_near_numbers_agree() {
    let results =
        serde_json::json!({ "areas": [{ "id": "a", "n": 0.666_666_666_7 }, { "id": "b", "n": null }] });
    assert_eq!(find(&results, "/areas/b/n"), Ok(Json::Null));
    assert_eq!(find(&results, "/areas/*/id"), Ok(serde_json::json!(["a", "b"])));
    for place in ["/areas/c/n", "/areas/2", "/areas/a/m", "/areas/*/m", "/areas/a/n/x", "areas"] {
        assert!(find(&results, place).is_err(), "{place}");
    }
    let table: toml::Table = "a = [0.6666666667, '2/3', 0.667]\nb = 'null'".parse().unwrap();
    let found = find(&results, "/areas/a/n").unwrap();
    let agreed: Vec<bool> =
        table["a"].as_array().unwrap().iter().map(|wanted| agrees(&found, wanted)).collect();
    assert_eq!(agreed, [true, true, false]);
    assert!(agrees(&Json::Null, &table["b"]) && !agrees(&found, &table["b"]));
}
