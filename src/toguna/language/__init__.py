"""Document to what its sentences say, behind one protocol (`language.reader`)."""
