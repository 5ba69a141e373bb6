"""Many records at once: as tables that editors change in a spreadsheet and bring back."""
