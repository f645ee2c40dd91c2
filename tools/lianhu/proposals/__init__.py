"""A step judged: what is proposed, the rules of the step, who may change what, what a server takes."""

__all__ = ["hanging", "judgement", "owners", "proposal", "receiving", "reports", "retirement", "retractions", "rules"]
