"""How many random programmes a property is tried on: a few, and the same ones every time, so that
a change that is refused is at fault itself. Others are sought in the profile `thorough`:

    .venv/bin/pytest -m slow --hypothesis-profile=thorough
"""

from typing import Final

from hypothesis import HealthCheck, settings

PROFILES: Final = {"steady": 1, "thorough": 20}
"""By how much more each profile tries than tests ask for."""

USUAL: Final = 100
"""Examples of a property that asks for no number."""


def register() -> None:
    """Tell hypothesis of the profiles, and take the steady one unless another is asked for."""
    for name, times in PROFILES.items():
        settings.register_profile(
            name,
            max_examples=USUAL * times,
            derandomize=times == 1,
            database=None,
            deadline=None,
            print_blob=True,
            suppress_health_check=[
                HealthCheck.too_slow,
                HealthCheck.filter_too_much,
                HealthCheck.data_too_large,
                HealthCheck.large_base_example,
            ],
        )
    settings.load_profile("steady")


def examples(number: int) -> settings:
    """So many examples, and in a profile that tries more, as many times more."""
    return settings(max_examples=number * PROFILES.get(settings.get_current_profile_name(), 1))
