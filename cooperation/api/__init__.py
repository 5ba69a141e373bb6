"""The public register for programs: JSON under /api/v1/, described in docs/api.md."""
