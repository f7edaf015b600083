import pytest

# A failed comparison there is shown as one in a test.
pytest.register_assert_rewrite("tests.content.samples")
