"""Answers to problems of probability: what is asked, is it right, and what happened?"""
