"""The words that profile pages are recognised by: buttons, headings, navigation, and words that no name holds.

It decides nothing: what is done about a word stands with whoever looks it up. All in lower case, without end marks.
"""

from __future__ import annotations

from typing import Final

from scholargraph.bibliography.words import table

ABSTRACT_OPENERS: Final = table("preview abstract | view abstract | show abstract | abstract")
"""Buttons after which the abstract stands."""

ABSTRACT_CLOSERS: Final = table(
    "view details | view publication | hide abstract | close abstract | show less | read more"
)
"""Buttons that end an abstract, and with it its entry."""

PREVIEW: Final = table("preview | preview pdf")
"""The button of an entry that has no abstract."""

BUTTONS: Final = table("""
    download | download pdf | pdf | html | link | links | code | video | slides | poster | project page | bib | bibtex
    copy bibtex | cite | citation | cite this | google scholar | view on google scholar | arxiv link | doi link
    publisher link | website | share | copy link | copied | save | close | back | back to top | learn more | more | less
    see more | show more | show all | view all | load more | see all publications | view all publications | expand all | collapse all
    expand | collapse | filter | filters | filter by | clear | clear all | clear filters | reset | search | apply | print
    results | no results | loading | next | previous | next page | previous page | first | last | expand_more | expand_less
    chevron_right | arrow_forward | arrow_back | open_in_new | close_icon | edit | follow | email | menu | link copied
    jump to content | skip to main content | skip to content | skip navigation | toggle navigation | open menu
    close menu | all publications | publications by year | by year | by title
""")
"""Buttons and links that belong to the page, not to what it says."""

NEVER_TITLES: Final = table("download | pdf | doi | bibtex | save | close | edit | loading | expand | collapse")
"""Buttons of one word that no work is called; “Search” over a name is a title."""

MENU: Final = table("""
    title | title, descending | title, desc | title, ascending | title, asc | title (a-z) | title (z-a)
    year | year, descending | year, desc | year, ascending | year, asc | date | date, descending | date, desc
    newest | oldest | newest first | oldest first | most recent | relevance | most cited | citations
""")
"""Choices of the menu that sorts a list; interface words only beside `SORT`."""

SORT: Final = table("sort by | sort | order by | sorted by")

LIST_HEADINGS: Final = table("""
    authored publications | publications | selected publications | recent publications | featured publications
    publication list | list of publications | google publications | other publications | papers | selected papers
    recent papers | all papers | research papers | publications and preprints | papers and preprints | my publications
    scientific publications | academic publications | peer-reviewed publications | research publications
    publicações | publicaciones | publikationen | veröffentlichungen | pubblicazioni | publicaties | публикации
    论文 | 论文列表 | 发表论文 | 論文 | 業績 | 논문 | المنشورات | प्रकाशन
""")
"""Headings over a list of works."""

BEST_LIST_HEADING: Final = "authored publications"

GROUP_HEADINGS: Final = table("""
    journal articles | journals | journal papers | articles | conference papers | conferences | conference proceedings
    workshop papers | workshops | preprints | books | book chapters | books and chapters | patents | theses | thesis
    technical reports | reports | editorials | posters | demos | tutorials | talks | invited talks | datasets | software
    peer-reviewed | refereed | working papers | under review | in preparation | selected | other
    miscellaneous | earlier work | highlights | most cited
""")
"""Headings inside a list of works: whoever stands under them, they are no works."""

AREA_HEADINGS: Final = table("""
    research areas | research area | areas of research | research interests | research topics | areas of interest
    areas of expertise
""")

END_HEADINGS: Final = table("""
    follow us | about google | google products | about us | our company | learn more about how we conduct our research
    learn more about how we do research | meet the teams driving innovation | join us | join our team | work with us
    see our research | see how we work | other teams | related people | related researchers | people also viewed
    cookie settings | manage cookies | cookies management controls | all rights reserved | contact us | site map | sitemap
    discover more | explore our other teams and product areas | explore our work | explore more | connect with us
    stay connected | subscribe to our newsletter | our research philosophy | back to people | back to all people
""")
"""What begins the foot of a page."""

END_WORDS: Final = table("""
    privacy | terms | privacy & terms | privacy and terms | privacy policy | terms of service | help | feedback
    submit feedback | send feedback | about | contact | careers | press | cookies | accessibility | legal | imprint
    language | english | x | twitter | linkedin | youtube | github | instagram | facebook | mastodon | bluesky | rss
    google | blog | products | ethics | change language
""")
"""Words of the foot of a page; only there."""

NAVIGATION: Final = table("""
    home | research | people | publications | our people | who we are | what we do | our work | our research | overview
    teams | our teams | programs | programs & events | programs and events | events | projects | resources | tools
    datasets | tools & datasets | tools and datasets | news | blog | careers | about | about us | contact | contact us
    philosophy | responsibility | outreach | conferences | conferences & events | conferences and events | academia
    academic programs | education | students | student programs | faculty programs | get involved | join us | labs
    google research | google ai | research areas & teams | research teams | research catalog | product blog | profile
    profiles | sign in | log in | login | sign up | register | en | english | language | login / register | staff
    faculty | directory | people directory | departments | explore | discover | products | our approach | health | ai
    publications & patents | view profile | author profile | researcher profile | personal page | homepage | home page
""")
"""Menus at the head of a page, before the name."""
