"""What if: how many more, shared out among whom, what follows, where it leads. Pure.

`gaps` (how many more), `sharing` (among the units), `changes` (what a change does to
which figures), `selections` (without some units, at the median), `pace` (if the past
goes on, and what the line asks), `verdicts` (facts and scenario against a target).
Nothing here is stored, and no figure of today is ever changed.
"""
