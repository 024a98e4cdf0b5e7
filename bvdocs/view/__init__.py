"""Facts become words: the one view that every document and figure is a rendering of."""

from bvdocs.view.build import build_view, with_action_pages
from bvdocs.view.change_sentences import change_words
from bvdocs.view.changes import build_changes, printed_changes
from bvdocs.view.document_views import ChangesView, ReportView, ThemeView
from bvdocs.view.editions import DRAFT, edition_of
from bvdocs.view.figure_views import AllThemesView, HeatmapView, MovementView, PictureView, TimelineView

__all__ = [
    "DRAFT",
    "AllThemesView",
    "ChangesView",
    "HeatmapView",
    "MovementView",
    "PictureView",
    "ReportView",
    "ThemeView",
    "TimelineView",
    "build_changes",
    "build_view",
    "change_words",
    "edition_of",
    "printed_changes",
    "with_action_pages",
]
