"""Builds the tree of Sông Lam: districts, communes, hamlets, cells, sectors."""

from __future__ import annotations

from datetime import date

from sample_names import (
    CELL_FOUNDED,
    CELL_SHARED,
    COMMUNES,
    FIRST_NAMES,
    HAMLET_COUNTS,
    MERGED_HAMLETS,
    SECOND_NAMES,
)
from sample_units import AGENCIES, BREAK, MILITARY, PROVINCE, Tree, Unit


def make_tree() -> Tree:
    """The whole tree, the same on every call."""
    province = Unit(PROVINCE, "province", code="SL", size=0)
    units = [province]
    districts = []
    counter = hamlets = 0
    for number, (name, (pairs, single)) in enumerate(COMMUNES.items(), start=1):
        code = f"SL{number:02d}"
        district = Unit(name, "district", code=code, before=province, last=2024)
        bare = name.removeprefix("Huyện ").removeprefix("Thị xã ")
        area = Unit(
            f"Địa bàn {bare}",
            "area",
            code=f"DB{number:02d}",
            before=province,
            after=province,
            first=2025,
        )
        district.area = area
        districts.append(district)
        units += [district, area]
        old = [(a, 0, new) for a, _, new in pairs] + [
            (b, 1, new) for _, b, new in pairs
        ]
        merged: dict[str, Unit] = {}
        for place, (_, _, new) in enumerate(pairs, start=1):
            merged[new] = Unit(
                new,
                "commune",
                "commune",
                after=province,
                code=f"{code}M{place}",
                first=2025,
                area=area,
                grassroots=True,
            )
        communes = [
            Unit(
                commune,
                "commune",
                "commune",
                before=district,
                code=f"{code}{place:02d}",
                last=2024,
                area=area,
                into=merged[new],
                grassroots=True,
                traits={"second": bool(second)},
            )
            for place, (commune, second, new) in enumerate(old, start=1)
        ] + [
            Unit(
                commune,
                "commune",
                "commune",
                before=district,
                after=province,
                code=f"{code}{len(old) + place:02d}",
                area=area,
                grassroots=True,
            )
            for place, commune in enumerate(single, start=1)
        ]
        units += communes + list(merged.values())
        for commune in communes:
            units += _below_commune(commune, HAMLET_COUNTS[counter % 4], hamlets)
            hamlets += HAMLET_COUNTS[counter % 4]
            counter += 1
        for commune in communes:
            if commune.into and commune.into.name in MERGED_HAMLETS:
                units += _merge_last_hamlets(units, commune)
        units += _district_organisations(district, communes, bare)
    military, agencies = _sectors(province)
    units += military + agencies
    staff = next(unit for unit in military if unit.name == "Chi bộ Tác chiến")
    for unit in units:
        if unit.traits.get("goes_to_military"):
            unit.into = military[0]
        if unit.into or unit.last != BREAK.year - 1 or unit.level != "cell":
            continue
        above = unit.before
        assert above
        if above.level == "commune":
            unit.into = _namesake(units, unit.name, above.into)
        elif above.into is military[0]:
            unit.into = staff
        else:
            unit.into = _namesake(units, "Chi bộ Công an", above.into)
    for name in ("Đảng đoàn HĐND tỉnh", "Ban Cán sự đảng UBND tỉnh"):
        units.append(Unit(name, "organisation", before=province, last=2024))
        units[-1].traits["delegation"] = True
    return Tree(province, districts, [military[0], agencies[0]], units)


def _namesake(units: list[Unit], name: str, after: Unit | None) -> Unit:
    """The cell of that name, else the office's, under a commune after 1/7/2025."""
    there = {
        unit.name: unit for unit in units if unit.after is after and unit.last > 2025
    }
    return there.get(name) or there["Chi bộ Cơ quan"]


