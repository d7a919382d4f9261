"""Recipes to copy: programs that take what we send, as partners run them and our tests do."""

from pathlib import Path

_HERE = Path(__file__).parent

# By the word that the page has for each.
RECIPES = {
    path.stem + path.suffix.replace(".", "_"): path.read_text()
    for path in sorted(_HERE.iterdir())
    if path.is_file() and path.name != "__init__.py"
}
