"""YAML read strictly: a duplicate key is an error, and every mapping knows the line it stands on."""

from __future__ import annotations

from collections.abc import Collection, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sanbao.law.errors import DataError

if TYPE_CHECKING:
    from yaml import SafeLoader as _Loader
else:  # a PyYAML built without libyaml reads the same, slower
    _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Entry(dict[Any, Any]):
    """A mapping of a data file, with the file and the line it begins on."""

    path: Path
    line: int

    def defect(self, problem: str) -> DataError:
        return DataError(self.path, self.line, problem)

    def require(self, required: Collection[str], optional: Collection[str] = ()) -> None:
        """Refuse a missing or an unknown key."""
        missing = [key for key in required if key not in self]
        if missing:
            raise self.defect(f"missing key: {', '.join(missing)}")
        unknown = [str(key) for key in self if key not in required and key not in optional]
        if unknown:
            raise self.defect(f"unknown key: {', '.join(unknown)}")

    def require_provenance(self) -> None:
        """Refuse an entry that does not say where it was read, or says it was checked by nobody."""
        if self["read_in"] not in READ_IN:
            raise self.defect(f"read_in must be one of {', '.join(READ_IN)}, not {self['read_in']!r}")
        if (self["checked_on"] is None) != (self["checked_by"] is None):
            raise self.defect("checked_on and checked_by are given together or not at all")


READ_IN = ("public_copy", "printed_voucher", "report", "none")
PROVENANCE = ("read_in", "checked_on", "checked_by")


class _StrictLoader(_Loader):
    path: Path


def _construct_entry(loader: _StrictLoader, node: yaml.MappingNode) -> Entry:
    entry = Entry()
    entry.path = loader.path
    entry.line = node.start_mark.line + 1
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, Hashable):
            raise DataError(loader.path, key_node.start_mark.line + 1, "a key must be a single value")
        if key in entry:
            raise DataError(loader.path, key_node.start_mark.line + 1, f"duplicate key: {key}")
        entry[key] = loader.construct_object(value_node, deep=True)
    return entry


def _construct_date(loader: _StrictLoader, node: yaml.ScalarNode) -> Any:
    try:
        return loader.construct_yaml_timestamp(node)
    except (ValueError, AttributeError) as error:  # no such day; a text that is tagged as a day
        raise DataError(loader.path, node.start_mark.line + 1, f"not valid YAML: {error}") from error


_StrictLoader.add_constructor("tag:yaml.org,2002:map", _construct_entry)
_StrictLoader.add_constructor("tag:yaml.org,2002:timestamp", _construct_date)


def load(path: Path) -> Any:
    """The content of a YAML file; mappings come as `Entry`. Raises DataError with file and line."""
    loader = _StrictLoader(path.read_bytes())
    loader.path = path
    try:
        return loader.get_single_data()
    except DataError:
        raise
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise DataError(path, line, f"not valid YAML: {error.problem}") from error
    except (yaml.YAMLError, ValueError) as error:
        raise DataError(path, 1, f"not valid YAML: {error}") from error
    finally:
        loader.dispose()


def mappings_under(entry: Entry, key: str) -> list[Entry]:
    """A list of mappings under a key; raises DataError for anything else."""
    rows = entry[key]
    if not isinstance(rows, list) or not all(isinstance(row, Entry) for row in rows):
        raise entry.defect(f"{key} must be a list of mappings")
    return rows


def load_mapping(path: Path) -> Entry:
    content = load(path)
    if not isinstance(content, Entry):
        raise DataError(path, 1, "the file must hold one mapping")
    return content


def load_list(path: Path) -> list[Entry]:
    content = load(path)
    if not isinstance(content, list) or not all(isinstance(row, Entry) for row in content):
        raise DataError(path, 1, "the file must hold a list of mappings")
    return content
