"""Who decides in tests: the owner of the computer under some name, who may do everything."""

from tallystick.councils.rules.actors import owner

ADA = owner("ada")
BOB = owner("bob")
SAM = owner("Sam")
