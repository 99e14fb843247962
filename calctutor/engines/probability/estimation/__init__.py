"""By which ways is a parameter estimated: at an end of what the sample allows, at a corner, by the equations, by numbers?"""
