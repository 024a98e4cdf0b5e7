"""Everything that a file says, in whatever wrapping, to be searched for a word that must not be there."""

import io
import re
import zipfile
import zlib
from base64 import b64decode

from PIL import Image

from tests.support.reading import pdf_pages, read_page, read_pdf, read_word


def inflated(content: bytes) -> bytes:
    """The streams of a PDF, unpacked."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    unpacked = []
    for each in streams:
        try:
            unpacked.append(zlib.decompress(each))
        except zlib.error:  # one that is not packed
            unpacked.append(each)
    return b"\n".join(unpacked)


def everything_in(name: str, content: bytes) -> bytes:
    """All that a file says, in whatever wrapping."""
    if name.endswith(".docx"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = b"\n".join(package.read(part) for part in package.namelist())
        return content + parts + read_word(content).text.encode() + re.sub(rb"<[^>]+>", b"", parts)
    if name.endswith(".pdf"):
        said = read_pdf(content).text + "".join(pdf_pages(content))
        return content + inflated(content) + said.encode()
    if name.endswith(".html"):
        embedded = (b64decode(each) for each in re.findall(rb"base64,([A-Za-z0-9+/=]+)", content))
        return b"\n".join([content, read_page(content).text.encode(), *embedded])
    if name.endswith(".png"):
        return content + repr(Image.open(io.BytesIO(content)).info).encode()
    return content


def holds(content: bytes, word: str) -> bool:
    """Whether a word is in it, in capitals or small letters, as bytes of any text."""
    ways = (word.encode(), word.encode("utf-16-be"), word.encode("utf-16-le"), word.encode().hex().encode())
    return any(way.lower() in content.lower() for way in ways)
