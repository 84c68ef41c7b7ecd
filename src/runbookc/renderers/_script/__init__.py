"""PowerShell scripts, in stages: `flow` decides what may run and how it goes on, `code` writes the
commands and `steps` what is around them, `texts` what is shown, `literal` holds the rules by which no
text can become code."""
