"""Web: the site's door.

Owns: pages, forms, charts and their addresses; the jobs behind an upload. Reads: lake.store, intake.queries.
Offers: addresses. It writes through intake.actions only, and is the only room besides cli that reads the clock.
"""
