"""Quizzes of other programs: what is understood becomes a quiz, and what is not is listed."""
