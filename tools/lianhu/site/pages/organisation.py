"""Who belongs where, who keeps contact with whom, who takes over from whom: three chains, never one (R8, R9)."""

from __future__ import annotations

from lianhu.public import Posted
from lianhu.site.pages.page import Page, of_section
from lianhu.site.pages.reads import reads
from lianhu.town.kinds import Area, Group, Representative, Village

# With more representatives than this a page of all names would be too heavy for a phone.
MOST_NAMES = 400


@reads(Group, Representative)
def organisation(town: Posted) -> Page:
    return of_section(
        "organisation/",
        "组织架构",
        "organisation.html",
        "镇、村、片、组、代表、户，谁属于哪里，谁联系谁，办不了往哪里报",
        villages=[village for village in town.all(Village) if village.covers(town.today)],
        area_count=sum(area.covers(town.today) for area in town.all(Area)),
        group_count=sum(group.covers(town.today) for group in town.all(Group)),
        households=sum(representative.household_count for representative in town.serving),
        with_names=len(town.serving) <= MOST_NAMES,
    )
