"""The routes of the workbench: all that `page` made. Importing the modules here is what makes them."""

from dunwell.faces.workbench import access
from dunwell.faces.workbench import doors as doors
from dunwell.faces.workbench import worklists as worklists

urlpatterns = access.urlpatterns()
handler400 = "dunwell.faces.workbench.faults.unreadable"
handler403 = "dunwell.faces.workbench.faults.forbidden"
handler404 = "dunwell.faces.workbench.faults.not_found"
handler500 = "dunwell.faces.workbench.faults.broken"
