"""Pictures as files: what may be uploaded, and what is made of it for readers."""
