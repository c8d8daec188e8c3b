"""Reads what the store wrote with the software that people use, and checks types, rows and words.

Usage: readers.py FOLDER   (csv/, parquet/, gdelt.tsv, mentions.tsv, phoenix.tsv, polecat.tsv, icews.tsv, plover.jsonl and
records.jsonl inside)

Prints one line a reader; exits with 1 at the first difference. What is not installed is skipped with a line that says so.
"""

import datetime
import importlib
import json
import pathlib
import sys

FOLDER = pathlib.Path(sys.argv[1])
RECORDS = [json.loads(line) for line in open(FOLDER / "records.jsonl", encoding="utf-8")]
EVENTS = [event for record in RECORDS for event in record["events"]]
REPORTS = [record["report"] for record in RECORDS]
NAMES = [actor["name"] for record in RECORDS for actor in record["actors"]]
CODES = [event["cameo"] for event in EVENTS]
FIRST_DAY = datetime.date.fromisoformat(EVENTS[0]["date"]["value"])
TABLES = ["events", "statements", "talks", "positions", "incidents", "actors", "places", "reports"]


def expect(holds, what):
    if not holds:
        sys.exit(f"readers.py: {what}")


def same(found, wanted, what):
    expect(list(found) == list(wanted), f"{what}: {list(found)!r} instead of {list(wanted)!r}")


def with_pandas(pandas):
    for form in ["csv", "parquet"]:
        def read(table, **options):
            path = FOLDER / form / f"{table}.{form}"
            return pandas.read_parquet(path) if form == "parquet" else pandas.read_csv(path, **options)

        events = read("events", dtype={"cameo": str}, parse_dates=["date_start"])
        same(events["cameo"], CODES, f"pandas {form}: codes keep their zeros")
        expect(pandas.Timestamp(events["date_start"][0]).date() == FIRST_DAY, f"pandas {form}: dates")
        expect(events["intensity"].dtype == "float64" and events["quad"].dtype == "int64", f"pandas {form}: numbers")
        same(read("actors")["name"], NAMES, f"pandas {form}: names")
        text = read("reports", keep_default_na=False)["text"]
        same([words or "" for words in text], [report["text"] for report in REPORTS], f"pandas {form}: texts")
    same(pandas.read_parquet(FOLDER / "parquet/events.parquet")["actor"][0], EVENTS[0]["actor"], "pandas: lists")
    gdelt = pandas.read_csv(FOLDER / "gdelt.tsv", sep="\t", header=None, dtype=str, quoting=3)
    expect(gdelt.shape[1] == 61 and "036" in set(gdelt[26]), "pandas: gdelt")
    mentions = pandas.read_csv(FOLDER / "mentions.tsv", sep="\t", header=None, quoting=3)
    expect(mentions.shape == (len(gdelt), 16), "pandas: gdelt-mentions")
    same(mentions[0].astype(str), gdelt[0], "pandas: ids join events and mentions")
    phoenix = pandas.read_csv(FOLDER / "phoenix.tsv", sep="\t", header=None, dtype=str, quoting=3)
    expect(phoenix.shape[1] == 26 and "036" in set(phoenix[13]), "pandas: phoenix")
    polecat = pandas.read_csv(FOLDER / "polecat.tsv", sep="\t", dtype=str, quoting=3)
    expect(polecat.shape[1] == 40, "pandas: polecat")
    icews = pandas.read_csv(FOLDER / "icews.tsv", sep="\t", dtype={"CAMEO Code": str}, parse_dates=["Event Date"], quoting=3)
    expect(icews.shape[1] == 20 and "036" in set(icews["CAMEO Code"]), "pandas: icews")
    expect(str(icews["Event Date"].dtype).startswith("datetime64"), "pandas: icews dates")
    plover = pandas.read_json(FOLDER / "plover.jsonl", lines=True)
    expect("CONSULT" in plover["event"][0], "pandas: plover")


def with_polars(polars):
    events = polars.read_parquet(FOLDER / "parquet/events.parquet")
    same(events["cameo"], CODES, "polars: codes")
    expect(events.schema["date_start"] == polars.Date, "polars: dates are typed")
    expect(events.schema["actor"] == polars.List(polars.String), "polars: lists are typed")
    expect(events.schema["intensity"] == polars.Float64 and events.schema["quad"] == polars.Int64, "polars: numbers")
    expect(events["date_start"][0] == FIRST_DAY, "polars: dates")
    same(events["actor"][0], EVENTS[0]["actor"], "polars: lists")
    expect(events["actor"][3].to_list() == EVENTS[3]["actor"] == [], "polars: empty lists")
    talks = polars.read_parquet(FOLDER / "parquet/talks.parquet")
    same(talks["span_starts"][0], [span["start"] for span in RECORDS[0]["talks"][0]["spans"]], "polars: lists of numbers")
    statements = polars.read_parquet(FOLDER / "parquet/statements.parquet")
    expect(statements.schema["hedged"] == polars.Boolean, "polars: booleans")
    same(statements["hedged"], [s["hedged"] for record in RECORDS for s in record["statements"]], "polars: booleans")
    csv = polars.read_csv(FOLDER / "csv/reports.csv")
    same([words or "" for words in csv["text"]], [report["text"] for report in REPORTS], "polars csv: texts")


def with_duckdb(duckdb):
    for form in ["csv", "parquet"]:
        for table in TABLES:
            path = FOLDER / form / f"{table}.{form}"
            count = duckdb.sql(f"SELECT count(*) FROM '{path}'").fetchall()[0][0]
            wanted = {
                "reports": len(RECORDS),
                "positions": sum(len(issue["positions"]) for record in RECORDS for issue in record["issues"]),
            }.get(table, sum(len(record.get(table, [])) for record in RECORDS))
            expect(count == wanted, f"duckdb {form}: {count} rows in {table}, not {wanted}")
    events = f"'{FOLDER / 'parquet/events.parquet'}'"
    types = dict(row[:2] for row in duckdb.sql(f"DESCRIBE SELECT * FROM {events}").fetchall())
    wanted = {"cameo": "VARCHAR", "date_start": "DATE", "intensity": "DOUBLE", "quad": "BIGINT", "actor": "VARCHAR[]"}
    same([types[name] for name in wanted], wanted.values(), "duckdb: types")
    rows = duckdb.sql(f"SELECT cameo, date_start, actor FROM {events}").fetchall()
    same([row[0] for row in rows], CODES, "duckdb: codes")
    expect(rows[0][1] == FIRST_DAY and rows[0][2] == EVENTS[0]["actor"], "duckdb: dates and lists")
    reports = f"'{FOLDER / 'parquet/reports.parquet'}'"
    same([row[0] for row in duckdb.sql(f"SELECT text FROM {reports}").fetchall()], [r["text"] for r in REPORTS], "duckdb: texts")


for name, check in [("pandas", with_pandas), ("polars", with_polars), ("duckdb", with_duckdb)]:
    try:
        module = importlib.import_module(name)
        if name == "pandas":
            importlib.import_module("pyarrow")
    except ImportError as error:
        print(f"skipped {name}: {error}")
        continue
    check(module)
    print(f"read by {name} {module.__version__}")
