"""What a reader of a web page sees and reaches, asked of the page in JavaScript; each is one function."""

# Everything the Tab key may stop at, with its looks while it has no focus.
REMEMBER_LOOKS = """() => {
    window.looks = element => {
        const style = getComputedStyle(element);
        return [style.outline, style.boxShadow, style.backgroundColor, style.color, style.textDecoration,
            style.border].join();
    };
    const stops = document.querySelectorAll('a[href], button, input, summary, [tabindex]');
    window.visited = new Set();
    window.unfocused = new Map(Array.from(stops, element => [element, looks(element)]));
    return stops.length;
}"""

# Where the focus is, or null once it has left the page or come round to its beginning.
FOCUSED = """() => {
    const element = document.activeElement;
    if (!element || element === document.body || visited.has(element)) return null;
    visited.add(element);
    const box = element.getBoundingClientRect();
    const style = getComputedStyle(element);
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const top = document.elementFromPoint(x, y);
    return {
        target: element.getAttribute('href') || '',
        cell: element.closest('ol.cells') !== null,
        text: element.textContent.trim(),
        marked: looks(element) !== unfocused.get(element)
            && (style.outlineStyle !== 'none' || style.boxShadow !== 'none'),
        seen: box.width > 1 && box.height > 1 && top !== null && (element.contains(top) || top.contains(element)),
    };
}"""

# The heatmap's cells: each link's text and target.
CELLS = """() => Array.from(document.querySelectorAll('ol.cells > li'), cell => {
    const link = cell.querySelector(':scope > a[href]');
    return [cell.textContent.trim(), link && link.getAttribute('href')];
})"""

# The element that the address points to, and whether its beginning is in the window and nothing lies over it.
TARGET = """() => {
    const element = document.querySelector(':target');
    if (!element) return null;
    const box = element.getBoundingClientRect();
    const first = element.firstElementChild || element;
    const at = first.getBoundingClientRect();
    const top = document.elementFromPoint(at.x + at.width / 2, at.y + Math.min(at.height / 2, 10));
    return {
        tag: element.localName,
        code: first.textContent.trim(),
        seen: box.top >= 0 && box.top < innerHeight && top !== null && (first.contains(top) || top.contains(first)),
    };
}"""

WIDTH = "() => document.documentElement.scrollWidth"

# Text that a box of fixed size hides, but for what only screen readers are meant to find.
CUT_OFF = """() => Array.from(document.querySelectorAll('body *')).filter(element => {
    const style = getComputedStyle(element);
    const hides = [style.overflowX, style.overflowY].some(value => value === 'hidden' || value === 'clip');
    return hides && element.clientWidth > 1 && element.textContent.trim() !== ''
        && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
}).map(element => `${element.localName}.${element.className}: ${element.textContent.trim().slice(0, 60)}`)"""

# The spacing of WCAG 2.2, 1.4.12, and the size of the smallest text.
WIDE_TEXT = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }"""
SMALLEST_TEXT = "() => Math.min(...Array.from(document.querySelectorAll('main p, main td, main li'), \
element => parseFloat(getComputedStyle(element).fontSize)))"

# Whatever could run or fetch: scripts, handlers of events, addresses of code, frames.
PROGRAMS = """() => Array.from(document.querySelectorAll('*')).flatMap(element => [
    ...(['script', 'iframe', 'object', 'embed', 'base'].includes(element.localName) ? [element.localName] : []),
    ...Array.from(element.attributes)
        .filter(each => each.name.startsWith('on') || /^\\s*javascript:/i.test(each.value))
        .map(each => `${element.localName} ${each.name}`),
])"""

GROUND_AND_INK = """() => [document.documentElement, document.body]
    .flatMap(element => [getComputedStyle(element).backgroundColor, getComputedStyle(element).color])"""

# Links that are there to find one's way on a screen. A list of contents is printed, as in the PDF.
NAVIGATION = """() => Array.from(document.querySelectorAll('nav:not(.contents), body > a[href^="#"]'))
    .filter(element => element.checkVisibility({visibilityProperty: true}))
    .map(element => element.textContent.trim().slice(0, 60))"""

# Each link to a place in a document of this folder.
LINKS = """() => Array.from(document.querySelectorAll('a[href]'), link => link.getAttribute('href'))
    .filter(address => !/^[a-z]+:/i.test(address))"""
IDS = "() => Array.from(document.querySelectorAll('[id]'), element => element.id)"
