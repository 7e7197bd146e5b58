-- The boundaries that the user has given, one row per unit: a GeoJSON MultiPolygon in
-- degrees, with fewer points than the file had. source: the file's name.
create table unit_outlines (
    unit_id integer primary key,
    geometry varchar not null,
    source varchar not null
)
