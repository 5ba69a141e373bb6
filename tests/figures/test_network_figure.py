"""The picture of the network: its marks, its table and the register say the same."""

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from cooperation.domain.joins import JOINS
from cooperation.figures.network import MOST_LINES, MOST_PARTNERS, choose_drawn, draw
from cooperation.figures.nodes import WIDTH, nodes_of
from cooperation.models import Partner, Record
from cooperation.queries.network import Network
from tests.support.factories import PartnerFactory, RelationFactory
from tests.support.figures import HOSTILE, links_in, overlapping, parse
from tests.support.networks import Graph, large


def lines_by_kind(drawing):
    """Return {kind of join: [(address, name) of its lines]}; the key has no links."""
    groups = [each for each in parse(drawing.markup).iter("g") if each.find("a") is not None]
    return {group.get("data-join"): links_in(group) for group in groups}


def lines(drawing):
    return [line for found in lines_by_kind(drawing).values() for line in found]


def shapes(drawing):
    drawn = lines(drawing)
    return [each for each in links_in(parse(drawing.markup)) if each not in drawn]


@st.composite
def graphs(draw):
    number = draw(st.integers(2, 20))
    places = st.integers(0, number - 1)
    ends = st.tuples(places, places).filter(lambda ends: ends[0] < ends[1])
    counts = st.dictionaries(st.sampled_from(list(JOINS)), st.integers(1, 30), min_size=1)
    pairs = draw(st.dictionaries(ends, counts, max_size=40))
    titles = draw(st.lists(st.text(min_size=1, max_size=80), min_size=number, max_size=number))
    return Graph(titles, [(*ends, counts) for ends, counts in pairs.items()])


@given(graphs())
@settings(max_examples=40, deadline=None)
def test_every_pair_is_drawn_once_and_nothing_lies_outside(graph):
    drawing = draw(graph)
    expected = [pair.get_absolute_url() for pair in graph.pairs]
    assert sorted(href for href, _name in lines(drawing)) == sorted(expected)
    assert [row[0].href for row in drawing.rows] == expected
    assert sorted(href for href, _name in shapes(drawing)) == [
        partner.get_absolute_url() for partner in graph.partners
    ]
    nodes, width, height = nodes_of(graph, graph.partners, graph.pairs)
    boxes = [node.box for node in nodes]
    assert [box for box in boxes if box[0] < 0 or box[1] < 0] == []
    assert [box for box in boxes if box[2] > width or box[3] > height] == []
    assert overlapping(boxes) == []
    assert str(draw(graph).markup) == str(drawing.markup)


def test_marks_are_the_rows_of_the_table_and_of_the_register(content):
    network = Network()
    drawing = draw(network)
    published = {partner.get_absolute_url() for partner in Partner.objects.published()}
    alone = {partner.get_absolute_url() for partner in network.unconnected}
    assert {href for href, _name in shapes(drawing)} == published - alone
    assert drawing.columns[0] == "Partners"
    by_pair = {row[0].href: [str(cell) for cell in row[1:]] for row in drawing.rows}
    drawn = dict(lines(drawing))
    assert drawn.keys() == by_pair.keys()
    labels = [str(column) for column in drawing.columns[1:]]
    for pair in network.pairs:
        numbers = dict(zip(labels, by_pair[pair.get_absolute_url()], strict=True))
        expected = {str(JOINS[kind].label): str(number) for kind, number in pair.counts.items()}
        assert {key: value for key, value in numbers.items() if value and key != "All"} == expected
        assert numbers["All"] == str(sum(pair.counts.values()))
        assert drawn[pair.get_absolute_url()].endswith(
            f": {pair.total} link" + ("s" if pair.total > 1 else "")
        )


def test_lines_stand_in_the_group_of_their_strongest_join():
    graph = Graph(["A", "B", "C"], [(0, 1, {"presence": 9, "agreement": 1}), (0, 2, {"body": 1})])
    groups = lines_by_kind(draw(graph))
    assert {kind: [href for href, _name in found] for kind, found in groups.items()} == {
        "agreement": ["/partners/p0000/with/p0001/"],
        "body": ["/partners/p0000/with/p0002/"],
    }


def test_kinds_of_lines_differ_without_colour():
    graph = Graph(list("ABCDEF"), [(n, n + 1, {kind: 1}) for n, kind in enumerate(JOINS)])
    groups = [each for each in parse(draw(graph).markup).iter("g") if each.find("a") is not None]
    patterns = {group.get("stroke-dasharray") for group in groups}
    assert len(patterns) == len(groups) == len(JOINS)


def test_hostile_title_stays_text():
    graph = Graph([HOSTILE, "B"], [(0, 1, {"agreement": 1})])
    for text in (str(draw(graph).markup), draw(graph).file("https://x.example", "").decode()):
        assert "<script" not in text
        assert "<svg onload" not in text
        assert "\x00" not in text
    named = [name for _href, name in shapes(draw(graph))]
    assert '"><script>alert(1)</script>&amp;' in named[1] + named[0]


def test_as_many_partners_as_fit_are_drawn_apart():
    graph = large(MOST_PARTNERS, MOST_LINES)
    nodes, width, _height = nodes_of(graph, graph.partners, graph.pairs)
    assert (len(nodes), width) == (MOST_PARTNERS, WIDTH)
    assert overlapping([node.box for node in nodes]) == []
    assert all(any(line.rstrip("…") for line in node.label) for node in nodes)


def test_more_partners_than_can_be_told_apart_are_left_out():
    graph = large(MOST_PARTNERS + 20, 300)
    partners, pairs, left_out = choose_drawn(graph)
    assert len(partners) == MOST_PARTNERS
    kept = min(graph.joins_of[partner.pk] for partner in partners)
    gone = set(graph.joins_of) - {partner.pk for partner in partners}
    assert max(graph.joins_of[pk] for pk in gone) <= kept
    assert len(pairs) + left_out == len(graph.pairs)
    assert "20 partners with fewer links are not drawn." in draw(graph).notes


def test_weakest_pairs_are_left_out_as_a_whole():
    strong = [(0, number, {"agreement": 1}) for number in range(1, 30)]
    weak = [(*ends, {"presence": 1}) for ends in combinations(range(1, 40), 2)]
    graph = Graph([f"State {number}" for number in range(40)], [*strong, *weak])
    assert len(graph.pairs) > MOST_LINES
    drawing = draw(graph)
    assert len(lines(drawing)) == len(drawing.rows) == len(strong)
    assert f"{len(weak)} pairs with the weakest links are not drawn." in drawing.notes


def test_file_stands_for_itself(db):
    a, b = PartnerFactory(slug="a"), PartnerFactory(slug="b")
    RelationFactory(subject=a, verb="partner_of", object=b)
    file = draw(Network()).file("https://register.example", "").decode()
    assert file.startswith("<?xml")
    assert "class=" not in file
    assert 'href="https://register.example/partners/a/with/b/"' in file
    assert 'href="https://register.example/partners/a/"' in file


def test_drafts_are_never_drawn(content):
    partner = Network().pairs[0].one
    assert partner.get_absolute_url() in str(draw(Network()).markup)
    for status in (Record.Status.DRAFT, Record.Status.WITHDRAWN):
        Record.objects.filter(pk=partner.pk).update(status=status)
        assert f"/{partner.slug}/" not in str(draw(Network()).markup)
