-- How high a level stands, to find the lowest of several units above one.
create or replace macro level_height(unit_level) as
list_position(
    [
        'cell',
        'hamlet',
        'subcommittee',
        'organisation',
        'commune',
        'district',
        'area',
        'province'
    ],
    unit_level
)
