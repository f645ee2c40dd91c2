"""`python -m lianhu.cli`: the command without its installed script."""

from lianhu.cli import main

main()
