"""The product's English, template for template beside `words_zh`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sanbao.law.parts import Part
from sanbao.law.regulations import Citation, Regulation

SENTENCES = {
    "met": "You may demand {wanted}: {reasons}{closing} ({citation}).",
    "not_met": "You may not demand {wanted}: {reasons}{closing} ({citation}).",
    "not_met_yet": "You may not yet demand {wanted}: {reasons}{change} ({citation}).",
    "undetermined": "Whether you may demand {wanted} turns on {questions}{reasons}{deciding} ({citation}).",
}
OR = ", or "
CHANGE = "; {change}"
COUNTED = "; {reasons}"
QUESTIONS_JOINED = ", "
LAST_QUESTION_JOINED = ", and "

WANTED = {
    "repair": "a free repair",
    "assembly_replacement": "a new assembly, free of charge",
    "loaner_or_transport": "a loaner car or reasonable transport money",
    "vehicle_replacement vehicle_return": "another car or your money back",
    "vehicle_replacement": "another car",
}
ASSEMBLY_WANTED = "replacement of the {groups}, free of charge"
FREE_OF_COMPENSATION = "{wanted}, free of use compensation"

REASONS = {
    "in_repair_warranty": (
        "the quality problem showed within the repair warranty, which runs to {last_day} or {km:,} km,"
        " whichever comes first"
    ),
    "wear_part_in_period": "it is a wear part, and the quality problem showed within that part's own period",
    "early_assembly": "by {last_day} and within {km:,} km a main component of the {groups} had a quality problem",
    "long_repair": "a single repair took more than {law_days} days, so {many_days} are due",
    "early_need": (
        "a quality problem that showed by {last_day} makes it necessary to replace the {groups}"
        " or its main component, whatever the mileage"
    ),
    "early_event": "by {last_day} and within {km:,} km there was {events}",
    "serious_safety": "serious safety failures were repaired {count:,} times, and there was one again or it was not cured",
    "assembly": "the {part} was replaced {count:,} times and still does not work properly",
    "component": "the {part} was replaced {count:,} times and still does not work properly",
    "repair_days": "repairs took {count:,} days in all, more than {limit:,}",
    "same_problem": "the same quality problem was repaired {count:,} times, more than {limit:,}",
    "commercial_use": "the car is used commercially, for which the old order lets the business refuse",
    "nothing_reported": "nothing is said about what is wrong now, and there is no repair record",
    "out_of_repair_warranty": (
        "the problem did not show within the repair warranty, which runs to {last_day} or {km:,} km,"
        " whichever comes first"
    ),
    "wear_part_out_of_period": "it is a wear part, and the problem did not show within that part's own period",
    "no_long_repair": "no repair within the repair warranty took more than {law_days} days",
    "no_early_assembly": "by {last_day} and within {km:,} km no main component of an assembly had a problem",
    "no_early_need": "by {last_day} nothing made it necessary to replace an assembly or its main component",
    "no_early_event": "by {last_day} and within {km:,} km there was none of these: {events}",
    "not_yet_early_assembly": "no main component of an assembly has had a problem so far",
    "not_yet_early_need": "nothing has made it necessary so far to replace an assembly or its main component",
    "not_yet_early_event": "none of the listed grave events has shown so far",
    "no_quality_problem": "what was reported is not found to be a quality problem",
    "released": "what was reported is a case in which the business is not liable",
    "no_main_component": "it is not found that a main component of an assembly failed",
    "no_need_to_replace": "it is not found that an assembly or its main component needs replacing",
    "event_did_not_happen": "it is not found that one of the listed grave events happened",
    "no_serious_safety": "no serious safety failure has been repaired",
    "no_assembly": "no assembly has been replaced",
    "no_component": "no main component has been replaced",
    "no_repair_days": "no repair counts towards the repair time",
    "no_same_problem": "no repair counts",
    "repair_days_so_far": "days of repair established so far: {count:,}, and more than {limit:,} are needed",
    "same_problem_so_far": (
        "repairs of the same quality problem established so far: {count:,}, and more than {limit:,} are needed"
    ),
    "serious_safety_so_far": "repairs of a serious safety failure established so far: {count:,}",
    "replaced_so_far": "replacements of the {part} established so far: {count:,}",
}

CLOSINGS = {
    "return_without_car": (
        "your money back only when neither the same model nor a car at least as well equipped is to be had"
    ),
    "three_guarantees_over": (
        "the three-guarantees period runs to {last_day} or {km:,} km, and no later repair counts"
    ),
}

CHANGES = {
    "if_it_shows_in_warranty": "you may if a quality problem shows by {last_day} and within {km:,} km",
    "if_main_component_fails": (
        "you may if a main component of an assembly has a quality problem by {last_day} and within {km:,} km"
    ),
    "if_repair_takes_longer": (
        "you may if a repair begun by {last_day} and within {km:,} km takes more than {law_days} days"
    ),
    "if_it_needs_replacing": (
        "you may if a quality problem by {last_day} makes it necessary to replace an assembly or its main component"
    ),
    "if_event_happens": "you may if by {last_day} and within {km:,} km there is one of these: {events}",
    "serious_safety_once_more": "you may once a serious safety failure shows again{refuted}",
    "assembly_once_more": "you may once the replaced assembly has a quality problem again{refuted}",
    "component_once_more": "you may once the replaced component has a quality problem again{refuted}",
    "more_serious_safety": "you may once serious safety failures are repaired {missing:,} more time(s) and one shows again{refuted}",
    "more_assembly": "you may once the same assembly is replaced {missing:,} more time(s) and has a problem again{refuted}",
    "more_component": (
        "you may once the same main component{of_groups} is replaced {missing:,} more time(s)"
        " and has a problem again{refuted}"
    ),
    "more_repair_days": "you may once repairs take {missing:,} more day(s) within the three-guarantees period{refuted}",
    "more_same_problem": "you may once the same quality problem is repaired {missing:,} more time(s){refuted}",
}
REFUTED = ", provided the grounds raised by the business fail"
OF_GROUPS = " of {groups}"

QUESTIONS = {
    "is_quality_problem": (
        "whether what was reported is a quality problem",
        "whether what was reported each time is a quality problem",
        "it is a quality problem",
        "it is no quality problem",
    ),
    "is_serious_safety_failure": (
        "whether the failure is a serious safety failure",
        "whether each of the failures is a serious safety failure",
        "it is a serious safety failure",
        "it is no serious safety failure",
    ),
    "did_the_event_happen": (
        "whether there really was {subject}",
        "whether there really was {subject} each time",
        "there was",
        "there was not",
    ),
    "does_it_need_replacing": (
        "whether an assembly or its main component needs replacing",
        "whether the assemblies or main components concerned each need replacing",
        "it needs replacing",
        "it does not need replacing",
    ),
    "is_main_component": (
        "whether what failed is a main component",
        "whether what failed each time is a main component",
        "it is a main component",
        "it is no main component",
    ),
    "was_it_resolved": (
        "whether the last repair cured it",
        "whether each of the repairs cured it",
        "it was cured",
        "it was not cured",
    ),
    "is_household_use": (
        "whether the car is for household use",
        "whether the car is for household use",
        "it is for household use",
        "it is not for household use",
    ),
    "wear_part_period": (
        "whether the wear part was within its own period",
        "whether the wear parts were each within their own period",
        "it was within its period",
        "its period had ended",
    ),
    "did_it_cause_the_damage": (
        "whether {subject} caused the damage",
        "whether {subject} caused the damage in each case",
        "{subject} caused the damage",
        "{subject} did not cause the damage",
    ),
    "is_the_ground_established": (
        "whether the ground raised by the business ({subject}) is established",
        "whether the grounds raised by the business ({subject}) are each established",
        "the ground is established",
        "the ground is not established",
    ),
}
DECIDING = {
    ("one", "met"): "you may if {answer}",
    ("one", "not_met"): "you may not if {answer}",
    ("any", "met"): "you may if for any one of them {answer}",
    ("any", "not_met"): "you may not if for any one of them {answer}",
}
DECIDING_JOINED = "; "

EVENTS = {
    "steering_failure": "a failure of the steering",
    "braking_failure": "a failure of the brakes",
    "body_cracking": "a crack in the body",
    "fuel_leak": "a fuel leak",
    "traction_battery_fire": "a fire of the traction battery",
}
GROUNDS = {
    "improper_use": "improper use or maintenance",
    "forbidden_modification": "a forbidden modification, adjustment or dismantling",
    "improper_handling": "improper handling after the problem arose",
    "force_majeure": "force majeure",
    "disclosed_flaw": "a flaw disclosed before the sale",
    "commercial_use": "commercial use",
    "no_invoice_and_voucher": "neither invoice nor voucher",
    "wear_part_expired": "a wear part past its period",
}
POSITIONS = {
    "front": "front ",
    "rear": "rear ",
    "left": "left ",
    "right": "right ",
    "front_left": "front left ",
    "front_right": "front right ",
    "rear_left": "rear left ",
    "rear_right": "rear right ",
}
SOME_PART = "main component listed on the voucher"

NOTICES = {
    "transition": (
        "By its invoice this car falls under the old order; courts have gone both ways and some applied the new one,"
        " so both results are shown."
    ),
    "position_split": (
        "The same kind of assembly or main component was replaced at different positions; they are counted apart here,"
        " but some decisions add them, so the point can be raised."
    ),
    "burden_on_business": (
        "The problem showed within {law_months} months of the handover, so the business must prove that it is no"
        " quality problem, or what caused it (Consumer Protection Law, Article 23(3))."
    ),
    "not_a_ground_in_order_43": (
        "Some reason given by the business no longer frees it under the order in force and is left out of account"
        " (Order 43, Article 32)."
    ),
    "coefficient_capped": "The voucher's coefficient is above the legal maximum, so the maximum is used.",
    "coefficient_missing": "The voucher states no coefficient: {missing_coefficient}.",
    "calendar_not_loaded": (
        "The time limit reaches into a year whose holidays are not announced yet; the due day is not known until then."
    ),
}
MISSING_COEFFICIENT = {
    "0": "it counts as zero, and no use compensation is due",
    None: "the amount cannot be worked out",
}


def law_number(number: int) -> str:
    return str(number)


def day(value: date) -> str:
    return f"{value.day} {value:%B} {value.year}"


def listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def numeral(number: int) -> str:
    """The number of a section."""
    return str(number)


def part_name(part: Part, group: Part | None) -> str:
    return part.en if group is None else f"{part.en} of the {group.en}"


def placed(position: str | None, name: str) -> str:
    return name if position is None else POSITIONS[position] + name


def days_granted(days: Sequence[int]) -> str:
    if len(days) == 1:
        return f"{days[0]:,} day(s)"
    return listed([str(number) for number in days]) + " days in turn"


def cited(regulation: Regulation, citation: Citation) -> str:
    """Order 43, Article 24(1)(4)."""
    places = [citation.paragraph, citation.item, citation.subitem]
    levels = "".join([f"({number})" for number in places if number is not None])
    return f"{regulation.short_en}, Article {citation.article}{levels}"
