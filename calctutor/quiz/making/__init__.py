"""Quizzes that are generated: drafts drawn from a grammar, accepted by their worked solutions."""
