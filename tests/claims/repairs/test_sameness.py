"""Earlier problems are proposed by place and by words; nothing is proposed for something else."""

from claims.repairs.sameness import Earlier, proposed

JERKS = Earlier(
    "P1", ("变速器顿挫", "起步一顿一顿的，低速明显"), frozenset({"gearbox"}), frozenset({"gearbox_bearing"})
)
NOISE = Earlier("P2", ("空调异响",))
LEAK = Earlier("P3", ("后备箱漏水",), frozenset({"vehicle_body"}))


def test_words_that_are_shared_propose_a_problem():
    assert proposed("还是一顿一顿的，低速起步时", [NOISE, JERKS]) == ["P1"]


def test_the_same_part_goes_before_the_same_system_and_both_before_words():
    found = proposed("漏水，空调异响", [NOISE, LEAK, JERKS], groups=["vehicle_body"], components=["gearbox_bearing"])
    assert found == ["P1", "P3", "P2"]


def test_something_else_is_proposed_nothing():
    assert proposed("雨刮不动", [JERKS, NOISE, LEAK]) == []


def test_one_pair_of_signs_is_chance():
    assert proposed("异响", [NOISE]) == []
