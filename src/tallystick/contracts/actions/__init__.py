"""Every write of the register. Each is one transaction with its entries in the organisation's log."""
