"""What the statutory guidance sets out, and how a starter workbook marks its examples.

The themes are those of 'Best value standards and intervention: a statutory guide for best value
authorities' (Department for Levelling Up, Housing and Communities, May 2024).
"""

# Each theme's name, and what the codes of its characteristics begin with. The guidance names the
# themes in this order; the prefixes are councils' practice.
THEMES: tuple[tuple[str, str], ...] = (
    ("Continuous Improvement", "CI"),
    ("Leadership", "L"),
    ("Governance", "G"),
    ("Culture", "C"),
    ("Use of Resources", "R"),
    ("Service Delivery", "SD"),
    ("Partnerships and Community Engagement", "PCE"),
)

# How the main text of an example row begins: the characteristic, the bullet's text, the action.
EXAMPLE = "Example: "
EXAMPLE_AUTHORITY = "Example Borough Council"
