"""Compile the tables of a build from their Ibis expressions to the SQL that is kept.

python tools/compile_tables.py
"""

from tallystick.lake.build.compiled import KEPT, compiled

if __name__ == "__main__":
    KEPT.write_text(compiled(), encoding="utf-8")
