"""The five programmes as declared, and what the loader refuses."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction as F
from pathlib import Path

import pytest

from grassroots.programmes import ProgrammeError, load_programmes, parse_programme
from grassroots.progress import Figure, judge, shown_percent
from grassroots.targets import Target

PROGRAMMES = load_programmes()
# Every measurable target of the five documents: comparator, number, when.
EXPECTED = {
    "ha-tinh": {
        "HT-1": ("organisations_rated_good", "> 9/10", "yearly"),
        "HT-2": ("members_rated_good", "> 9/10", "yearly"),
        "HT-3": ("admission_rate", ">= 3/100", "yearly"),
        "HT-4a": ("hamlet_heads_members", ">= 1 by 2030, rising", "deadline"),
        "HT-4b": ("front_heads_members", ">= 1 by 2030, rising", "deadline"),
        "HT-5": ("hamlets_with_members", ">= 1 by 2025", "deadline"),
        "HT-6": ("hamlets_with_cell", ">= 1 by 2030", "deadline"),
        "HT-7": ("secretaries_theory_intermediate", ">= 1", "undated"),
        "HT-8": ("members_assigned_task", ">= 1", "always"),
    },
    "di-linh": {
        "DL-1": ("organisations_follow_rules", ">= 1", "always"),
        "DL-2": ("members_residence_contact", ">= 1", "yearly"),
        "DL-3": ("organisations_new_model", ">= 1/4", "yearly"),
        "DL-4": ("members_signed_commitment", ">= 1", "always"),
        "DL-5": ("organisations_rated_good", ">= 9/10", "yearly"),
        "DL-6": ("members_rated_good", ">= 9/10", "yearly"),
        "DL-7": ("admission_rate", "range 3/100 to 1/25", "yearly"),
        "DL-8": ("business_owners_admitted", "count_range 1 to 2", "term"),
        "DL-9": ("non_state_cells_founded", "count 1", "term"),
        "DL-10": ("hamlets_with_cell", ">= 1", "always"),
        "DL-11": ("hamlet_cells_with_committee", "> 13/20 by 2030", "deadline"),
        "DL-12": ("organisations_inspection_programme", ">= 1", "yearly"),
        "DL-13": ("secretaries_theory_intermediate", ">= 1", "undated"),
    },
    "nghi-quyet-2021-2025": {
        "NQ-1": ("standing_committees_rated_good", ">= 1", "yearly"),
        "NQ-2": ("grassroots_committees_rated_good", ">= 19/20", "yearly"),
        "NQ-3": ("committee_members_trained", ">= 1 by 2025", "deadline"),
        "NQ-4": ("managed_leaders_under_40", ">= 1/20 by 2025", "deadline"),
        "NQ-5": ("managed_leaders_women", ">= 1/5 by 2025", "deadline"),
        "NQ-6": ("division_leaders_master", ">= 7/20 by 2025", "deadline"),
        "NQ-7a": ("commune_leaders_theory_intermediate", ">= 1 by 2025", "deadline"),
        "NQ-7b": (
            "commune_leaders_profession_intermediate",
            ">= 1 by 2025",
            "deadline",
        ),
        "NQ-8": ("commune_leaders_university", ">= 4/5 by 2025", "deadline"),
        "NQ-9a": ("committee_members_rated_good", ">= 1", "yearly"),
        "NQ-9b": ("managed_leaders_rated_good", ">= 1", "yearly"),
        "NQ-10": ("division_leaders_rated_good", ">= 19/20", "yearly"),
        "NQ-11": ("division_leaders_trained", ">= 1", "yearly"),
        "NQ-12": ("commune_leaders_trained", ">= 1", "yearly"),
    },
    "duc-pho": {
        "DP-1": ("organisations_rated_good", "> 9/10", "yearly"),
        "DP-2": ("members_rated_good", "> 9/10", "yearly"),
        "DP-3": ("admission_rate", "range 3/100 to 1/25", "yearly"),
        "DP-4": (
            "hamlet_officers_upper_secondary",
            ">= 1 by 2025, 1 by 2030",
            "deadline",
        ),
        "DP-5": (
            "hamlet_officers_theory_elementary",
            ">= 1 by 2025, 1 by 2030",
            "deadline",
        ),
        "DP-6": (
            "hamlet_officers_profession_intermediate",
            ">= 1/2 by 2025, 3/4 by 2030",
            "deadline",
        ),
        "DP-7": (
            "hamlet_officers_theory_intermediate",
            ">= 1/4 by 2025, 1/2 by 2030",
            "deadline",
        ),
        "DP-8": ("grassroots_officers_trained", ">= 1", "yearly"),
        "DP-9": ("admission_rate", "not_set", "yearly"),
    },
    "bac-kan": {
        "BK-1": ("organisations_rated_good", "> 9/10", "yearly"),
        "BK-2": ("members_rated_good", "> 9/10", "yearly"),
        "BK-3": ("admission_rate", "not_set", "yearly"),
        "BK-4": ("hamlets_with_cell", ">= 1 by 2030", "deadline"),
        "BK-5": ("admission_rate", "not_set", "yearly"),
    },
}


def asked(target: Target) -> str:
    """What a target asks for, in one line."""
    number = ""
    if target.value is not None:
        number = f" {target.value}"
    elif target.low is not None:
        number = f" {target.low} to {target.high}"
    elif target.milestones:
        due = (f"{each.value} by {each.year}" for each in target.milestones)
        number = " " + ", ".join(due)
    return target.comparator + number + (", rising" if target.also_rises else "")


@pytest.mark.parametrize("programme", EXPECTED)
def test_every_measurable_target_is_declared(programme: str) -> None:
    declared = {
        target.id: (target.indicator, asked(target), target.when)
        for target in PROGRAMMES[programme].targets
        if not re.search(r"-F\d+$", target.id)
    }
    assert declared == EXPECTED[programme]


def test_the_five_programmes_are_there_with_fifty_targets() -> None:
    assert set(EXPECTED) <= set(PROGRAMMES)  # others may be added
    assert sum(map(len, EXPECTED.values())) == 50


def test_what_is_followed_without_a_number() -> None:
    followed = {
        target.id: target
        for programme in PROGRAMMES.values()
        for target in programme.targets
        if re.search(r"-F\d+$", target.id)
    }
    assert {target.comparator for target in followed.values()} == {"followed", "rises"}
    rising = {
        programme.id: {
            t.indicator for t in programme.targets if t.comparator == "rises"
        }
        for programme in PROGRAMMES.values()
    }
    heads = {"hamlet_heads_members", "front_heads_members"}
    assert rising["bac-kan"] == heads | {"secretaries_theory_intermediate"}
    assert rising["di-linh"] == heads
    joint = "commune_leaders_theory_and_profession"
    assert followed["NQ-F1"].indicator == joint
    assert followed["DP-F1"].indicator == "hamlet_officers_school_and_theory"


def test_each_citation_is_complete() -> None:
    for programme in PROGRAMMES.values():
        assert programme.issuer.vi and programme.issuer.en and programme.source
        assert programme.note is not None
        for target in programme.targets:
            assert re.fullmatch(r"(I{1,3}|IV)(\.(I{1,3}|\d))+", target.section)
    di_linh = PROGRAMMES["di-linh"]
    assert (di_linh.number, di_linh.date) == ("90-KH/HU", date(2022, 12, 22))
    assert PROGRAMMES["bac-kan"].date == date(2022, 9, 6)
    for unprinted in ("ha-tinh", "duc-pho", "nghi-quyet-2021-2025"):
        assert PROGRAMMES[unprinted].number is None
        assert PROGRAMMES[unprinted].date is None
    assert PROGRAMMES["nghi-quyet-2021-2025"].unit is None


def test_obligation_is_the_word_of_the_text() -> None:
    words = {t.id: t.obligation for p in PROGRAMMES.values() for t in p.targets}
    required = {target_id for target_id, word in words.items() if word == "required"}
    aims = {target_id for target_id, word in words.items() if word == "aim"}
    assert required == {"HT-7", "HT-8", "DP-9"}
    assert aims == (
        {"HT-3", "HT-4a", "HT-4b", "HT-5", "HT-6", "DL-3", "DL-13", "BK-4"}
        | {"NQ-3", "NQ-4", "NQ-5", "NQ-6", "NQ-7a", "NQ-7b", "NQ-8"}
    )


def test_exclusions_restrictions_and_years() -> None:
    di_linh, ha_tinh = PROGRAMMES["di-linh"], PROGRAMMES["ha-tinh"]
    for target_id in ("DL-5", "DL-6"):
        assert di_linh.target(target_id).exclude == ("armed_forces",)
    assert ha_tinh.target("HT-1").exclude == ()
    assert ha_tinh.target("HT-7").only_kinds == ("commune",)
    assert di_linh.target("DL-13").only_kinds == ()
    assert PROGRAMMES["duc-pho"].target("DP-8").from_year == 2023
    bac_kan = PROGRAMMES["bac-kan"]
    assert bac_kan.target("BK-3").to_year == 2025
    years = (bac_kan.target("BK-5").from_year, bac_kan.target("BK-5").to_year)
    assert years == (2025, 2030)
    owners = di_linh.target("DL-8")
    assert (owners.from_year, owners.to_year) == (2020, 2025)
    assert ha_tinh.target("HT-1").from_year == 2020
    assert ha_tinh.target("HT-1").to_year is None
    resolution = PROGRAMMES["nghi-quyet-2021-2025"].target("NQ-1")
    assert (resolution.from_year, resolution.to_year) == (2021, 2025)


def test_printed_baselines_give_the_printed_percentages() -> None:
    shown = []
    for target in PROGRAMMES["duc-pho"].targets:
        for baseline in target.baselines:
            assert baseline.numerator is not None and baseline.denominator is not None
            value = F(baseline.numerator, baseline.denominator)
            shown.append((target.id, baseline.group, shown_percent(value, F(1), 2)))
    assert shown == [
        ("DP-4", None, Decimal("67.78")),
        ("DP-4", "member", Decimal("77.58")),
        ("DP-4", "secretary", Decimal("57.93")),
        ("DP-5", None, Decimal("83.28")),
        ("DP-6", None, Decimal("46.81")),
        ("DP-7", None, Decimal("18.84")),
    ]
    (cells,) = PROGRAMMES["di-linh"].target("DL-11").baselines
    assert (cells.numerator, cells.denominator, cells.derived) == (97, 183, True)
    assert shown_percent(F(97, 183), None, 0) == 53
    (heads,) = PROGRAMMES["di-linh"].target("DL-F1").baselines
    assert (heads.year, heads.month, heads.failing) == (2022, 11, 84)


def test_every_target_can_be_judged() -> None:
    """Each has a verdict on plain figures, or is one that is never judged."""
    series = {year: Figure(year, 95 + year % 3, 100) for year in range(2019, 2031)}
    for programme in PROGRAMMES.values():
        for target in programme.targets:
            words = {
                judge(target, series, year, flow=False).verdict
                for year in range(2020, 2031)
            }
            assert not words & {"not_reported"}
            if target.comparator in ("followed", "not_set"):
                assert words <= {target.comparator, "not_applicable"}
            else:
                assert words - {"not_applicable", "not_enough_data"}


# What the loader refuses

GOOD = """
id = "mine"
title = { vi = "Của tôi", en = "Mine" }
issuer = { vi = "Đảng ủy xã", en = "Commune committee" }
source = "Kế hoạch"
term = [2025, 2030]

