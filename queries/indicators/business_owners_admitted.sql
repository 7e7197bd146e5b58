-- title: Private business owners admitted
-- source: Di Linh II.1.2
-- unit: count
-- counts: owners of private businesses admitted in the year
-- roster: members, admissions
-- fields: admitted_on, business_owner
-- reported_by: all
-- flow: yes
-- Unknown: persons admitted of whom it is not said whether they own a business.
-- Grain: one row per unit and year
select
    unit_id,
    year,
    "group",
    max(as_of) as as_of,
    count(*) filter (
        where admitted and business_owner and ($readmissions or not readmitted)
    ) as numerator,
    null::bigint as denominator,
    count(*) filter (
        where
        admitted and business_owner is null and ($readmissions or not readmitted)
    ) as unknown
from admitted_persons($by)
where tells_business_owner or business_owner is not null
group by all
