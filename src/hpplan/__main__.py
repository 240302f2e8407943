"""`python -m hpplan` is `hpplan`."""

from hpplan.cli import main

main()