[[targets]]
id = "A-1"
indicator = "admission_rate"
title = { vi = "Kết nạp", en = "Admissions" }
short = { vi = "Kết nạp", en = "Admissions" }
section = "II.1"
comparator = "range"
low = "0.03"
high = "1/25"
when = "yearly"
"""


def test_a_small_programme_loads() -> None:
    programme = parse_programme(GOOD, "mine.toml", {"admission_rate"})
    target = programme.target("A-1")
    assert (target.low, target.high) == (F(3, 100), F(1, 25))
    assert (target.from_year, target.to_year) == (2025, None)
    assert (target.obligation, target.base) == ("stated", None)
    with pytest.raises(KeyError):
        programme.target("A-2")


FORMS = {
    "a count a year": 'comparator = "count"\nvalue = "2500"\nwhen = "yearly"',
    "a range of counts": 'comparator = "count_range"\nlow = "7000"\nhigh = "9000"\n'
    'when = "yearly"',
    "an equivalent count": 'comparator = ">="\nvalue = "0.03"\nequivalent = 2500\n'
    'when = "yearly"',
    "an average over a term": 'comparator = "average"\nvalue = "0.04"\nstrict = true\n'
    'when = "term"',
    "a relative cut": 'comparator = "relative_cut"\nlow = "0.2"\nhigh = "0.25"\n'
    'when = "yearly"',
    "a share of all units": 'comparator = ">="\nvalue = "0.9"\nbase = "all"\n'
    'denominators = "all_units"\nwhen = "yearly"',
    "an upper limit": 'comparator = "at_most"\nvalue = "0.2"\nwhen = "yearly"',
    "a base date": 'comparator = ">="\nvalue = "0.03"\nbase = "year_start"\n'
    'when = "yearly"',
}
BOUNDS = 'comparator = "range"\nlow = "0.03"\nhigh = "1/25"\nwhen = "yearly"'


@pytest.mark.parametrize("form", FORMS)
def test_the_format_can_say_it(form: str) -> None:
    programme = parse_programme(GOOD.replace(BOUNDS, FORMS[form]), "mine.toml")
    target = programme.targets[0]
    series = {year: Figure(year, year - 1000, 3000) for year in range(2024, 2031)}
    found = judge(target, series, 2027, flow=True)
    assert found.verdict not in ("not_reported", "not_enough_data", "not_applicable")


FAULTS = {
    "targets.A-1.comparator": ('"range"', '"about"'),
    "targets.A-1.indicator": ('"admission_rate"', '"admissions"'),
    "targets.A-1.low: a number": ('low = "0.03"', "low = 0.03"),
    "targets.A-1.low: 'few'": ('low = "0.03"', 'low = "few"'),
    "targets.A-1.low: 'range' needs": ('low = "0.03"\n', ""),
    "targets.A-1.high: below low": ('"1/25"', '"0.02"'),
    "targets.A-1.value: a share": ('"1/25"', '"25"'),
    "targets.A-1.short.vi": (
        'short = { vi = "Kết nạp"',
        'short = { vi = "Kết nạp nhiều hơn"',
    ),
    "targets.A-1.title: a text in vi": (
        'title = { vi = "Kết nạp", en = "Admissions" }',
        'title = { vi = "Kết nạp" }',
    ),
    "targets.A-1.section": ('section = "II.1"\n', ""),
    "targets.A-1.note.vi": ('"yearly"', '"yearly"\nnote = { vi = " ", en = "x" }'),
    "targets.A-1.tagret": ('"yearly"', '"yearly"\ntagret = 1'),
    "targets.A-1.when: 'monthly'": ('"yearly"', '"monthly"'),
    "targets.A-1.exclude": ('"yearly"', '"yearly"\nexclude = ["army"]'),
    "targets.A-1.base": ('"yearly"', '"yearly"\nbase = "today"'),
    "targets.A-1.also_rises": ('"yearly"', '"yearly"\nalso_rises = "yes"'),
    "targets.A-1.equivalent": ('"yearly"', '"yearly"\nequivalent = "2500"'),
    "targets.A-1.from_year: 25": ('"yearly"', '"yearly"\nfrom_year = 25'),
    "targets.A-1.to_year: before": (
        '"yearly"',
        '"yearly"\nfrom_year = 2026\nto_year = 2025',
    ),
    "targets.A-1.milestones: only": (
        '"yearly"',
        '"yearly"\nmilestones = [{ year = 2025, value = "1" }]',
    ),
    "targets.A-1.milestones: a deadline": (
        BOUNDS,
        'comparator = ">="\nwhen = "deadline"',
    ),
    "targets.A-1.milestones[1].year: not after": (
        BOUNDS,
        'comparator = ">="\nwhen = "deadline"\nmilestones = '
        '[{ year = 2030, value = "0.5" }, { year = 2030, value = "1" }]',
    ),
    "targets.A-1.milestones[0].value: is missing": (
        BOUNDS,
        'comparator = ">="\nwhen = "deadline"\nmilestones = [{ year = 2030 }]',
    ),
    "targets.A-1.value: '>' needs": (BOUNDS, 'comparator = ">"\nwhen = "yearly"'),
    "targets.A-1.value: a count": (
        BOUNDS,
        'comparator = "count"\nvalue = "1.5"\nwhen = "yearly"',
    ),
    "targets.A-1.when: an average": (
        BOUNDS,
        'comparator = "average"\nvalue = "0.04"\nwhen = "yearly"',
    ),
    "targets.A-1.comparator: over a term": ('"yearly"', '"term"'),
    "targets.A-1.baselines[0].numerator: a count": (
        '"yearly"',
        '"yearly"\nbaselines = [{ year = 2022 }]',
    ),
    "targets.A-1.baselines[0].numerator: more": (
        '"yearly"',
        '"yearly"\nbaselines = [{ year = 2022, numerator = 2, denominator = 1 }]',
    ),
    "targets.A-1.baselines[0].group": (
        '"yearly"',
        '"yearly"\nbaselines = [{ year = 2022, numerator = 2, by = "position" }]',
    ),
    "targets.A-1.baselines[0].month": (
        '"yearly"',
        '"yearly"\nbaselines = [{ year = 2022, numerator = 2, month = 13 }]',
    ),
    "term: two years": ("[2025, 2030]", "[2025]"),
    "term: the last": ("[2025, 2030]", "[2030, 2025]"),
    "date": ('source = "Kế hoạch"', 'source = "Kế hoạch"\ndate = "22/12/2022"'),
    "issuer: is missing": (
        'issuer = { vi = "Đảng ủy xã", en = "Commune committee" }\n',
        "",
    ),
    "(file)": ('id = "mine"', "id = mine"),
}


@pytest.mark.parametrize("said", FAULTS)
def test_a_fault_is_named_with_file_and_key(said: str) -> None:
    text = GOOD.replace(*FAULTS[said], 1)
    assert text != GOOD
    with pytest.raises(ProgrammeError, match=re.escape(f"mine.toml: {said}")):
        parse_programme(text, "mine.toml", {"admission_rate"})


def test_a_target_stands_once_and_a_programme_too(tmp_path: Path) -> None:
    twice = GOOD + GOOD[GOOD.index("[[targets]]") :]
    with pytest.raises(ProgrammeError, match="'A-1' stands there twice"):
        parse_programme(twice, "mine.toml")
    without = GOOD[: GOOD.index("[[targets]]")]
    with pytest.raises(ProgrammeError, match="at least one target"):
        parse_programme(without, "mine.toml")
    (tmp_path / "a.toml").write_text(GOOD, encoding="utf-8")
    assert list(load_programmes(tmp_path)) == ["mine"]
    (tmp_path / "b.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(ProgrammeError, match="b.toml: id: 'mine' is taken"):
        load_programmes(tmp_path)
    assert load_programmes(tmp_path / "none") == {}
