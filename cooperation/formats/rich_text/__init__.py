"""Reads rich text of any make: word processors, web pages, our own editor.

Importing a file, pasting into the editor and saving a form use this one reader.
"""
