"""Random variables: densities, areas, expected values, samples, and how far distributions are apart."""
