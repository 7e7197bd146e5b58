-- What a batch changes in the rows in force: of its rows those that were not there
-- before, those that take the place of another row of the same person, organisation or
-- hamlet, and those that say what was said before; and the rows of others that go
-- without one of its rows for them.
-- `staged`: whose rows were not in force before the batch (ahead/hidden).
-- Grain: one row.
with
given_way as (
    select
        hidden_rows.table_id,
        hidden_rows.unit_id
    from hidden_rows
    inner join roster_tables using (table_id)
    anti join staged using (table_id, unit_id)
    where roster_tables.batch_id <> $batch_id
),

taken_up as (
    select
        roster_tables.table_id,
        true as is_new
    from roster_tables
    where roster_tables.batch_id = $batch_id
),

concerned as (
    select taken_up.table_id from taken_up
    union
    select given_way.table_id from given_way
),

members_told as (
    select
        'members' as kind,
        members.table_id,
        members.unit_id,
        coalesce(
            members.card_number,
            concat_ws('|', members.name_key, members.birth_date)
        ) as identity,
        hash(*columns(members.* exclude (table_id, row_number))) as content
    from members
    semi join concerned using (table_id)
),

admissions_told as (
    select
        'admissions' as kind,
        admissions.table_id,
        admissions.unit_id,
        coalesce(
            admissions.card_number,
            concat_ws('|', admissions.name_key, admissions.birth_date)
        ) as identity,
        hash(*columns(admissions.* exclude (table_id, row_number))) as content
    from admissions
    semi join concerned using (table_id)
),

organisations_told as (
    select
        'organisations' as kind,
        organisations.table_id,
        organisations.unit_id,
        concat_ws(
            '|',
            organisations.unit_id,
            organisations.level
        ) as identity,
        hash(*columns(organisations.* exclude (table_id, row_number))) as content
    from organisations
    semi join concerned using (table_id)
),

officers_told as (
    select
        'officers' as kind,
        officers.table_id,
        officers.unit_id,
        concat_ws(
            '|',
            officers.name_key,
            officers.birth_date,
            officers.body
        ) as identity,
        hash(*columns(officers.* exclude (table_id, row_number))) as content
    from officers
    semi join concerned using (table_id)
),

leaders_told as (
    select
        'leaders' as kind,
        leaders.table_id,
        leaders.unit_id,
        concat_ws(
            '|',
            leaders.name_key,
            leaders.birth_date
        ) as identity,
        hash(*columns(leaders.* exclude (table_id, row_number))) as content
    from leaders
    semi join concerned using (table_id)
),

hamlets_told as (
    select
        'hamlets' as kind,
        hamlets.table_id,
        hamlets.unit_id,
        hamlets.unit_id::varchar as identity,
        hash(*columns(hamlets.* exclude (table_id, row_number))) as content
    from hamlets
    semi join concerned using (table_id)
),

aggregates_told as (
    select
        'aggregates' as kind,
        aggregates.table_id,
        aggregates.unit_id,
        concat_ws(
            '|',
            aggregates.unit_id,
            aggregates.indicator,
            aggregates.year
        ) as identity,
        hash(*columns(aggregates.* exclude (table_id, row_number))) as content
    from aggregates
    semi join concerned using (table_id)
),

told as (
    select * from members_told
    union all
    select * from admissions_told
    union all
    select * from organisations_told
    union all
    select * from officers_told
    union all
    select * from leaders_told
    union all
    select * from hamlets_told
    union all
    select * from aggregates_told
),

new_rows as (
    select
        told.kind,
        told.identity,
        told.content
    from told
    inner join taken_up using (table_id)
    anti join hidden_rows using (table_id, unit_id)
),

old_rows as (
    select
        told.kind,
        told.identity,
        told.content
    from told
    semi join given_way using (table_id, unit_id)
),

old_identities as (
    select distinct
        old_rows.kind,
        old_rows.identity,
        true as stood
    from old_rows
),

old_contents as (
    select distinct
        old_rows.kind,
        old_rows.content,
        true as said
    from old_rows
),

arriving as (
    select
        count(new_rows.kind) filter (where old_contents.said) as unchanged,
        count(new_rows.kind) filter (
            where old_contents.said is null and old_identities.stood
        ) as replaced,
        count(new_rows.kind) filter (
            where old_contents.said is null and old_identities.stood is null
        ) as fresh
    from new_rows
    left join old_contents using (kind, content)
    left join old_identities using (kind, identity)
),

new_identities as (
    select distinct
        new_rows.kind,
        new_rows.identity,
        true as stands
    from new_rows
),

leaving as (
    select count(old_rows.kind) filter (where new_identities.stands is null) as gone
    from old_rows
    left join new_identities using (kind, identity)
)

select
    arriving.fresh,
    arriving.replaced,
    arriving.unchanged,
    leaving.gone
from arriving
cross join leaving
