"""The command line: one file for each group of commands, no Textual (PRODUCT.md §4)."""