def _below_commune(commune: Unit, hamlets: int, earlier: int) -> list[Unit]:
    """Hamlets, their cells and the other cells of a commune."""
    after = commune.into or commune
    second = bool(commune.traits.get("second"))
    urban = not commune.name.startswith("Xã")
    numbered = urban or (commune.into is None)
    below: list[Unit] = []
    for place in range(hamlets):
        if numbered:
            bare = str(place + 1 + (5 if second else 0))
        else:
            bare = (SECOND_NAMES if second else FIRST_NAMES)[place]
        name = f"Tổ dân phố {bare}" if urban else f"Thôn {bare}"
        hamlet = Unit(name, "hamlet", before=commune, after=after)
        hamlet.kind = "residential_group" if urban else "hamlet"
        short = f"TDP {bare}" if urban else f"thôn {bare}"
        cell = Unit(
            f"Chi bộ {short}",
            "cell",
            "hamlet",
            before=commune,
            after=after,
            hamlet=hamlet,
            size=12 + (place * 7 + len(commune.name) * 3) % 11,
        )
        if earlier + place in CELL_SHARED and place:
            neighbour = below[-2]
            hamlet.traits["cell"] = neighbour.traits["cell"]
            hamlet.traits["joint"] = neighbour.traits["joint"] = True
            below.append(hamlet)
            continue
        founded = CELL_FOUNDED.get(earlier + place)
        if founded:
            cell.first, cell.founded, cell.size = founded, date(founded, 9, 2), 7
        hamlet.traits["cell"] = cell
        below += [hamlet, cell]
    bare = commune.name.removeprefix("Thị trấn ").removeprefix("Phường ")
    bare = bare.removeprefix("Xã ")
    others = [
        ("Chi bộ Cơ quan", "agency", 14, False),
        ("Chi bộ Quân sự", "army", 5, True),
        ("Chi bộ Công an", "police", 5, True),
        (f"Chi bộ Trường Tiểu học {bare}", "public_service_unit", 8, False),
        (f"Chi bộ Trường THCS {bare}", "public_service_unit", 9, False),
    ]
    if len(commune.name) % 2:
        others.append(("Chi bộ Trạm Y tế", "public_service_unit", 5, False))
    for name, kind, size, armed in others:
        cell = Unit(name, "cell", kind, commune, after, size=size, armed=armed)
        if second and "Trường" not in name:
            cell.last = 2024
        below.append(cell)
    return below


def _merge_last_hamlets(units: list[Unit], commune: Unit) -> list[Unit]:
    """The last two hamlets of a commune become one on 1/7/2025, with one cell."""
    hamlets = [u for u in units if u.level == "hamlet" and u.before is commune][-2:]
    second = bool(commune.traits.get("second"))
    bare = "Lập Vân" if second else "Minh Tiến"
    new = Unit(f"Thôn {bare}", "hamlet", "hamlet", after=commune.into, first=2025)
    cell = Unit(
        f"Chi bộ thôn {bare}",
        "cell",
        "hamlet",
        after=commune.into,
        first=2025,
        hamlet=new,
        founded=BREAK,
    )
    new.traits["cell"] = cell
    for hamlet in hamlets:
        hamlet.last, hamlet.into = 2024, new
        old_cell = hamlet.traits["cell"]
        assert isinstance(old_cell, Unit)
        old_cell.last, old_cell.into = 2024, cell
    return [new, cell]


def _district_organisations(
    district: Unit, communes: list[Unit], bare: str
) -> list[Unit]:
    """Grassroots organisations directly under a district; all have codes."""
    seat = communes[min(3, len(communes) - 1)]
    seat_after = seat.into or seat
    number = int((district.code or "SL00")[2:])
    made: list[Unit] = []

    def organisation(
        name: str, kind: str, size: int, *, moves: bool, founded: date | None = None
    ) -> Unit:
        unit = Unit(
            name,
            "organisation",
            kind,
            before=district,
            after=seat_after if moves else None,
            code=f"{district.code}T{len(made) + 1}",
            last=9999 if moves else 2024,
            founded=founded,
            first=founded.year if founded else 0,
            grassroots=True,
            armed=kind in ("army", "police"),
            size=size,
        )
        made.append(unit)
        return unit

    office = organisation(
        f"Chi bộ Văn phòng Huyện ủy {bare}", "agency", 38, moves=False
    )
    if district.name.startswith("Thị xã"):
        office.name = f"Chi bộ Văn phòng Thị ủy {bare}"
    office.into = seat_after
    army = organisation(f"Đảng bộ Quân sự {bare}", "army", 0, moves=False)
    police = organisation(f"Đảng bộ Công an {bare}", "police", 0, moves=False)
    school = ("Nguyễn Huệ", "Lê Quý Đôn", "Phan Đình Phùng", "Trần Phú", "Chu Văn An")[
        number - 1
    ]
    organisation(f"Chi bộ Trường THPT {school}", "public_service_unit", 26, moves=True)
    companies = [
        ("Chi bộ Công ty TNHH May Lam Phúc", "private_enterprise", 2021),
        ("Chi bộ Công ty TNHH Gỗ Hồng Lĩnh", "private_enterprise", 2022),
        ("Chi bộ Hợp tác xã Nông nghiệp Yên Giang", "cooperative", 2023),
        ("Chi bộ Công ty TNHH Thủy sản Roòn", "private_enterprise", 2024),
        ("Chi bộ Hợp tác xã Dược liệu Vĩnh Khê", "cooperative", 2022),
    ]
    name, kind, year = companies[number - 1]
    organisation(name, kind, 6, moves=True, founded=date(year, 5, 19))
    cells = []
    army.traits["goes_to_military"] = True
    police.into = seat_after
    for above, labels, size in (
        (army, ("Chi bộ Ban Tham mưu", "Chi bộ Ban Hậu cần"), 9),
        (police, ("Chi bộ Đội Hình sự", "Chi bộ Đội Giao thông"), 13),
    ):
        for label in labels:
            cells.append(
                Unit(
                    label,
                    "cell",
                    above.kind,
                    before=above,
                    last=2024,
                    armed=True,
                    size=size,
                )
            )
    return made + cells


