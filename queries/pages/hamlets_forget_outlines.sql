-- Takes away what one file gave.
delete from unit_outlines where source = $source
