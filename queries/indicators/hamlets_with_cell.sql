-- title: Hamlets with a cell
-- source: Hà Tĩnh II.2; Di Linh II.1.2; Bắc Kạn II.2
-- unit: share
-- counts: hamlets and residential groups with a cell of their own
-- roster: hamlets
-- fields: has_cell
-- reported_by: hamlets
-- flow: no
-- A joint cell counts where it is chosen so.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (
        where has_cell = 'own' or ($joint_cells and has_cell = 'joint')
    ) as numerator,
    count(*) filter (where has_cell is not null) as denominator,
    count(*) filter (where has_cell is null) as unknown
from grouped_hamlets($by)
where
    not ratings_only
    and reports(table_id, 'has_cell')
group by all
