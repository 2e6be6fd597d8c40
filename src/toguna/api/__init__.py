"""The one door for the faces: everything that may be asked of a record, as small frozen values."""

from toguna.api.door import Toguna as Toguna
