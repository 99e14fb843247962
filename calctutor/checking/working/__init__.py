"""Which line of a worked derivation is the first that does not hold, what happened there, and what of the lines after it?"""
