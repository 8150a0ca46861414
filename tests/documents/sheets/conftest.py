from tests.documents.issuing.conftest import keys  # noqa: F401  keys of this test alone
