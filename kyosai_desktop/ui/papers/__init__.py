"""議案書: papers on screen, to the printer, to files."""
