"""What dates, quantities, texts and gaps mean: plain Python, without the database."""
