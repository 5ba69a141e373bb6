"""The register: records, the relations between them, and the evidence for each value."""
