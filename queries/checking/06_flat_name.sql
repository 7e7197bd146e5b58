-- The name of a cell or hamlet, so that one name written in two ways is the same:
-- letters without marks and figures alone, "tổ dân phố" and "khu phố" abbreviated,
-- "chi bộ" left out, y as i.
create or replace temp macro flat_name(written) as regexp_replace(
    replace(
        replace(
            replace(
                regexp_replace(
                    replace(strip_accents(lower(written)), 'đ', 'd'),
                    '[^0-9a-z]',
                    '',
                    'g'
                ),
                'y',
                'i'
            ),
            'todanpho',
            'tdp'
        ),
        'khupho',
        'kp'
    ),
    '^(chibo|cb)',
    ''
)
