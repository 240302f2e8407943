"""hpplan: a rollout planner that places sites into go-live waves and proves the plan.

The names of `hpplan.api` are to be had from here. They are imported when one is first used, so
that `import hpplan` costs nothing.
"""

from typing import TYPE_CHECKING

__version__ = "0.1.0"

if TYPE_CHECKING:
    from hpplan.api import *  # noqa: F403  # its names are stated there, once
else:

    def __getattr__(name: str) -> object:
        """A name of the library; the list of them is `hpplan.api.__all__`."""
        from importlib import import_module

        if not name.startswith("_") or name == "__all__":
            api = import_module("hpplan.api")
            if name == "__all__" or name in api.__all__:
                globals()[name] = found = getattr(api, name)
                return found
        raise AttributeError(f"module 'hpplan' has no attribute '{name}'", name=name)

    def __dir__() -> list[str]:
        from importlib import import_module

        return sorted({*globals(), *import_module("hpplan.api").__all__})
