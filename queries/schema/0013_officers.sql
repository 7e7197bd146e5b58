-- One row per post of a person in a committee. position: secretary, deputy, member.
-- body: provincial, district, grassroots, subcommittee, cell, standing_committee,
-- inspection_committee, delegation. general_education: primary, lower_secondary,
-- upper_secondary. profession: none, elementary, intermediate, college, university,
-- master, doctor. political_theory: none, elementary, intermediate, advanced,
-- bachelor. concurrent_posts: council_chair, committee_chair, agency_head,
-- hamlet_head, front_head, other; an empty list means none, null unknown.
create table officers (
    table_id integer not null,
    row_number integer not null,
    unit_id integer not null,
    name varchar not null,
    name_key varchar not null,
    birth_date date,
    birth_date_precision varchar,
    gender varchar,
    position varchar,
    body varchar,
    general_education varchar,
    profession varchar,
    political_theory varchar,
    concurrent_posts varchar [],
    trained boolean,
    trained_new_knowledge boolean,
    rating varchar
)
