"""Write the golden files anew: `python -m tests.law.golden`."""

from tests.law.golden.files import FOLDER, golden_files

if __name__ == "__main__":
    for name, content in golden_files():
        (FOLDER / name).write_text(content, "utf-8")
