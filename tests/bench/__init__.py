"""Speed and growth, measured against the budgets of the design."""
