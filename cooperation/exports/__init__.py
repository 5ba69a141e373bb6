"""The result of a list as a file: CSV, XLSX, JSON and JSON Lines.

Each writer takes an About and the Columns or the records, and holds no more than a few rows at a
time, however long the list is.
"""
