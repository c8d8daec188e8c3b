#!/usr/bin/env python3
"""Write moveable.tsv: the days of feasts that no rule of the Gregorian calendar gives.

    pip install -r requirements.txt
    python moveable.py           # writes moveable.tsv beside this file

Islamic feasts follow the Umm al-Qura calendar of Saudi Arabia; where the moon decides, a country may be a day off.
Jewish feasts begin on the evening before the first day given.
"""

from datetime import date, timedelta
from pathlib import Path

from convertdate import hebrew
from hijridate import Gregorian, Hijri
from holidays.calendars.chinese import _ChineseLunisolar
from holidays.calendars.hindu import _HinduLunisolar

YEARS = range(1985, 2036)
CHINESE = _ChineseLunisolar()
HINDU = _HinduLunisolar()


def islamic(month, day, length=1):
    """Days of the Islamic year that begin in a Gregorian one; `length` 0 is the whole month."""

    def days(year):
        for hijri in range(Gregorian(year, 1, 1).to_hijri().year, Gregorian(year, 12, 31).to_hijri().year + 1):
            start = Hijri(hijri, month, day)
            first = date(*start.to_gregorian().datetuple())
            if first.year == year:
                yield first, first + timedelta(days=(length or start.month_length()) - 1)

    return days


def jewish(month, day, length=1):
    def days(year):
        for jewish_year in (year + 3760, year + 3761):
            first = date(*hebrew.to_gregorian(jewish_year, month, day))
            if first.year == year:
                yield first, first + timedelta(days=length - 1)

    return days


def one_day(find):
    def days(year):
        found = find(year)
        if found:
            yield found, found

    return days


def weekday_of(month, weekday, number):
    """The so-manieth weekday (Monday is 0) of a month; number -1 is the last."""

    def find(year):
        days = [date(year, month, 1) + timedelta(days=offset) for offset in range(31)]
        return [day for day in days if day.month == month and day.weekday() == weekday][number - (number > 0)]

    return find


def orthodox_easter(year):
    """Easter of the Julian calendar, in the Gregorian one (Meeus, Astronomical Algorithms)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


FEASTS = {
    "ramadan": islamic(9, 1, 0),
    "eid al-fitr": islamic(10, 1),
    "eid al-adha": islamic(12, 10),
    "islamic new year": islamic(1, 1),
    "ashura": islamic(1, 10),
    "mawlid": islamic(3, 12),
    "arbaeen": islamic(2, 20),
    "muharram": islamic(1, 1, 0),
    "passover": jewish(1, 15, 7),
    "rosh hashanah": jewish(7, 1, 2),
    "yom kippur": jewish(7, 10),
    "sukkot": jewish(7, 15, 7),
    "simchat torah": jewish(7, 22),
    "hanukkah": jewish(9, 25, 8),
    "orthodox easter": one_day(orthodox_easter),
    "lunar new year": one_day(lambda year: CHINESE.lunar_new_year_date(year)[0]),
    "diwali": one_day(lambda year: HINDU.diwali_date(year)[0]),
    "thanksgiving": one_day(weekday_of(11, 3, 4)),
    "labor day": one_day(weekday_of(9, 0, 1)),
    "memorial day": one_day(weekday_of(5, 0, -1)),
}


def cell(days):
    one = "{:%m-%d}".format
    # A month that begins in December ends in the next year: its last day has the year, too.
    last = lambda first, end: one(end) if end.year == first.year else f"{end:%Y-%m-%d}"
    return "|".join(one(first) if first == end else f"{one(first)}/{last(first, end)}" for first, end in days)


def main():
    lines = [
        "# Feasts whose days change from year to year, written by moveable.py: MM-DD, or FIRST/LAST; a feast that a",
        "# year has twice has two. Islamic days follow the Umm al-Qura calendar and may be a day off where the moon decides.",
        "\t".join(["year", *FEASTS]),
    ]
    lines += ["\t".join([str(year), *(cell(days(year)) for days in FEASTS.values())]) for year in YEARS]
    (Path(__file__).parent / "moveable.tsv").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
