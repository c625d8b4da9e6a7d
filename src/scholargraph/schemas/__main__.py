"""Writes the schema files of the checkout anew."""

from scholargraph.assets import schemas_dir
from scholargraph.schemas import write

if __name__ == "__main__":
    write(schemas_dir())
