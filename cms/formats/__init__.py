"""How dates are written where Django knows no better than the American way."""
