"""Words, phrases, and the encoder: the same sentence reads the same whatever stands beside it."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer

from dragoman.reader.decoding import hung, modified, tagged, untangled
from dragoman.reader.encoder import FOLDER, LIMIT, Encoder
from dragoman.reader.words import first_pieces, words
from dragoman.reading import encoder

SENTENCES = [
    "The United States will withdraw more than 1,000 troops from Niger.",
    "Turkey condemned the attack on its embassy in Tripoli.",
    "Shares fell.",
    "France, which has kept 300 soldiers in Lebanon since 1982, denied on Tuesday that it had asked Beirut for a new base.",
] * 5


@pytest.fixture(scope="module")
def held() -> Encoder:
    return encoder()


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("U.S. Gen. Smith hasn't left N'Djamena.", ["U.S.", "Gen.", "Smith", "has", "n't", "left", "N'Djamena", "."]),
        ("Niger's French-backed force", ["Niger", "'s", "French", "-", "backed", "force"]),
        ("$1,000.50 at 12:30", ["$", "1,000.50", "at", "12:30"]),
        ("cannot", ["can", "not"]),
    ],
)
def test_words_are_cut_as_in_the_treebanks(text: str, cut: list[str]) -> None:
    assert [w.text for w in words(text)] == cut
    assert all(text[w.start : w.end] == w.text for w in words(text))


@pytest.mark.parametrize("text", ["Houphouët-Boigny hadn't flown to Yamoussoukro.", "Lomé \u200b fell.", "Antananarivo " * 99])
def test_a_word_has_the_pieces_that_it_has_in_its_sentence(held: Encoder, text: str) -> None:
    tokenizer, cut = Tokenizer.from_file(str(FOLDER / "tokenizer.json")), words(text)
    tokenizer.no_padding()
    tokenizer.enable_truncation(LIMIT)
    whole, inputs = tokenizer.encode([w.text for w in cut], is_pretokenized=True), held._inputs(cut)
    assert inputs["ids"].tolist() == [whole.ids]
    assert inputs["first"].tolist() == [first_pieces(whole.word_ids)]


def test_threads_and_neighbours_do_not_matter(held: Encoder) -> None:
    alone = [held.read(text) for text in SENTENCES]
    assert list(held.read_many(SENTENCES, threads=2)) == alone
    assert list(held.read_many(reversed(SENTENCES), threads=1)) == alone[::-1]


def test_a_withdrawal_is_found_with_its_parties(held: Encoder) -> None:
    read = held.read(SENTENCES[0])
    act = next(f for f in read.frames if f.act)
    assert (act.label, read.word(act.trigger)) == ("CONCEDE", "withdraw")
    assert [SENTENCES[0][slice(*read.phrase(w))] for w in act.fillers("actor")] == ["The United States"]
    assert [read.word(w) for w in act.fillers("recipient")] == ["Niger"]


def test_nothing_is_found_in_nothing(held: Encoder) -> None:
    assert held.read("").frames == ()
    assert held.read("   \n").words == ()
    assert held.read("\u200b\u200b \x00").frames == ()


def test_a_pair_has_a_direction(held: Encoder) -> None:
    text = "Turkey condemned Greece over the island."
    forward = held.relate(text, [(0, 6)], [(17, 23)])
    assert max(forward, key=lambda kind: forward[kind]) == "ACCUSE"
    back = held.relate(text, [(17, 23)], [(0, 6)])
    assert max(back, key=lambda kind: back[kind]) == "-"
    assert abs(sum(forward.values()) - 1) < 1e-5


@pytest.mark.parametrize(
    ("heads", "held"),
    [([0, 1, 2], (0, 1, 2)), ([2, 1], (0, 1)), ([1], (0,)), ([2, 3, 1, 0], (0, 3, 1, 0)), ([3, 0, 4, 3], (3, 0, 0, 3))],
)
def test_a_parse_that_bites_its_tail_is_untangled(heads: list[int], held: tuple[int, ...]) -> None:
    assert untangled(heads) == held


@pytest.mark.parametrize(
    ("text", "tags", "nouns"),
    [
        ("The last French soldiers left", "DT JJ JJ NNS VBD", {2: 4}),
        ("The wounded fled Fallujah", "DT JJ VBD NNP", {}),
        ("British officials met rebel leaders", "JJ NNS VBD JJ NNS", {4: 5}),
    ],
)
def test_an_adjective_stands_for_its_noun_but_the_name_of_a_nation_for_itself(text: str, tags: str, nouns: dict[int, int]) -> None:
    assert modified(words(text), tags.split()) == nouns


def test_a_verb_after_a_modal_is_no_interjection_and_what_that_opens_is_no_root() -> None:
    assert tagged(["NNS", "MD", "UH", "UH"]) == ("NNS", "MD", "VB", "UH")
    cut = words("Kenya announced that soldiers left")
    heads, relations = (2, 0, 5, 5, 0), ("nsubj", "root", "mark", "nsubj", "root")
    assert hung(heads, relations, cut) == ((2, 0, 5, 5, 2), ("nsubj", "root", "mark", "nsubj", "ccomp"))
    assert hung(heads, relations, words("Kenya announced as soldiers left")) == (heads, relations)


def test_it_is_soldiers_who_leave(held: Encoder) -> None:
    for read in held.read_many(["The last French soldiers left Niger.", "The last American troops left Bagram in July."]):
        (left,) = [frame for frame in read.frames if frame.act]
        assert [read.word(word) for word in left.fillers("actor")] in (["soldiers"], ["troops"])
