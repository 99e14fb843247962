"""How is maths read and written?"""