def _sectors(province: Unit) -> tuple[list[Unit], list[Unit]]:
    """The two sector committees with all that stands under them."""
    military = [
        Unit(MILITARY, "district", "army", province, province, "SL06", armed=True)
    ]
    agencies = [Unit(AGENCIES, "district", None, province, province, "SL07")]

    def add(
        into: list[Unit],
        name: str,
        kind: str,
        cells: list[str],
        size: int,
        founded: date | None = None,
    ) -> Unit:
        top = into[0]
        armed = kind == "army"
        unit = Unit(
            name,
            "organisation",
            kind,
            top,
            top,
            grassroots=True,
            armed=armed,
            size=0 if cells else size,
            founded=founded,
            first=founded.year if founded else 0,
        )
        into.append(unit)
        for label in cells:
            into.append(Unit(label, "cell", kind, unit, unit, armed=armed, size=size))
        return unit

    companies = ["Chi bộ Đại đội 1", "Chi bộ Đại đội 2", "Chi bộ Đại đội 3"]
    add(military, "Đảng bộ Trung đoàn 841", "army", companies, 22)
    add(
        military,
        "Đảng bộ Phòng Tham mưu",
        "army",
        ["Chi bộ Tác chiến", "Chi bộ Thông tin"],
        24,
    )
    add(
        military,
        "Đảng bộ Phòng Hậu cần",
        "army",
        ["Chi bộ Quân y", "Chi bộ Kho 32"],
        20,
    )
    add(military, "Chi bộ Phòng Chính trị", "army", [], 24)

    for sort, offices in (
        ("agency", ["Sở Nội vụ", "Sở Tài chính", "Sở Xây dựng", "Sở Y tế"]),
        (
            "public_service_unit",
            ["Bệnh viện Đa khoa Sông Lam", "Trường Cao đẳng Sông Lam"],
        ),
    ):
        for office in offices:
            labels = ["Chi bộ Văn phòng", "Chi bộ Nghiệp vụ", "Chi bộ Kế hoạch"]
            add(agencies, f"Đảng bộ {office}", sort, labels, 26)
    for office in ("Sở Tư pháp", "Thanh tra tỉnh", "Đài Phát thanh Truyền hình"):
        add(agencies, f"Chi bộ {office}", "agency", [], 26)
    paper = add(
        agencies,
        "Đảng bộ Công ty Giấy Sông Lam",
        "state_enterprise",
        ["Chi bộ Khối Văn phòng"],
        18,
    )
    mill = Unit(
        "Đảng bộ bộ phận Nhà máy Bột giấy",
        "subcommittee",
        "state_enterprise",
        paper,
        paper,
    )
    agencies.append(mill)
    for label in ("Chi bộ Phân xưởng 1", "Chi bộ Phân xưởng 2"):
        agencies.append(Unit(label, "cell", "state_enterprise", mill, mill, size=14))
    add(agencies, "Chi bộ Công ty TNHH Vận tải An Phát", "private_enterprise", [], 12)
    add(
        agencies,
        "Chi bộ Công ty TNHH Điện tử Hansung",
        "foreign_enterprise",
        [],
        7,
        date(2022, 9, 2),
    )
    add(
        agencies,
        "Chi bộ Công ty Cổ phần Dược Lam Giang",
        "private_enterprise",
        [],
        8,
        date(2025, 2, 3),
    )
    return military, agencies
