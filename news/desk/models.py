"""Models of the desk."""

from news.desk.assignments import Assignment
from news.desk.cells import Cell

__all__ = ["Assignment", "Cell"]
