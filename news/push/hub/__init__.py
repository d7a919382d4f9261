"""The WebSub hub (W3C Recommendation) for all feeds: whoever subscribes is sent what is new."""
