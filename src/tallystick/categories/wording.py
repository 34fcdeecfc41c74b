"""The words of texts, many at once: what a model counts. Polars, because a million texts have five million words.

A feature is a word, or two words that stand beside each other, with case, plurals and the usual abbreviations folded.
"""

import polars as pl

# Folds that need to see more than one word.
_OF_TEXTS = (
    (r"&amp;|&", " and "),
    (r"['’`]", ""),
    (r"\bi\.\s?c\.\s?t\b\.?|\bi c t\b", "ict"),
    (r"\bi[st]\s?(?:/|and|&)\s?(?:it|is|t)\b|\bi[./ ]\s?t\b\.?", "it"),
    (r"\bh and s\s?/\s?ware\b", "hardware software"),
    (r"\bh\s?/\s?w(?:are)?\b", "hardware"),
    (r"\bs\s?/\s?w(?:are)?\b", "software"),
    (r"\be[- ](mail|learning|forms?|payments?|tendering|procurement|sourcing|billing|invoicing)\b", "e$1"),
    (r"\b(wi|on|web)[- ](fi|line|sites?|cast|casting|chat)\b", "$1$2"),
    (r"\b(?:office|microsoft|ms|o|m)[- ]?365\b", "microsoft office"),
)
# Folds of one word.
_OF_WORDS = (
    (r"^\w*\d\w*\d\w*\d\w*$|^\d+$", ""),
    (r"^licen[cs](?:e|es|ing|eing)?$|^lics?$", "licence"),
    (r"^maint(?:ce|enan|en|nance|enence|eance)?$|^mtn?ce$", "maintenance"),
    (r"^equip(?:t|mt|ment\w*)?$", "equipment"),
    (r"^purch(?:ases|as)?$", "purchase"),
    (r"^tel(?:eph|ephon|ephones)?$", "telephone"),
    (r"^telecom(?:m|ms|s|munications?)?$", "telecom"),
    (r"^comput(?:ers|ing)$", "computer"),
    (r"^mobilephones?$|^mobiles$", "mobile"),
    (r"^photocop\w*$", "photocopier"),
    (r"^programmes?$", "programme"),
    (r"^supt$", "support"),
    (r"^sub(?:s|scription|scriptions)$", "subscription"),
    (r"^prof(?:fesional|essnl)?$", "professional"),
    (r"^serv(?:s|cs)?$|^svcs?$", "service"),
    (r"^(pc|mfd)s$", "$1"),
    (r"^(\w{2,})ies$", "${1}y"),
    (r"^(\w{2,}[^\Wsiu0-9])s$", "$1"),
)
_STOP = (
    "",
    "the",
    "of",
    "and",
    "for",
    "to",
    "a",
    "an",
    "in",
    "on",
    "at",
    "by",
    "with",
    "from",
    "as",
    "per",
    "inc",
    "exc",
)
MOST_WORDS = 24
"""Of a longer text only the first so many count."""


def words(texts: pl.Series) -> pl.DataFrame:
    """The words of each text in order: text (its place in `texts`, from 0), word, said (as written, in lower case).

    Texts without words have no row.
    """
    numbered = pl.DataFrame({"text": pl.int_range(len(texts), dtype=pl.UInt32, eager=True), "said": texts})
    said = pl.col("said").str.to_lowercase()
    for pattern, instead in _OF_TEXTS:
        said = said.str.replace_all(pattern, instead)
    split = said.str.replace_all(r"[^a-z0-9]+", " ").str.strip_chars().str.split(" ").list.head(MOST_WORDS)
    each = numbered.lazy().select("text", said=split).explode("said").drop_nulls().collect()
    folds = each.select(pl.col("said").unique()).with_columns(word=_folded_word(pl.col("said")))
    folds = folds.filter(~pl.col("word").is_in(_STOP))
    return each.join(folds, on="said", maintain_order="left").select("text", "word", "said")


def features(texts: pl.Series) -> pl.DataFrame:
    """What each text has: text (its place in `texts`, from 0), feature, said. Each once, words before pairs."""
    single = words(texts)
    follows = pl.col("text") == pl.col("text").shift(-1)
    pairs = single.select(
        "text",
        *(
            pl.when(follows).then(pl.concat_str([pl.col(of), pl.col(of).shift(-1)], separator=" ")).alias(name)
            for of, name in (("word", "feature"), ("said", "said"))
        ),
    ).drop_nulls()
    both = pl.concat([single.select("text", pl.col("word").alias("feature"), "said"), pairs])
    return both.unique(["text", "feature"], keep="first", maintain_order=True)


def _folded_word(word: pl.Expr) -> pl.Expr:
    for pattern, instead in _OF_WORDS:
        word = word.str.replace(pattern, instead)
    return word
