"""Records of a town's representatives in Git, checked on every change, posted for everyone.

The rooms, in the order of the flow; each imports from those above it only, and only what they offer (`__all__`):

    personal    words       reading     writing     git
    store
    town        public      rules       changes     figures
    history     proposals   proof
    site        difference  boards      sheets      demo
    cli
"""
