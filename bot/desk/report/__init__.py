"""What people are told: previews, the queue, forecasts, explanations, what is wrong."""
