"""How well what was bought is told, against a council's own labels and against payments labelled by hand."""
