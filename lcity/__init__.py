"""lcity: self-assessment toolkit for learning cities."""

__version__ = "0.1.0"
