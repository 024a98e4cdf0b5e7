"""The account of every piece: each has found its place in the workbook, or is listed as not placed, with its words."""

from collections.abc import Iterable
from dataclasses import dataclass

from bvdocs.core.rich_text import RichText
from bvdocs.returns.importing.pieces import Piece


@dataclass(frozen=True, slots=True)
class NotPlaced:
    """Words without a place: `why` completes 'It has no place: it …', `beside` are the words of the row it is of.

    `is_read` says that what they mean was taken, as that of a heading is, and only the words are left.
    """

    words: RichText
    place: str
    why: str
    beside: str = ""
    is_read: bool = False


class Ledger:
    """The pieces that are settled, and what was not placed."""

    def __init__(self) -> None:
        self._settled: set[int] = set()
        self._not_placed: list[NotPlaced] = []

    @property
    def not_placed(self) -> tuple[NotPlaced, ...]:
        """Return what was not placed, as it was met; what was read, and has no place for its words, behind the rest."""
        return tuple(sorted(self._not_placed, key=lambda each: each.is_read))

    def settle(self, *pieces: Piece | None) -> None:
        """Note that these pieces have found their places."""
        self._settled.update(id(piece) for piece in pieces if piece is not None)

    def is_settled(self, piece: Piece) -> bool:
        """Say whether a piece has found its place, or is listed."""
        return id(piece) in self._settled

    def leave(self, piece: Piece, why: str, beside: str = "", *, is_read: bool = False) -> None:
        """List a piece as not placed, once."""
        if not self.is_settled(piece):
            self.settle(piece)
            told = f"{piece.remark}; {why}" if piece.remark else why
            self.list_text(piece.text, str(piece.place), told, beside, is_read=is_read)

    def list_text(self, words: RichText, place: str, why: str, beside: str = "", *, is_read: bool = False) -> None:
        """List words of a place that are no piece, or none any more."""
        if words.plain.strip():
            self._not_placed.append(NotPlaced(words, place, why, beside, is_read))

    def leave_rest(self, pieces: Iterable[Piece], why: str, beside: str = "") -> None:
        """List those of the pieces that are not settled yet."""
        for piece in pieces:
            self.leave(piece, why, beside)
