"""PowerShell scripts, in stages: `flow` decides what may run and how it goes on, `code` writes the
commands, `texts` what is shown, `literal` holds the rules by which no text can become code."""
