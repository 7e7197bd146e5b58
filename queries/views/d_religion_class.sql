-- A religion as it is written: none or some. Null where it is blank, where the words
-- say that it is not known, and where they may mean either (lương: not a Christian).
create or replace macro religion_class(written) as
case
    when
        regexp_matches(lower(nfc_normalize(trim(written))), '^(ko|k|0|none|no)\.?$')
        then 'none'
    when not coalesce(regexp_matches(written, '\p{L}{2}'), false) then null
    when
        regexp_matches(
            lower(nfc_normalize(trim(written))),
            '^((không|ko|chưa) (rõ|biết|xác định|khai|có thông tin)|chưa$'
            || '|unknown|n/a|(bên |đạo )?lương( giáo)?$|thờ |tín ngưỡng|đạo ông bà)'
        )
        then null
    when regexp_matches(lower(nfc_normalize(trim(written))), '^(không|ko|none|no)\s')
        then 'none'
    when lower(nfc_normalize(trim(written))) = 'không' then 'none'
    else 'some'
end
