"""Start: a command when one is given, else the window."""

import os
import sys

from zooapp import starting
from zooapp.errors import ZooError
from zooapp.paths import resources


def main() -> int:
    """The exit code: 0 done, 1 a check that found something, 2 what stands in the way, said in a sentence."""
    try:
        asked = starting.read(sys.argv[1:])
        if asked.command == "demo":  # with pictures of the windows, which no other command needs
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={resources() / 'screen.json'}"
            with starting.missing_libraries():
                from ui.portraits import take_demo
            return take_demo(asked)
        if asked.command:
            from zooapp.terminal import cli

            return cli.run(asked)
        with starting.missing_libraries():
            from ui.app import run
        return run(asked.home, asked.target, asked.today, asked.as_name)
    except ZooError as error:
        sys.stderr.write(f"{error}\n")
        return 2


if __name__ == "__main__":
    sys.exit(main())
