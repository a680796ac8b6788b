"""What a country asks: rates, fees and contact rules as dated data with their source. Knows no framework."""
