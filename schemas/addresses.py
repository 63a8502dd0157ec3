"""What an e-mail address looks like: the ordinary kind only, one per cell, nothing that could become a second header."""

ADDRESS = (
    r"^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])$"
)
# RFC 5321, 4.5.3.1.3, without the angle brackets
LONGEST_ADDRESS = 254
