//! GDELT 2.0 events.

use super::cells::{Row, added, compact, copied, country_name, month, point, region, root, rows, url, year};
use super::dyad::Directions;
use super::lead::lead_end;
use crate::codes::Codes;
use crate::context::Context;
use crate::table::{Column, Table, column};
use crate::value::{Kind, Value};
use verbale_record::{Place, PlacePrecision};

pub(crate) struct Gdelt;

const UNKNOWN: &str = "not known, empty";

impl Table for Gdelt {
    type Row<'r> = (Row<'r>, bool);
    const NAME: &'static str = "gdelt";
    const ABOUT: &'static str = "One row a pair of actors of an event that happened (asserted, or historical with a \
        date). Lists of actors are expanded to pairs; an act that both sides do stands once. Left out, because GDELT has \
        no place for them: factuality, attribution, statements, talks, positions, PLOVER types. CAMEO codes are those of \
        1.1b3, which differs from GDELT clients' table in about 15 codes.";
    #[rustfmt::skip] // One column a line reads as the table it is.
    const COLUMNS: &'static [Column<Self>] = &[
        column("GLOBALEVENTID", Kind::Integer, "Id of the row, the same in every run; below 2^53", "hash of record id, event id and the pair", |_, (r, _)| Value::Integer(r.dyad.id)),
        column("SQLDATE", Kind::Text, "Day of the event, YYYYMMDD; empty where no single day is known", "events.date.value", |_, (r, _)| compact(r.dyad.day())),
        column("MonthYear", Kind::Text, "Month of the event, YYYYMM", "events.date.value", |_, (r, _)| month(r, "%Y%m")),
        column("Year", Kind::Integer, "Year of the event", "events.date.value", |_, (r, _)| year(r)),
        column("FractionDate", Kind::Text, "Year and the share of it that is past, (month-1)*30+day of 365", "events.date.value", |_, (r, _)| fraction(r)),
        column("Actor1Code", Kind::Text, "CAMEO code of the source", "actors.code (composed of actors.country and actors.sectors where that is null), with CAMEO's country codes", |_, (r, _)| copied(&r.source.full)),
        column("Actor1Name", Kind::Text, "Name of the source in capitals", "actors.name", |_, (r, _)| name(r.dyad.source)),
        column("Actor1CountryCode", Kind::Text, "CAMEO country code", "actors.code, data/exports/countries.tsv", |_, (r, _)| copied(&r.source.country)),
        column("Actor1KnownGroupCode", Kind::Text, "CAMEO code of a known group", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(&r.source.group)),
        column("Actor1EthnicCode", Kind::Text, "CAMEO ethnic code", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(&r.source.ethnic)),
        column("Actor1Religion1Code", Kind::Text, "CAMEO religion code", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(r.source.religion(0))),
        column("Actor1Religion2Code", Kind::Text, "Second religion code", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(r.source.religion(1))),
        column("Actor1Type1Code", Kind::Text, "Role", "actors.code", |_, (r, _)| copied(r.source.role(0))),
        column("Actor1Type2Code", Kind::Text, "Second role", "actors.code", |_, (r, _)| copied(r.source.role(1))),
        column("Actor1Type3Code", Kind::Text, "Third role", "actors.code", |_, (r, _)| copied(r.source.role(2))),
        column("Actor2Code", Kind::Text, "CAMEO code of the target", "actors.code (composed of actors.country and actors.sectors where that is null), with CAMEO's country codes", |_, (r, _)| copied(&r.target.full)),
        column("Actor2Name", Kind::Text, "Name of the target in capitals", "actors.name", |_, (r, _)| name(r.dyad.target)),
        column("Actor2CountryCode", Kind::Text, "CAMEO country code", "actors.code, data/exports/countries.tsv", |_, (r, _)| copied(&r.target.country)),
        column("Actor2KnownGroupCode", Kind::Text, "CAMEO code of a known group", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(&r.target.group)),
        column("Actor2EthnicCode", Kind::Text, "CAMEO ethnic code", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(&r.target.ethnic)),
        column("Actor2Religion1Code", Kind::Text, "CAMEO religion code", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(r.target.religion(0))),
        column("Actor2Religion2Code", Kind::Text, "Second religion code", "actors.code, data/exports/blocks.tsv", |_, (r, _)| copied(r.target.religion(1))),
        column("Actor2Type1Code", Kind::Text, "Role", "actors.code", |_, (r, _)| copied(r.target.role(0))),
        column("Actor2Type2Code", Kind::Text, "Second role", "actors.code", |_, (r, _)| copied(r.target.role(1))),
        column("Actor2Type3Code", Kind::Text, "Third role", "actors.code", |_, (r, _)| copied(r.target.role(2))),
        column("IsRootEvent", Kind::Integer, "1 where the event is told in the lead paragraph or before it, else 0", "events.trigger.start, report.text", |_, (_, lead)| Value::Integer((*lead).into())),
        column("EventCode", Kind::Text, "CAMEO 1.1b3 code, leading zeros kept", "events.cameo", |_, (r, _)| copied(&r.dyad.cameo)),
        column("EventBaseCode", Kind::Text, "Its first three digits", "events.cameo", |_, (r, _)| copied(r.dyad.cameo.get(..3).unwrap_or(&r.dyad.cameo))),
        column("EventRootCode", Kind::Text, "Its first two digits", "events.cameo", |_, (r, _)| root(r)),
        column("QuadClass", Kind::Integer, "1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict, by the root", "data/exports/roots.tsv", |_, (r, _)| Value::integer(r.classes.map(|classes| classes.quad))),
        column("GoldsteinScale", Kind::Double, "Goldstein value of the code, -10 to 10", "data/ontology/cameo.tsv", |_, (r, _)| Value::single(r.dyad.intensity())),
        column("NumMentions", Kind::Integer, "Always 1: one report's telling", "constant", |_, _| Value::Integer(1)),
        column("NumSources", Kind::Integer, "Always 1", "constant", |_, _| Value::Integer(1)),
        column("NumArticles", Kind::Integer, "Always 1", "constant", |_, _| Value::Integer(1)),
        column("AvgTone", Kind::Double, "Tone of the documents", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_Type", Kind::Integer, "Kind of the source's place", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_FullName", Kind::Text, "The source's place", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_CountryCode", Kind::Text, "Its FIPS 10-4 country code", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_ADM1Code", Kind::Text, "Its first-level region", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_ADM2Code", Kind::Text, "Its second-level region", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_Lat", Kind::Double, "Its latitude", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_Long", Kind::Double, "Its longitude", UNKNOWN, |_, _| Value::Null),
        column("Actor1Geo_FeatureID", Kind::Text, "Its feature id", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_Type", Kind::Integer, "Kind of the target's place", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_FullName", Kind::Text, "The target's place", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_CountryCode", Kind::Text, "Its FIPS 10-4 country code", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_ADM1Code", Kind::Text, "Its first-level region", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_ADM2Code", Kind::Text, "Its second-level region", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_Lat", Kind::Double, "Its latitude", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_Long", Kind::Double, "Its longitude", UNKNOWN, |_, _| Value::Null),
        column("Actor2Geo_FeatureID", Kind::Text, "Its feature id", UNKNOWN, |_, _| Value::Null),
        column("ActionGeo_Type", Kind::Integer, "1 country, 2 state of the USA, 3 town in the USA, 4 town elsewhere, 5 region elsewhere", "places.precision, places.country", |_, (r, _)| Value::integer(r.place.map(geo_type))),
        column("ActionGeo_FullName", Kind::Text, "Town, region, country", "places.name, places.admin1, places.country", |_, (r, _)| full_name(r.place)),
        column("ActionGeo_CountryCode", Kind::Text, "FIPS 10-4 country code", "places.country, data/exports/countries.tsv", |_, (r, _)| r.place.map_or(Value::Null, |place| copied(fips(place)))),
        column("ActionGeo_ADM1Code", Kind::Text, "The country's code for a country, the region's code where known", "places.admin1, data/exports/regions.tsv", |_, (r, _)| r.place.map_or(Value::Null, adm1)),
        column("ActionGeo_ADM2Code", Kind::Text, "Second-level region", UNKNOWN, |_, _| Value::Null),
        column("ActionGeo_Lat", Kind::Double, "Latitude", "places.lat", |_, (r, _)| Value::double(r.place.and_then(|place| place.lat))),
        column("ActionGeo_Long", Kind::Double, "Longitude", "places.lon", |_, (r, _)| Value::double(r.place.and_then(|place| place.lon))),
        column("ActionGeo_FeatureID", Kind::Text, "FIPS code of a country; GNS and GNIS ids of towns are not known", "data/exports/countries.tsv", |_, (r, _)| feature(r.place)),
        column("DATEADDED", Kind::Text, "Day of publication at midnight, YYYYMMDDHHMMSS", "report.published", |c, _| added(c)),
        column("SOURCEURL", Kind::Text, "URL of the report, or its file name", "report.source", |c, _| Value::maybe(url(c).or(Some(&c.record.report.source)))),
    ];

    fn rows<'r>(context: &Context<'r>) -> Vec<Self::Row<'r>> {
        let lead = lead_end(&context.record.report);
        let rows = rows(context, Directions::One).into_iter();
        rows.map(|row| {
            let in_lead = row.dyad.event.trigger.start.0 < lead;
            (row, in_lead)
        })
        .collect()
    }
}

