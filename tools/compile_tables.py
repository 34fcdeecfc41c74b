"""Compile the tables of a build, those of maps, and the measures, from their Ibis expressions to the SQL that is kept.

python tools/compile_tables.py
"""

from tallystick.lake.build.compiled import COMPILED, compiled, path

if __name__ == "__main__":
    for which in COMPILED:
        path(which).write_text(compiled(which), encoding="utf-8")
