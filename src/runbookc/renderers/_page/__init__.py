"""The checklist page's parts: from a runbook to what the template shows and the script needs.

`nodes`     inline Markdown as JSON nodes, and those as HTML: one form for server and script
`controls`  characters that would hide or turn round what a reader sees
`filling`   a command as pieces that values can be put into by the rules of its shell
`expected`  what a step's outcome should look like, from literals that the editions agree on
`scope`     which sections concern which monitor
`undoing`   which change is taken back where
`pool`      numbers texts and commands; knows where references lead
`views`     blocks, steps and sections as the page shows them
`blocks`    those of a section as HTML
`payload`   what the script gets
`wording`   the page's own words, marked for the script
`assets`    style, script and Content-Security-Policy
"""
