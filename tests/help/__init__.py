"""What several tests need: towns, repositories, sites, the program itself.

Tests import from here, never from each other.
"""
