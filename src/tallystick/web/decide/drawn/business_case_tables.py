"""Heads of the tables of a business case, as its page shows them. Pure."""

WORTH = (
    "Option", "Rank", "Net present value", "A year of its life", "Present costs", "Present benefits",
    "Benefits to £1 of cost", "Pays back after", "Discounted, after",
)  # fmt: skip
AGAINST = ("Option", "Net present value", "Pays back after", "Discounted, after")
WHOLE_LIFE = ("Option", "Capital, one-off", "Capital, recurring", "Revenue, one-off", "Revenue, recurring", "In all")
BENEFITS = ("Option", "Cashable: money in the budget", "Not cashable", "In all")
BIAS = ("Option", "Net present value", "Without bias", "A year of its life", "A year, without bias")
ECONOMIC = ("Year", "Net", "Discount factor", "Discounted", "Sum so far", "Discounted sum so far")
CASH = ("Year", "Capital", "Revenue", "VAT that stays", "Total", "Sum so far", "VAT reclaimed, in no total")
LINES = (
    "Line",
    "Kind",
    "Cashable",
    "Paid from",
    "VAT charged",
    "Quantities and price",
    "Optimism bias",
    "Present value",
)
SWITCHES = ("Line", "Until it breaks even", "Until another option is as good")
SWINGS = ("Line", "At its low figure", "At its high figure", "Apart by")
ASSUMPTIONS = ("Assumption", "Value", "Unit", "Source", "Used in")
PAYBACKS = ("Option, and how it is counted", "One run in ten by", "Half of all by", "Nine in ten by", "Never")
