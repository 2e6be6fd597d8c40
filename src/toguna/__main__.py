"""`python -m toguna` is `toguna`."""

from toguna.faces.cli import main

if __name__ == "__main__":
    main()
