"""What was bought: ICT or not, and which kind of ICT.

Owns: how a payment's words, codes and supplier become a category, and what people decided about it. Reads: the lake's
lines, resolved suppliers, the taxonomy. Offers: `classifying.classify`, `actions` and `queries`.
"""