fn name<'r>(actor: Option<&verbale_record::Actor>) -> Value<'r> {
    actor.map_or(Value::Null, |actor| Value::owned(actor.name.to_uppercase()))
}

/// GDELT counts every month as 30 days.
fn fraction<'r>(row: &Row<'r>) -> Value<'r> {
    let Some(day) = row.dyad.day() else {
        return Value::Null;
    };
    let days = (f64::from(day.month()) - 1.0) * 30.0 + f64::from(day.day());
    Value::owned(format!(
        "{:.4}",
        f64::from(day.year()) + (days / 365.0).min(0.9999)
    ))
}

fn geo_type(place: &Place) -> u8 {
    let american = place.country.as_deref() == Some("USA");
    match (place.precision, american) {
        (PlacePrecision::Country, _) => 1,
        (PlacePrecision::Admin1, true) => 2,
        (PlacePrecision::Point, true) => 3,
        (PlacePrecision::Point, false) => 4,
        (PlacePrecision::Admin1, false) => 5,
    }
}

fn full_name(place: Option<&Place>) -> Value<'_> {
    let country = country_name(place.and_then(|place| place.country.as_deref()));
    let mut parts: Vec<&str> = Vec::new();
    for part in [
        point(place),
        region(place),
        country.or(place.map(|place| place.name.as_str())),
    ]
    .into_iter()
    .flatten()
    {
        if !parts.contains(&part) {
            parts.push(part);
        }
    }
    Value::owned(parts.join(", "))
}

fn fips(place: &Place) -> &'static str {
    let codes = Codes::get();
    let Some(country) = place.country.as_deref() else {
        return "";
    };
    let region = region(Some(place)).and_then(|region| codes.region(country, region));
    let of_country = || codes.country(country).map_or("", |country| &country.fips);
    region.map_or_else(of_country, |region| &region.fips)
}

fn adm1<'r>(place: &Place) -> Value<'r> {
    let region = place.country.as_deref().zip(region(Some(place)));
    match region.and_then(|(country, region)| Codes::get().region(country, region)) {
        Some(region) => copied(&region.adm1),
        None if place.precision == PlacePrecision::Country => copied(fips(place)),
        None => Value::Null,
    }
}

fn feature<'r>(place: Option<&Place>) -> Value<'r> {
    let country = place.filter(|place| place.precision == PlacePrecision::Country);
    country.map_or(Value::Null, |place| copied(fips(place)))
}
