"""What calamine does not tell of a workbook: hidden rows and columns, merged cells of ods, and whether it is safe to open."""
