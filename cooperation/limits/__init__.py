"""How often somebody may do something: who asks, how often, and how passwords may be tried."""
