from pathlib import Path

from hypothesis import given, settings

from kg import folder
from kg.catalogue import Catalogue
from kg.identity import slugify
from kg.model import Theme
from kg.names import label
from kg.network.communities import suggested_themes
from kg.network.nearness import related
from kg.network.ways import path
from tests.kg.conftest import Join
from tests.kg.network.meshes import catalogues

PAGE = (
    "---\ntitle: {title}\n---\n\n## Justification\n\nIt is so.\n\nSource: [{source}](https://{source}.example.org/)\n"
)


@settings(max_examples=60)
@given(catalogues())
def test_groups(catalogue: Catalogue) -> None:
    """Groups are apart, of two entries at least, in catalogue order, the largest first, each joined in itself."""
    groups = suggested_themes(catalogue)
    members = [one.slug for group in groups for one in group.principles]
    assert len({slugify(group.label) for group in groups}) == len(groups)
    assert len(members) == len(set(members))
    assert [len(group.principles) for group in groups] == sorted((len(one.principles) for one in groups), reverse=True)
    places = {one.slug: at for at, one in enumerate(catalogue.principles)}
    for group in groups:
        assert len(group.principles) > 1
        assert group.label
        order = [places[one.slug] for one in group.principles]
        assert order == sorted(order)
        assert all(path(catalogue, group.principles[0], one) for one in group.principles)
        assert len(group.because) <= 10
        assert not any(isinstance(one, Theme) for one in group.because)


def test_groups_and_loners(join: Join) -> None:
    """Entries that cite the same make a group named by their common words; who shares nothing is in none."""
    catalogue = join(
        {
            **{f"d{at}.md": PAGE.format(title=f"Data {word}", source="data") for at, word in enumerate("ABC")},
            **{f"t{at}.md": PAGE.format(title=f"Team {word}", source="team") for at, word in enumerate("AB")},
            "x.md": PAGE.format(title="Alone", source="alone"),
        }
    )
    data, team = suggested_themes(catalogue)
    assert (data.label, [one.slug for one in data.principles]) == ("Data", ["d0", "d1", "d2"])
    assert (team.label, [one.slug for one in team.principles]) == ("Team", ["t0", "t1"])
    assert [label(one) for one in data.because] == ["data"]


def test_themes_are_not_just_repeated(join: Join) -> None:
    """What is joined by a theme alone is no group."""
    page = "# {}\n\n## Justification\n\nIt is so.\n"
    toml = '[[themes]]\nlabel = "All"\nprinciples = ["a", "b"]\n'
    assert suggested_themes(join({"catalogue.toml": toml, "a.md": page.format("A"), "b.md": page.format("B")})) == ()


def test_published_documents(corpora: Path) -> None:
    """Every entry of published documents that is near another by more than a theme may be in a group, and no other."""
    for place in filter(Path.is_dir, corpora.iterdir()):
        catalogue = folder.load(place)
        for group in suggested_themes(catalogue):
            for one in group.principles:
                near = related(catalogue, one)
                assert any(not isinstance(why, Theme) for other in near for why in other.because)


def test_labels_of_titles_in_capitals(join: Join) -> None:
    """Titles in capitals give words and no shouting."""
    catalogue = join(
        {
            f"{name}.md": PAGE.format(title=title, source="shared" if name in "ab" else name)
            for name, title in {"a": "DEPLOYMENT OFTEN", "b": "SAFE DEPLOYMENT", "c": "OTHER", "d": "THINGS"}.items()
        }
    )
    (theme,) = suggested_themes(catalogue)
    assert theme.label == "Deployment"
