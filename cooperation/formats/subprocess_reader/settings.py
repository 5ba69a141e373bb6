"""Django settings of the subprocess: no translation, since the site translates the messages."""

USE_I18N = False
