from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from genomics.config import Settings
from genomics.publishing.build import rebuild
from genomics.publishing.errors import BuildError, BusyError
from genomics.publishing.history import Step, read_history
from genomics.publishing.rollback import holds_what_was_taken_back, roll_back
from genomics.publishing.site import SiteLoader
from genomics.publishing.store import GenerationStore
from tests.publishing.samples import current_folder, flip_a_bit, replace_text, retitle, title_shown


@pytest.fixture
def taken_back(settings: Settings) -> Settings:
    """A site whose page `about` got a wrong title, which was taken back."""
    rebuild(settings)
    retitle(settings, "Wrong")
    rebuild(settings)
    roll_back(settings)
    return settings


def test_an_edit_elsewhere_does_not_bring_back_what_was_taken_back(taken_back: Settings) -> None:
    replace_text(taken_back.content_dir / "glossary/allele.md", "title: Allele", "title: Alleles")
    with pytest.raises(BuildError, match="still holds all that was taken back"):
        rebuild(taken_back)
    assert title_shown(taken_back) == "About us"


def test_a_correction_is_published_with_everything_else(taken_back: Settings) -> None:
    replace_text(taken_back.content_dir / "glossary/allele.md", "title: Allele", "title: Alleles")
    retitle(taken_back, "Right")
    assert rebuild(taken_back).published
    assert (title_shown(taken_back), title_shown(taken_back, "term/allele")) == ("Right", "Alleles")


def test_content_that_was_put_back_as_it_was_is_what_readers_see_already(taken_back: Settings) -> None:
    retitle(taken_back, "About us")
    assert not rebuild(taken_back).published


def test_a_change_to_no_record_is_held_as_well(settings: Settings) -> None:
    rebuild(settings)
    replace_text(settings.content_dir / "timeline.yaml", "Nearly all of it.", "All of it.")
    rebuild(settings)
    roll_back(settings)
    with pytest.raises(BuildError, match="Nothing was published"):
        rebuild(settings)


def test_what_was_taken_back_beside_records_stays_away_when_a_record_is_edited(settings: Settings) -> None:
    rebuild(settings)
    replace_text(settings.content_dir / "timeline.yaml", "Nearly all of it.", "All of it.")
    rebuild(settings)
    roll_back(settings)
    retitle(settings, "About our work")
    with pytest.raises(BuildError, match="still holds all that was taken back"):
        rebuild(settings)


def test_a_correction_beside_records_is_published(settings: Settings) -> None:
    rebuild(settings)
    timeline = settings.content_dir / "timeline.yaml"
    replace_text(timeline, "Nearly all of it.", "All of it.")
    retitle(settings, "About our work")
    rebuild(settings)
    roll_back(settings)
    replace_text(timeline, "All of it.", "Most of it.")
    assert rebuild(settings).published


def test_a_date_that_comes_does_not_bring_back_what_was_taken_back(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuild(settings)
    allele = settings.content_dir / "glossary/allele.md"
    replace_text(allele, "title: Allele", "publish_from: 2099-01-01\ntitle: Allele")
    about = settings.content_dir / "pages/about.md"
    replace_text(about, "We collect tools.", "We collect [forms of genes](/glossary/allele).")
    rebuild(settings)
    roll_back(settings)
    monkeypatch.setattr("genomics.content.clock.present", lambda: datetime(2099, 1, 2, tzinfo=UTC))
    with pytest.raises(BuildError, match="still holds all that was taken back"):
        rebuild(settings)


def test_who_insists_publishes_what_was_taken_back(taken_back: Settings) -> None:
    assert rebuild(taken_back, force=True).published
    assert title_shown(taken_back) == "Wrong"
    roll_back(taken_back)
    assert title_shown(taken_back) == "About us"


def test_a_generation_that_is_not_whole_is_not_gone_to(settings: Settings) -> None:
    rebuild(settings)
    flip_a_bit(current_folder(settings) / "records.sqlite")
    retitle(settings, "Another")
    rebuild(settings)
    with pytest.raises(BuildError, match=r"is not whole, so readers keep .*records\.sqlite is damaged"):
        roll_back(settings)
    assert title_shown(settings) == "Another"


def test_without_a_previous_generation_there_is_nothing_to_go_to(settings: Settings) -> None:
    with pytest.raises(BuildError, match="There is no current generation"):
        roll_back(settings)
    rebuild(settings)
    with pytest.raises(BuildError, match="There is no generation but"):
        roll_back(settings)


def test_going_back_waits_for_no_builder(settings: Settings) -> None:
    rebuild(settings)
    with GenerationStore(settings.index_dir).lock(), pytest.raises(BusyError):
        roll_back(settings)


def test_a_running_site_follows_back_and_forward(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("genomics.publishing.site.LOOK_SECONDS", 0.0)
    rebuild(settings)
    loader = SiteLoader(settings)
    seen = []
    retitle(settings, "Another")
    rebuild(settings)
    for _ in range(3):
        seen.append(loader.current().record("page/about").title)  # type: ignore[union-attr]
        roll_back(settings)
    assert seen == ["Another", "About us", "Another"]


def test_every_step_is_in_the_history(taken_back: Settings) -> None:
    roll_back(taken_back)
    steps = [entry.step for entry in read_history(taken_back.index_dir)]
    assert steps == [Step.PUBLISHED, Step.PUBLISHED, Step.BACK, Step.FORWARD]


def test_a_history_that_cannot_be_written_stops_no_build(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    (settings.index_dir / "HISTORY").mkdir(parents=True)
    assert rebuild(settings).published
    assert "The history could not be written" in caplog.text


def test_no_history_is_an_empty_one(tmp_path: Path) -> None:
    assert read_history(tmp_path) == ()


DIGESTS = st.dictionaries(st.sampled_from("abcd"), st.sampled_from("123"))


@given(current=DIGESTS, taken=DIGESTS)
def test_what_was_taken_back_is_recognised_whatever_it_was(current: dict[str, str], taken: dict[str, str]) -> None:
    assert holds_what_was_taken_back(taken, current, taken) == (current != taken)
    assert not holds_what_was_taken_back(current, current, taken)
