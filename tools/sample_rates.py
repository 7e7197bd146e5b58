"""The rates at which the made-up province changes, by district and year."""

from __future__ import annotations

from sample_units import AGENCIES, MILITARY

# Share of members admitted, in thousandths, 2020 to 2026 (2026: half a year).
ADMISSIONS = {
    "Huyện Lam Châu": (34, 33, 31, 33, 31, 32, 16),
    "Thị xã Hồng Sơn": (27, 28, 30, 32, 34, 35, 17),
    "Huyện Yên Giang": (32, 30, 29, 27, 26, 25, 11),
    "Huyện Phú Trạch": (35, 38, 39, 42, 37, 36, 19),
    "Huyện Vĩnh Khê": (26, 27, 31, 33, 30, 29, 14),
    MILITARY: (38, 42, 40, 39, 37, 40, 20),
    AGENCIES: (29, 30, 31, 33, 31, 33, 14),
}
# Share of rated members that are rated good or better, in thousandths.
GOOD = {
    "Huyện Lam Châu": (872, 884, 895, 908, 921, 930),
    "Thị xã Hồng Sơn": (902, 905, 898, 907, 903, 904),
    "Huyện Yên Giang": (948, 939, 928, 915, 901, 893),
    "Huyện Phú Trạch": (940, 944, 948, 951, 955, 957),
    "Huyện Vĩnh Khê": (889, 895, 905, 911, 918, 920),
    MILITARY: (985, 986, 988, 985, 990, 991),
    AGENCIES: (958, 960, 961, 963, 962, 966),
}
