"""The settings of a reader: messages stay untranslated, since the site translates them."""

USE_I18N = False
