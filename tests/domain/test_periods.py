"""Periods on a scale: what is certain is never drawn longer than the source lets it be."""

import pytest

from cooperation.domain.dates import PartialDate
from cooperation.domain.periods import LONGEST_SCALE, Bar, Period, bar_on_scale, period_on_scale


def drawn(edtf):
    return period_on_scale(PartialDate.from_edtf(edtf))


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        (
            "2023-01-01/2024-12-31",
            Period([2023, 2024], Bar(0.0, 2.0), Bar(0.0, 2.0), False, False, True),
        ),
        (
            "2023-07/2024-06",
            Period([2023, 2024], Bar(0.496, 1.001), Bar(0.578, 0.84), False, False, False),
        ),
        (
            "2024/2025",
            Period([2024, 2025], Bar(0.0, 2.0), Bar(0.997, 0.006), False, False, False),
        ),
        ("2024", Period([2024], Bar(0.0, 1.0), None, False, False, False)),
        ("2024-05", Period([2024], Bar(0.331, 0.084), None, False, False, False)),
        ("2023-12-05", Period([2023], Bar(0.926, 0.003), Bar(0.926, 0.003), False, False, True)),
        (
            "2023-01-01/..",
            Period([2023, 2024], Bar(0.0, 2.0), Bar(0.0, 2.0), False, True, False),
        ),
        ("../2023", Period([2022, 2023], Bar(0.0, 2.0), Bar(0.0, 1.003), True, False, False)),
        ("2023/", Period([2023, 2024], Bar(0.0, 2.0), Bar(0.997, 1.003), False, True, False)),
        ("2024-01-01~/2024-12-31", Period([2024], Bar(0.0, 1.0), None, False, False, False)),
        ("0001/2024", None),
        ("../0001-06-01", Period([1], Bar(0.0, 0.416), Bar(0.0, 0.416), True, False, False)),
        ("9999/..", Period([9999], Bar(0.0, 1.0), Bar(0.997, 0.003), False, True, False)),
    ],
)
def test_period_is_drawn_as_far_as_it_is_known(edtf, expected):
    assert drawn(edtf) == expected


def test_longest_scale():
    assert len(drawn(f"2001/{2000 + LONGEST_SCALE}").years) == LONGEST_SCALE
    assert drawn(f"2000/{2000 + LONGEST_SCALE}") is None


@pytest.mark.parametrize(
    ("edtf", "expected"),
    [
        ("2024-05", Bar(0.331, 0.084)),
        ("2025-12-31", Bar(1.997, 0.003)),
        ("2023-12-31", None),
        ("2026", None),
        ("2025/..", None),
        ("../2024", None),
    ],
)
def test_date_stands_on_the_scale_or_is_left_out(edtf, expected):
    assert bar_on_scale([2024, 2025], PartialDate.from_edtf(edtf)) == expected
