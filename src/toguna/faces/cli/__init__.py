"""The command line: `toguna`."""

from toguna.faces.cli.app import app as app
from toguna.faces.cli.app import main as main
