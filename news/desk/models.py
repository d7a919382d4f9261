"""Models of the desk."""

from news.desk.assignments import Assignment
from news.desk.cells import Cell
from news.desk.glossary.models import Term
from news.desk.telling.messages import Message, MessageChoice

__all__ = ["Assignment", "Cell", "Message", "MessageChoice", "Term"]
