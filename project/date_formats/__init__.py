"""How Django prints days and times in each language; cooperation/domain/dates prints values."""
