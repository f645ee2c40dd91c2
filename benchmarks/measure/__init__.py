"""What `make bench` measures and with what: timed processes, peers, generated towns, goals, the table.

`tasks` is the list to point at: what is asked, beside whom, with which goal of the town's work.
"""
