"""Reports: one file per format, each with `render(report, ...) -> str`.

A report only shows what is in a GradeReport. It judges nothing and reads no file but its own
template. Text that came from a student passes `nngrader.untrusted` on its way out of every
format.
"""
