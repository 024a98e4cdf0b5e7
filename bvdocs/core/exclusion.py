"""The one thing of exempt rows that may be public: why the press and public are to be excluded, where a Part B is on.

Local Government Act 1972: section 100A(4) and (5) want a resolution that describes the exempt information in terms of
Schedule 12A, and section 100I says that this is what Part 1 of it describes.
"""

# Part 1 of Schedule 12A, as the Local Government (Access to Information) (Variation) Order 2006 (SI 2006/88) has it.
DESCRIPTIONS = {
    1: "Information relating to any individual.",
    2: "Information which is likely to reveal the identity of an individual.",
    3: "Information relating to the financial or business affairs of any particular person (including the authority"
    " holding that information).",
    4: "Information relating to any consultations or negotiations, or contemplated consultations or negotiations, in"
    " connection with any labour relations matter arising between the authority or a Minister of the Crown and"
    " employees of, or office holders under, the authority.",
    5: "Information in respect of which a claim to legal professional privilege could be maintained in legal"
    " proceedings.",
    6: "Information which reveals that the authority proposes (a) to give under any enactment a notice under or by"
    " virtue of which requirements are imposed on a person; or (b) to make an order or direction under any enactment.",
    7: "Information relating to any action taken or to be taken in connection with the prevention, investigation or"
    " prosecution of crime.",
}
