"""Quizzes: a file of questions, one concrete quiz drawn from it, answers, and what they are worth."""
