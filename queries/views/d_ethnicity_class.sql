-- An ethnicity as it is written: kinh or minority. Null where it is blank or the words
-- say that it is not known.
create or replace macro ethnicity_class(written) as
case
    when not coalesce(regexp_matches(written, '\p{L}{2}'), false) then null
    when
        regexp_matches(
            lower(nfc_normalize(written)), '^\s*((không|chưa|unknown|n/a)\b|ko\s*$)'
        )
        then null
    when
        regexp_matches(
            lower(nfc_normalize(written)),
            '^\s*((dân tộc|người)\s+)?(kinh|việt)(\s*\((kinh|việt)\))?\s*$'
        )
        then 'kinh'
    else 'minority'
end
