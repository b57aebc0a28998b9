"""A bot in a process of its own, killed at every point of a post and of a round.

``nursery`` forks bots that die when told, ``points`` are where they can, ``lives`` starts and
watches them from the tests.
"""
