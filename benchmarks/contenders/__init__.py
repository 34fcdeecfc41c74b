"""The ways of getting from published files to payments that can be queried, each run as `python -m … LIST FOLDER`."""
