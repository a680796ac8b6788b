"""The routes of the workbench: all that `page` made. Importing the modules here is what makes them."""

from dunwell.faces.workbench import access
from dunwell.faces.workbench import accounts as accounts
from dunwell.faces.workbench import approvals as approvals
from dunwell.faces.workbench import arrivals as arrivals
from dunwell.faces.workbench import bulk as bulk
from dunwell.faces.workbench import calls as calls
from dunwell.faces.workbench import doors as doors
from dunwell.faces.workbench import finding as finding
from dunwell.faces.workbench import insights as insights
from dunwell.faces.workbench import joining as joining
from dunwell.faces.workbench import ladders as ladders
from dunwell.faces.workbench import lists as lists
from dunwell.faces.workbench import made_of as made_of
from dunwell.faces.workbench import mailroom as mailroom
from dunwell.faces.workbench import moneys as moneys
from dunwell.faces.workbench import mornings as mornings
from dunwell.faces.workbench import office as office
from dunwell.faces.workbench import posts as posts
from dunwell.faces.workbench import reviews as reviews
from dunwell.faces.workbench import texts as texts
from dunwell.faces.workbench import trends as trends
from dunwell.faces.workbench import views as views
from dunwell.faces.workbench import worklists as worklists

urlpatterns = access.urlpatterns()
handler400 = "dunwell.faces.workbench.faults.unreadable"
handler403 = "dunwell.faces.workbench.faults.forbidden"
handler404 = "dunwell.faces.workbench.faults.not_found"
handler500 = "dunwell.faces.workbench.faults.broken"
