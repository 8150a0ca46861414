"""A second, deliberately plain reading of the assessment contract, kept as an oracle for the tests of the engine.

It shares no code with the engine. It is slow on purpose: every open fact is answered yes and no in turn.
"""
