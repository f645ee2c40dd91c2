"""Change one thing in the rules, again and again, and tell which changes no case notices.

    python benchmarks/mutate_rules.py [MODULE...]      for instance: visits funds

Ends with 1 when more than one in ten survives. See tests/help/mutants.py.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from help.mutants import Mutant, modules, mutants, survives

MOST_SURVIVORS = 0.1


def main(wanted: list[str]) -> int:
    made, survivors = 0, list[Mutant]()
    for name, module in modules().items():
        short = name.rsplit(".", 1)[-1]
        if wanted and short not in wanted:
            continue
        begin, count, alive = time.perf_counter(), 0, []
        for mutant in mutants(module):
            count += 1
            if survives(mutant):
                alive.append(mutant)
        print(f"{short}: {len(alive)} of {count} survive, {time.perf_counter() - begin:.0f} s", flush=True)
        for mutant in alive:
            print(f"  {short}.py:{mutant.line}: {mutant.change}")
        made, survivors = made + count, survivors + alive
    print(f"{len(survivors)} of {made} survive: {100 * len(survivors) / max(made, 1):.1f} %")
    return int(len(survivors) > MOST_SURVIVORS * made)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
