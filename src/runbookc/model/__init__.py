"""The types that flow from stage to stage. Read them in this order.

`document`  what stands in one file: a block tree with source spans (reader's output)
`article`   one edition, lowered: probe table, sections, steps, commands, references
`runbook`   the N-way aligned, language-neutral runbook: what is written as ``model/*.json``
`finding`   what is wrong, where, and on whose evidence

All values are frozen, keyword-only and made of tuples, so that stages cannot change what they got.
"""
