"""Is a person's answer right, and if not, where did it slip?"""
