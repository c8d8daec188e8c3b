//! Reads the tables of `data/exports`; errors name file and line.

use super::{Block, Classes, Codes, Country, Region};
use verbale_record::ontology::{TableError, TableSource};

/// The tables to read.
pub(crate) struct CodeSources<'t> {
    pub(crate) countries: TableSource<'t>,
    pub(crate) regions: TableSource<'t>,
    pub(crate) blocks: TableSource<'t>,
    pub(crate) roots: TableSource<'t>,
    pub(crate) reciprocal: TableSource<'t>,
}

macro_rules! table {
    ($name:literal) => {
        TableSource {
            file: concat!("data/exports/", $name),
            text: include_str!(concat!("../../../../data/exports/", $name)),
        }
    };
}

impl CodeSources<'static> {
    /// The tables that come with Verbale.
    pub(crate) fn built_in() -> Self {
        Self {
            countries: table!("countries.tsv"),
            regions: table!("regions.tsv"),
            blocks: table!("blocks.tsv"),
            roots: table!("roots.tsv"),
            reciprocal: table!("reciprocal.tsv"),
        }
    }
}

/// Reads all tables.
pub(crate) fn load(sources: &CodeSources<'_>) -> Result<Codes, TableError> {
    let mut codes = Codes::default();
    for row in rows(
        sources.countries,
        ["country", "cameo", "plover", "fips", "cow", "name"],
    )? {
        let [alpha3, cameo, plover, fips, cow, name] = row.cells.map(str::to_owned);
        row.expect(alpha3.len() == 3, "a country code has three letters")?;
        row.expect(
            cow.bytes().all(|byte| byte.is_ascii_digit()),
            "a COW code is a number",
        )?;
        row.expect(matches!(fips.len(), 0 | 2), "a FIPS code has two letters")?;
        row.expect(!name.is_empty(), "the name is empty")?;
        let country = Country {
            cameo,
            plover,
            fips,
            cow,
            name,
        };
        let twice = codes.countries.insert(alpha3, country).is_some();
        row.expect(!twice, "this country has a line already")?;
    }
    for row in rows(sources.regions, ["country", "admin1", "fips", "adm1"])? {
        let [country, admin1, fips, adm1] = row.cells.map(str::to_owned);
        row.expect(codes.countries.contains_key(&country), "unknown country")?;
        codes.regions.insert((country, admin1), Region { fips, adm1 });
    }
    for row in rows(sources.blocks, ["code", "column", "name"])? {
        let column = match row.cells[1] {
            "country" => Block::Country,
            "group" => Block::Group,
            "religion" => Block::Religion,
            "ethnic" => Block::Ethnic,
            _ => return Err(row.error("the column is country, group, religion or ethnic")),
        };
        codes.blocks.insert(row.cells[0].to_owned(), column);
    }
    for row in rows(sources.roots, ["root", "quad", "penta"])? {
        let number = |cell: &str| cell.parse().map_err(|_| row.error("quad and penta are numbers"));
        let classes = Classes {
            quad: number(row.cells[1])?,
            penta: number(row.cells[2])?,
        };
        codes.roots.insert(row.cells[0].to_owned(), classes);
    }
    for row in rows(sources.reciprocal, ["cameo", "returned"])? {
        codes
            .reciprocal
            .insert(row.cells[0].to_owned(), row.cells[1].to_owned());
    }
    Ok(codes)
}

struct Row<'t, const N: usize> {
    file: &'t str,
    line: usize,
    cells: [&'t str; N],
}

impl<const N: usize> Row<'_, N> {
    fn error(&self, problem: &str) -> TableError {
        TableError {
            file: self.file.to_owned(),
            line: self.line,
            problem: problem.to_owned(),
        }
    }

    fn expect(&self, holds: bool, problem: &str) -> Result<(), TableError> {
        if holds { Ok(()) } else { Err(self.error(problem)) }
    }
}

/// The rows below a header of exactly these columns. `#` begins a comment; empty cells at the end may be left out.
fn rows<'t, const N: usize>(
    source: TableSource<'t>,
    columns: [&str; N],
) -> Result<Vec<Row<'t, N>>, TableError> {
    let mut rows = Vec::new();
    let mut header = false;
    for (text, line) in source.text.lines().zip(1..) {
        if text.trim().is_empty() || text.starts_with('#') {
            continue;
        }
        let mut row = Row {
            file: source.file,
            line,
            cells: [""; N],
        };
        for (index, cell) in text.split('\t').enumerate() {
            let Some(slot) = row.cells.get_mut(index) else {
                return Err(row.error(&format!("more than {N} cells")));
            };
            *slot = cell.trim();
        }
        if header {
            row.expect(!row.cells[0].is_empty(), "the first cell is empty")?;
            rows.push(row);
        } else {
            row.expect(
                row.cells == columns,
                &format!("the columns are: {}", columns.join(", ")),
            )?;
            header = true;
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_countries(text: &str) -> Result<Codes, TableError> {
        let built_in = CodeSources::built_in();
        let regions = TableSource {
            file: "regions.tsv",
            text: "",
        };
        load(&CodeSources {
            countries: TableSource {
                file: "own.tsv",
                text,
            },
            regions,
            ..built_in
        })
    }

    #[test]
    fn built_in_tables_load() {
        let codes = load(&CodeSources::built_in()).unwrap();
        let russia = codes.country("RUS").unwrap();
        assert_eq!(
            (russia.fips.as_str(), russia.cow.as_str(), russia.cameo.as_str()),
            ("RS", "365", "RUS")
        );
        assert_eq!(codes.cameo_country("ROU"), "ROM");
        assert_eq!(codes.classes("0211").unwrap(), Classes { quad: 1, penta: 0 });
        assert_eq!(codes.returned("042"), Some("043"));
        assert_eq!(codes.region("USA", "Ohio").unwrap().adm1, "USOH");
    }

    #[test]
    fn every_reciprocal_code_and_root_is_cameo() {
        let codes = Codes::get();
        let ontology = verbale_record::ontology::Ontology::get();
        for (code, returned) in &codes.reciprocal {
            assert!(ontology.cameo(code.parse().unwrap()).is_some(), "{code}");
            assert_eq!(
                codes.returned(returned),
                Some(code.as_str()),
                "the way back of {code}"
            );
        }
        for entry in ontology.cameo_codes() {
            assert!(codes.classes(entry.code.as_str()).is_some(), "{}", entry.code);
        }
    }

    #[test]
    fn faults_name_file_and_line() {
        let head = "# note\ncountry\tcameo\tplover\tfips\tcow\tname\n";
        let fault = |rows: &str| with_countries(&format!("{head}{rows}")).unwrap_err().to_string();
        assert_eq!(
            fault("FRA\tFRA\tFRA\tFR\tx\tFrance"),
            "own.tsv:3: a COW code is a number"
        );
        assert_eq!(fault("FR\n"), "own.tsv:3: a country code has three letters");
        assert_eq!(
            fault("\nFRA\tA\tB\tFR\t1\tFrance\tx"),
            "own.tsv:4: more than 6 cells"
        );
        assert_eq!(
            fault("FRA\tA\tB\tFR\t1\tFrance\nFRA\tA\tB\tFR\t1\tFrance"),
            "own.tsv:4: this country has a line already"
        );
        assert!(
            with_countries("a\tb")
                .unwrap_err()
                .to_string()
                .starts_with("own.tsv:1: the columns are")
        );
    }
}
