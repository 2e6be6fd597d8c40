"""Channels, vetoes, silences and commitments: the small frames around positions, one maker a file."""

from __future__ import annotations

from toguna.language.contact_channels import channels
from toguna.language.contact_commitments import commitments
from toguna.language.contact_silences import silences
from toguna.language.contact_vetoes import vetoes

__all__ = ["channels", "commitments", "silences", "vetoes"]
