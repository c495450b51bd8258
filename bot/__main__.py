"""The program. It imports the bot only when it runs, because the charts' worker imports this module again."""


def main() -> None:
    """Run the command line."""
    from bot.cli import program

    program()


if __name__ == "__main__":
    main()
