"""What the forms and pages of all kinds of records share at the desk."""
