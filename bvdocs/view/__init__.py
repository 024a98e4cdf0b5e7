"""Facts as words: the one view that every document and figure is a rendering of."""

from bvdocs.view.build import build_view, with_action_pages
from bvdocs.view.drawn import AllThemesView, HeatmapView, MovementView, PictureView, TimelineView
from bvdocs.view.views import ReportView, ThemeView

__all__ = [
    "AllThemesView",
    "HeatmapView",
    "MovementView",
    "PictureView",
    "ReportView",
    "ThemeView",
    "TimelineView",
    "build_view",
    "with_action_pages",
]
