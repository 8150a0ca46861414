"""YAML read strictly: a duplicate key is an error, and every mapping knows the line it stands on."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from sanbao.law.errors import DataError
from sanbao.law.strict_yaml import Entry

if TYPE_CHECKING:
    from yaml import SafeLoader as _Loader
else:  # a PyYAML built without libyaml reads the same, slower
    _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


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


def read(path: Path) -> Any:
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
