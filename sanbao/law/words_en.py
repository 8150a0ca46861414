"""The product's English, template for template beside `words_zh`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from sanbao.law.asked import Asked
from sanbao.law.parts import Part
from sanbao.law.regulations import Citation, Regulation

LANGUAGE = "en"

SENTENCES = {
    "met": "You are entitled to {wanted}: {reasons}{closing} ({citation}).",
    "not_met": "You are not entitled to {wanted}{basis}: {reasons}{closing} ({citation}).",
    "not_met_yet": "You are not yet entitled to {wanted}{basis}: {reasons}{change} ({citation}).",
    "undetermined": "Whether you are entitled to {wanted}{basis} depends on {questions}{deciding}{reasons} ({citation}).",
}
CLAUSE = "; {clause}"
QUESTIONS_JOINED = ", on "
LAST_QUESTION_JOINED = " and on "

WANTED = {
    "repair": "a free repair by the repairer",
    "assembly_replacement": "free replacement of an assembly by the repairer",
    "loaner_or_transport": "a loaner car or reasonable transport money from the repairer",
    "vehicle_replacement vehicle_return": "a replacement car or a refund from the seller",
    "vehicle_replacement": "a replacement car from the seller",
}
ASSEMBLY_WANTED = "free replacement of {assemblies} by the repairer"
WANTED_FREE = {
    "vehicle_replacement vehicle_return": "a replacement car or a refund from the seller free of use compensation"
}

BASIS = " on the ground of {basis}"
BASES = {
    "early_need": "an assembly that needs replacing within {need_days} days",
    "early_event": "a grave event within {event_days} days",
    "serious_safety": "serious safety failures",
    "assembly": "replaced assemblies",
    "component": "replaced main components{of_groups}",
    "repair_days": "the total repair time",
    "same_problem": "repairs of the same quality problem",
}
OF_GROUPS = " of {groups}"

REASONS = {
    "in_repair_warranty": (
        "the quality problem showed within the repair warranty, which runs to {last_day} or {km:,} km,"
        " whichever comes first"
    ),
    "wear_part_in_period": "it is a wear part, and the quality problem showed within that part's own period",
    "early_assembly": (
        "a main component of {groups} had a quality problem within {window_days} days and {km:,} km;"
        " the {window_days} days run to {last_day}"
    ),
    "one_long_repair": "one repair exceeded {law_days} days by {many_days}",
    "long_repairs": "several repairs exceeded {law_days} days, by {many_days} in turn",
    "early_need": (
        "a quality problem of {groups} within {window_days} days makes it necessary to replace the assembly or a main"
        " component, whatever the mileage; the {window_days} days run to {last_day}"
    ),
    "early_event": (
        "within {window_days} days and {km:,} km there was {events}; the {window_days} days run to {last_day}"
    ),
    "serious_safety_again": "serious safety failures were repaired {count_times}, and then there was another one",
    "serious_safety_uncured": "serious safety failures were repaired {count_times}, and the last repair did not cure the failure",
    "assembly_again": ("there were {count_replacements} of {part}, and then there was a quality problem with it again"),
    "assembly_uncured": "there were {count_replacements} of {part}, and the last one did not cure the problem",
    "component_again": (
        "there were {count_replacements} of {part}, and then there was a quality problem with that component again"
    ),
    "component_uncured": "there were {count_replacements} of {part}, and the last one did not cure the problem",
    "repair_days": "repairs took {count_days} in all, more than {limit}",
    "same_problem": "the same quality problem was repaired {count_times}, more than {limit} times",
    "commercial_use": "the car is used commercially, in which case the business need not assume liability",
    "nothing_reported": "nothing is said about what is wrong now, and there is no repair record",
    "out_of_repair_warranty": (
        "the problem did not show within the repair warranty, which runs to {last_day} or {km:,} km,"
        " whichever comes first"
    ),
    "not_in_repair_warranty": "the problem did not show within the repair warranty",
    "wear_part_out_of_period": "it is a wear part, and the problem did not show within that part's own period",
    "no_long_repair": "no repair in the agreed network within the repair warranty took more than {law_days} days",
    "no_early_assembly": (
        "there is no record of a quality problem in a main component of {assemblies} within {window_days} days and"
        " {km:,} km; the {window_days} days run to {last_day}"
    ),
    "not_yet_early_assembly": ("there is no record so far of a quality problem in a main component of {assemblies}"),
    "no_early_need": (
        "there is no record that a quality problem of {assemblies} within {window_days} days made it necessary to"
        " replace the assembly or a main component; the {window_days} days run to {last_day}"
    ),
    "not_yet_early_need": (
        "there is no record so far that a quality problem of {assemblies} made it necessary to replace the assembly"
        " or a main component"
    ),
    "no_early_event": (
        "there is no record of {law_events} within {window_days} days and {km:,} km;"
        " the {window_days} days run to {last_day}"
    ),
    "not_yet_early_event": "there is no record of {law_events} so far",
    "no_serious_safety": "no repair of a serious safety failure is established that counts",
    "no_assembly": "no replacement of an assembly is established that counts",
    "no_component": "no replacement of a main component is established that counts",
    "no_repair_days": "no repair is established that counts towards the repair time",
    "no_same_problem": "no repair is established that counts",
    "repair_days_short": "counted so far: {count_days} of repair, not more than {limit}",
    "same_problem_short": (
        "counted so far: at most {count_repairs} of the same quality problem, not more than {limit}"
    ),
    "serious_safety_not_again": (
        "counted so far: {count_repairs} of serious safety failures, but no later failure of that kind"
    ),
    "assembly_not_again": "counted so far: {count_replacements} of {part}, but no later quality problem with it",
    "component_not_again": "counted so far: {count_replacements} of {part}, but no later quality problem",
    "repair_days_so_far": "counted so far: {count_days} of repair, and more than {limit} are needed",
    "repair_days_over": "counted so far: {count_days} of repair, more than {limit}",
    "same_problem_so_far": (
        "counted so far: at most {count_repairs} of the same quality problem, and more than {limit} are needed"
    ),
    "same_problem_over": "counted so far: {count_repairs} of the same quality problem, more than {limit}",
    "serious_safety_so_far": "counted so far: {count_repairs} of serious safety failures",
    "assembly_so_far": "counted so far: {count_replacements} of {part}",
    "component_so_far": "counted so far: {count_replacements} of {part}",
}

CAUSES = {
    "no_quality_problem": "is not found to be a quality problem",
    "released": "falls under a case in which the business need not assume liability",
    "no_main_component": "is not found to lie in a main component of an assembly",
    "no_need_to_replace": "is not found to make it necessary to replace an assembly or a main component",
    "event_did_not_happen": "is not found to have happened",
}

CLOSINGS = {
    "nothing_to_pay": "you pay neither for labour nor for parts",
    "return_without_car": "a refund is due only when neither the same model nor a car at least as well equipped is to be had",
    "three_guarantees_over": (
        "the three-guarantees period runs to {last_day} or {km:,} km, whichever comes first, and no later repair counts"
    ),
    "three_guarantees_ends": "the three-guarantees period runs to {last_day} or {km:,} km, whichever comes first",
}

CHANGES = {
    "if_it_shows_in_warranty": (
        "you will be if {new_problem} within the repair warranty, which runs to {last_day} or {km:,} km, whichever comes first"
    ),
    "if_main_component_fails": (
        "you will be if, by {last_day} and within {km:,} km, another quality problem shows in a main component of {assemblies}"
    ),
    "if_repair_takes_longer": (
        "you will be if a repair of a quality problem takes more than {law_days} days and begins within the repair warranty,"
        " which runs to {last_day} or {km:,} km, whichever comes first"
    ),
    "if_it_needs_replacing": (
        "you will be if, by {last_day}, another quality problem shows in {assemblies} and makes it necessary to replace the assembly or"
        " a main component"
    ),
    "if_event_happens": ("you will be if, by {last_day} and within {km:,} km, a quality problem leads to {law_events}"),
    "if_it_shows_in_time": "you will be if it shows by {last_day}",
    "if_it_shows_in_both": "you will be if it shows by {last_day} and within {km:,} km",
    "serious_safety_once_more": (
        "you will be once there is a serious safety failure again within the three-guarantees period{refuted}"
    ),
    "assembly_once_more": (
        "you will be once that assembly has a quality problem again within the three-guarantees period{refuted}"
    ),
    "component_once_more": (
        "you will be once that component has a quality problem again within the three-guarantees period{refuted}"
    ),
    "more_serious_safety": (
        "you will be once, within the three-guarantees period, serious safety failures are repaired {missing_times} more"
        " and there is one again{refuted}"
    ),
    "more_assembly": (
        "you will be once, within the three-guarantees period, the same assembly is replaced {missing_times} more"
        " and has a quality problem again{refuted}"
    ),
    "more_component": (
        "you will be once, within the three-guarantees period, the same main component is replaced {missing_times} more"
        " and has a quality problem again{refuted}"
    ),
    "more_repair_days": (
        "you will be once repairs of quality problems take {missing_days} more within the three-guarantees period{refuted}"
    ),
    "more_same_problem": (
        "you will be once the same quality problem is repaired {missing_times} more within the three-guarantees"
        " period{refuted}"
    ),
}
REFUTED = ", provided that every ground raised by the business fails"
NEW_PROBLEM = {
    "first": "a quality problem shows",
    "another": "another quality problem shows",
    "beside_wear_parts": "a quality problem shows in anything but a wear part",
}

QUESTIONS = {
    "is_quality_problem": Asked(
        "whether what was reported is a quality problem",
        "which of the things reported are quality problems",
        "it is",
        "it is not",
        "what was reported is a quality problem",
        "what was reported is not a quality problem",
        "any one of the things reported is a quality problem",
        "any one of the things reported is not a quality problem",
        "is what was reported a quality problem?",
    ),
    "is_serious_safety_failure": Asked(
        "whether the failure reported is a serious safety failure",
        "which of the failures reported are serious safety failures",
        "it is",
        "it is not",
        "the failure is a serious safety failure",
        "the failure is not a serious safety failure",
        "any one of the failures is a serious safety failure",
        "any one of the failures is not a serious safety failure",
        "is the failure reported a serious safety failure?",
    ),
    "did_the_event_happen": Asked(
        "whether there really was {subject}",
        "on which of the occasions reported there really was {subject}",
        "there was",
        "there was not",
        "there really was {subject}",
        "there was not really {subject}",
        "there really was {subject} on any one of them",
        "there was not really {subject} on any one of them",
        "was there really {subject}?",
    ),
    "does_it_need_replacing": Asked(
        "whether the assembly or a main component needs replacing",
        "which of the things reported make it necessary to replace an assembly or a main component",
        "it does",
        "it does not",
        "a replacement is necessary",
        "a replacement is not necessary",
        "any one of them makes a replacement necessary",
        "any one of them does not make a replacement necessary",
        "does the assembly or a main component need replacing?",
    ),
    "is_main_component": Asked(
        "whether the part that failed is a main component",
        "which of the parts that failed are main components",
        "it is",
        "it is not",
        "the part that failed is a main component",
        "the part that failed is not a main component",
        "any one of the parts that failed is a main component",
        "any one of the parts that failed is not a main component",
        "is the part that failed a main component?",
    ),
    "was_it_resolved": Asked(
        "whether the repair in question cured the problem",
        "which of the repairs in question cured the problem",
        "it did",
        "it did not",
        "the repair cured the problem",
        "the repair did not cure the problem",
        "any one of the repairs cured the problem",
        "any one of the repairs did not cure the problem",
        "did this repair cure the problem?",
    ),
    "is_household_use": Asked(
        "whether the car is for household use",
        "whether the car is for household use",
        "it is",
        "it is not",
        "the car is for household use",
        "the car is not for household use",
        "the car is for household use",
        "the car is not for household use",
        "is the car for household use?",
    ),
    "wear_part_period": Asked(
        "whether the wear part failed within its own period",
        "which of the wear parts failed within their own period",
        "it did",
        "it did not",
        "the wear part failed within its period",
        "the wear part did not fail within its period",
        "any one of the wear parts failed within its period",
        "any one of the wear parts did not fail within its period",
        "did the wear part fail within its own period?",
    ),
    "did_it_cause_the_damage": Asked(
        "whether {subject} caused the damage",
        "in which of the cases {subject} caused the damage",
        "it did",
        "it did not",
        "{subject} caused the damage",
        "{subject} did not cause the damage",
        "{subject} caused the damage in any one case",
        "{subject} did not cause the damage in any one case",
        "did {subject} cause the damage?",
    ),
    "is_the_ground_established": Asked(
        "whether the ground raised by the business ({subject}) is established",
        "in which of the cases the ground raised by the business ({subject}) is established",
        "it is",
        "it is not",
        "the ground of {subject} is established",
        "the ground of {subject} is not established",
        "the ground of {subject} is established in any one case",
        "the ground of {subject} is not established in any one case",
        "is the ground raised by the business ({subject}) established?",
    ),
}
DECIDING = {"met": "you are if {answers}", "not_met": "you are not if {answers}"}
ANSWERS_JOINED = " or if "
OTHERWISE = {
    "met": "otherwise you are",
    "not_met": "otherwise you are not",
    "undetermined": "otherwise the answers must be taken together",
}
TOGETHER = "the answers must be taken together"

EVENTS = {
    "steering_failure": "a failure of the steering",
    "braking_failure": "a failure of the brakes",
    "body_cracking": "a crack in the body",
    "fuel_leak": "a fuel leak",
    "traction_battery_fire": "a fire of the traction battery",
}
GROUNDS = {
    "improper_use": "improper use or maintenance",
    "forbidden_modification": "a modification, adjustment or dismantling that the manual forbids",
    "improper_handling": "improper handling after the problem arose",
    "force_majeure": "force majeure",
    "disclosed_flaw": "a flaw disclosed before the sale",
    "commercial_use": "commercial use",
    "no_invoice_and_voucher": "neither invoice nor voucher",
    "wear_part_expired": "a wear part past its period",
}
POSITIONS = {
    "front": "front",
    "rear": "rear",
    "left": "left",
    "right": "right",
    "front_left": "front left",
    "front_right": "front right",
    "rear_left": "rear left",
    "rear_right": "rear right",
}
SOME_PART = "main component listed on the voucher"

NOTICES = {
    "transition": (
        "By the date of its purchase this car falls under Order 150; courts have decided in different ways how the two"
        " orders follow each other, and some applied Order 43, so both results are shown."
    ),
    "position_split": (
        "The same kind of assembly or main component was replaced at different positions; they are counted apart here."
        " There is also the view that they are added, so the point can be raised."
    ),
    "burden_on_business": (
        "The problem showed within {law_months} months of the handover, so where it is disputed whether it is a quality"
        " problem or what caused the damage, the business must prove it (Consumer Protection Law, Article 23(3))."
    ),
    "not_a_ground_in_order_43": (
        "Some ground raised by the business is none of those for which Order 43 lets it refuse liability,"
        " and is left out of account (Order 43, Article 32)."
    ),
    "coefficient_capped": "The coefficient given is above the legal maximum, so the maximum is used here; please compare it with the voucher.",
    "coefficient_missing": "No coefficient from the voucher was given; {missing_coefficient}.",
    "calendar_not_loaded": (
        "A time limit reaches into a year whose public holidays have not been announced yet; its last day is not known"
        " and will be worked out when they are."
    ),
}
MISSING_COEFFICIENT = {
    "0": "it is taken here as zero, and no use compensation is due; if the voucher states one, add it and work it out again",
    None: "the use compensation cannot be worked out for now; if the voucher states one, add it and work it out again",
}
_BRACKETS = re.compile(r" \([^)]*\)")
_TIMES = {1: "once", 2: "twice"}


def law_number(number: int) -> str:
    return str(number)


def day(value: date) -> str:
    return f"{value.day} {value:%B} {value.year}"


def listed(names: Sequence[str]) -> str:
    return _joined(names, "and")


def either(names: Sequence[str]) -> str:
    return _joined(names, "or")


def _joined(names: Sequence[str], word: str) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} {word} {names[-1]}"


def reported(causes: Sequence[str]) -> str:
    """What was reported, and why it does not pass, one thing or several."""
    if len(causes) == 1:
        return f"what was reported {causes[0]}"
    return listed([f"one of the things reported {cause}" for cause in causes])


def numeral(number: int) -> str:
    """The number of a section."""
    return str(number)


def part_name(part: Part, group: Part | None) -> str:
    """The bearings of the gearbox, without brackets."""
    return _plain(part) if group is None else f"{_plain(part)} of the {_plain(group)}"


def _plain(part: Part) -> str:
    return _BRACKETS.sub("", part.en)


def placed(position: str | None, name: str) -> str:
    return name if position is None else f"{POSITIONS[position]} {name}"


def the(name: str) -> str:
    return f"the {name}"


def assemblies(names: Sequence[str]) -> str:
    return listed(names)


def times(number: int) -> str:
    return _TIMES.get(number, f"{number:,} times")


def days(number: int) -> str:
    return _many(number, "day")


def repairs(number: int) -> str:
    return _many(number, "repair")


def replacements(number: int) -> str:
    return _many(number, "replacement")


def _many(number: int, thing: str) -> str:
    return f"{number:,} {thing}" if number == 1 else f"{number:,} {thing}s"


def cited(regulation: Regulation, citation: Citation) -> str:
    """Order 43, Article 24(1)(4)."""
    places = [citation.paragraph, citation.item, citation.subitem]
    levels = "".join([f"({number})" for number in places if number is not None])
    return f"{regulation.short_en}, Article {citation.article}{levels}"
