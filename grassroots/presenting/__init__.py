"""Each page as data: figures and judgements in, text and numbers out. Pure."""
