"""What the commands advise, in the desk's words: where they name an option or a command, the desk has a page or a box.

Whoever has to type something after all is told to do so in a terminal.
"""

import re

# What a command says, and what the desk says in its place: the longer ones first.
_WORDS: tuple[tuple[str, str], ...] = (
    (
        r"run 'bvdocs verify' on that copy too \(--output names the folder that holds 'archive'\)",
        "have it proved too (a desk opened with that copy, or 'bvdocs verify --output' and its folder in a terminal)",
    ),
    (
        r"--despite-damage issues a version all the same, whose record says so\.",
        "a box on the page before issuing has a version issued all the same, whose record says so.",
    ),
    (
        r"If it has to be so, allow more with (--[a-z]+-limit \S+)\.",
        r"If it has to be so, run it in a terminal, with \1.",
    ),
    (r"If that is meant, allow more with (--[a-z]+-limit \S+)\.", r"If that is meant, run it in a terminal, with \1."),
    (r'Add --by "Your name"\.', "Write your name in its field."),
    (r"Give another with --(?:note|corrects)\.", "Give another."),
    (r"Name the folder that it is in with --output\.", "It comes with the first version that is issued."),
    (r"or name another folder with --output", "or open the desk in a terminal with another folder (--output)"),
    (r"or leave --templates out to use", "or open the desk in a terminal without --templates to use"),
    (r"Run 'bvdocs verify' to see what is not", "'Verify' says what is not"),
    (r"Run 'bvdocs verify' again", "Verify again"),
    (r": as '--annotate' lists it\.", ": 'To let it stand', below the finding, has it to copy."),
    (r"from the annotated copy\.", "from 'To let it stand', below the finding."),
    (r"^--due: ", "The day to answer by: "),
    (r"the draft of 'bvdocs ask' has no To\.", "the draft of the e-mail that asks them has no To."),
    (r"'bvdocs ask' makes a new round\.", "'Owners' makes a new round."),
    (r"no update sheet of 'bvdocs ask'", "no update sheet that owners were sent"),
    (r"of no round of 'bvdocs ask' that is known", "of no round of asking that is known"),
    (r"as 'bvdocs ask' wrote it", "as it was written when the owners were asked"),
    (r"Name with --output the folder that it was asked from\.", "Open the desk on the folder that it was asked from."),
    (r"'bvdocs verify'", "'Verify'"),
    (r"'bvdocs history' lists them", "'Versions' lists them"),
    (r"'bvdocs issue' makes the first", "'Make and issue' makes the first"),
    (r"Run 'bvdocs doctor'", "Run in a terminal 'bvdocs doctor'"),
    (r"'bvdocs doctor' says", "In a terminal 'bvdocs doctor' says"),
    (r"made with `bvdocs new`", "made as a starter"),
    (r"If it is meant, name the workbook\.", "If it is meant, open the desk with this workbook's name."),
)
_COMPILED = tuple((re.compile(said), told) for said, told in _WORDS)


def in_desk_words(text: str) -> str:
    """Return what a command says as the desk says it."""
    for said, told in _COMPILED:
        text = said.sub(told, text)
    return text
