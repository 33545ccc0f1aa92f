"""The report: what a rep shows a coach, as a value, as Markdown and as HTML. Pure; knows the core only."""
