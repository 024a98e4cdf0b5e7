"""Draws the pictures of a report, but for those that stand as they were drawn before."""

from collections.abc import Iterator
from functools import cached_property, partial
from typing import TYPE_CHECKING

from bvdocs.core.brand import Brand
from bvdocs.core.documents import FIGURES
from bvdocs.core.limits import limited, of_document
from bvdocs.core.recipes import Recipes, StandingFiles
from bvdocs.render.picture import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, Picture
from bvdocs.render.recipes import RecipeFinder
from bvdocs.view import AllThemesView, HeatmapView, MovementView, PictureView, ReportView, TimelineView

if TYPE_CHECKING:
    from bvdocs.render.figures.canvas import Pen


class Pictures:
    """The pictures of a report by the names of their files, without the ending, and their recipes by the same names.

    `stood` has the names of the files that stand.
    """

    def __init__(self, report: ReportView, brand: Brand, recipes: RecipeFinder, standing: StandingFiles) -> None:
        """Take those that stand, and draw the others."""
        self._brand = brand
        self.recipes: dict[str, str] = {}
        self.drawn: dict[str, Picture] = {}
        self.stood: set[str] = set()
        for doing, view in _views_with_a_picture(report):
            recipe = self.recipes[view.file] = recipes.picture(view)
            svg, png = (standing.made_by(recipe, name) for name in _files(view.file))
            if svg is None or png is None:
                with limited(of_document(doing, "drawing its pictures")):
                    self.drawn[view.file] = self._draw(view)
            else:
                self.stood |= set(_files(view.file))
                wide = isinstance(view, (TimelineView, AllThemesView))
                self.drawn[view.file] = Picture(svg, LANDSCAPE_WIDTH if wide else PORTRAIT_WIDTH, partial(bytes, png))

    def files(self) -> dict[str, bytes]:
        """Return the files of every picture."""
        files: dict[str, bytes] = {}
        for name, picture in self.drawn.items():
            svg, png = _files(name)
            files |= {svg: picture.svg, png: picture.png}
        return files

    def standing_for_pages(self) -> StandingFiles:
        """Return these pictures as they stand for pages made again, which show the SVG alone: no PNG is drawn."""
        files: dict[str, bytes] = {}
        for name, picture in self.drawn.items():
            svg, png = _files(name)
            files |= {svg: picture.svg, png: b""}
        return StandingFiles(files, {}, Recipes(self.recipes_of_files()))

    def recipes_of_files(self) -> dict[str, str]:
        """Return the recipe of each file, which is that of its picture."""
        return {file: recipe for name, recipe in self.recipes.items() for file in _files(name)}

    @cached_property
    def _pen(self) -> "Pen":
        from bvdocs.render.figures.canvas import Pen

        return Pen(self._brand)

    def _draw(self, view: PictureView) -> Picture:
        from bvdocs.render.figures.all_themes import draw_all_themes
        from bvdocs.render.figures.heatmap import draw_heatmap
        from bvdocs.render.figures.movement import draw_movement
        from bvdocs.render.figures.timeline import draw_timeline

        match view:
            case HeatmapView():
                return draw_heatmap(view, self._pen)
            case MovementView():
                return draw_movement(view, self._pen)
            case TimelineView():
                return draw_timeline(view, self._pen)
            case AllThemesView():
                return draw_all_themes(view, self._pen)


def _files(name: str) -> tuple[str, str]:
    """Return the names of the two files of a picture."""
    return f"{FIGURES}/{name}.svg", f"{FIGURES}/{name}.png"


def _views_with_a_picture(report: ReportView) -> Iterator[tuple[str, PictureView]]:
    """Yield the view of every picture, with what it is part of."""
    for theme in report.themes:
        doing = f"theme {theme.number}"
        yield from ((doing, timeline) for timeline in theme.timelines)
        if theme.heatmap.cells:
            yield doing, theme.heatmap
        if theme.movement:
            yield doing, theme.movement
    if report.overview and report.overview.heatmap.bands:
        yield "the overview", report.overview.heatmap
