"""Every write of the register. Each is one transaction with its entries in the organisation's log."""

from tallystick.contracts.actions.keeping import (
    add_contract,
    add_row,
    change_contract,
    change_row,
    remove_contract,
    remove_row,
)

__all__ = ["add_contract", "add_row", "change_contract", "change_row", "remove_contract", "remove_row"]
