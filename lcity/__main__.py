"""`lcity` and `python -m lcity`: the only place where an exception becomes a line and an exit code."""

import gc
import os
import sys


def main() -> None:
    """Run lcity with the words of the command line and leave with its exit code."""
    gc.disable()  # until the imports are over: what they make lives as long as the program
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # whatever the code page of the console is
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        from lcity import cli

        code = cli.run(sys.argv[1:])
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0
    except KeyboardInterrupt:
        code = 2
    sys.exit(code)


if __name__ == "__main__":
    main()
