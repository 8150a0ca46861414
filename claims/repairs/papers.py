def add() -> None:
    pass
