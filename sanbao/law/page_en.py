"""Headings and lines of the explanation page in English."""

TITLE = "Three guarantees for household cars: what you are entitled to, and why"
ASKED = "Worked out as of {as_of}."
AS_OF_DAY = "{day}"
AS_OF_MOMENT = "{day}, {hour:02d}:{minute:02d}"
REGULATION = "This car falls under {short}, {title}, because {because}."
NO_REGULATION = "The car was sold before {day}, so neither order covers it; contract and other law may help."
BECAUSE = {
    "invoiced_before_2022_01_01": "the car was invoiced before {day}",
    "invoiced_on_or_after_2022_01_01": "the car was invoiced on or after {day}",
    "replacement_before_2022_01_01": "the car was handed over as a replacement before {day}",
    "replacement_on_or_after_2022_01_01": "the car was handed over as a replacement on or after {day}",
}
SCOPE = {
    "household_passenger_car": "It is a household passenger car and is covered.",
    "household_pickup": "It is a household pickup and is covered.",
    "commercial_use_is_a_ground": "The car is used commercially, in which case the business need not assume liability.",
    "use_unknown": "Whether the car is for household use is not known; that must be settled first.",
    "not_household": "The car is not for household use and is not covered; contract and other law may help.",
    "not_a_covered_vehicle": "This kind of vehicle is not covered; contract and other law may help.",
    "resold_after_return_is_contractual": (
        "The car was resold after a return under the three guarantees; what was agreed at the sale applies."
    ),
    "sold_before_2013_10_01": "",
}

HEADING = "{number}. {heading}"

RESULT = "Result"
ASKED_FOR = {
    "met": "You ask for {remedy}: yes ({citations}).",
    "undetermined": "You ask for {remedy}: not certain until facts are settled.",
    "not_met": "You ask for {remedy}: not now.",
}
RESULT_LINES = {
    "met": "You are entitled to: {remedies}.",
    "undetermined": "Not certain until facts are settled: {remedies}.",
    "not_met": "You are not entitled now to: {remedies}.",
}
ASKED_OUT_OF_SCOPE = "You ask for {remedy}: the three guarantees do not cover this car."
OUT_OF_SCOPE = "The three guarantees do not give you: {remedies}."
CITATIONS_JOINED = "; "
REMEDIES = {
    "repair": "a free repair",
    "assembly_replacement": "free replacement of an assembly",
    "vehicle_replacement": "a replacement car",
    "vehicle_return": "a refund",
    "loaner_or_transport": "a loaner car or transport money",
}
ASSEMBLIES = "free replacement of {assemblies}"
REMEDIES_JOINED = "; "

CLOSEST = "The closest ground: {sentence}"
OTHER_GROUNDS = "Grounds that do not hold now and change nothing in the result above: {number}."
REASONS = "Why"
REASON_HEADINGS = {
    "met": "What you are entitled to",
    "undetermined": "What is not certain",
    "not_met": "What you are not entitled to now",
}

OPEN = "What must be settled"
OPEN_LINE = "{where}: {question}."
OPEN_WHERE = {
    "visits": "Repair record {id}, item {number}",
    "demand": "What is wrong now, item {number}",
    "exemptions": "Reason {number} of the business",
    "vehicle": "The car",
    "voucher": "The voucher",
}

COUNTED = "What is counted so far"
COUNTED_ONLY = (
    "Only repairs of quality problems within the three-guarantees period in the agreed network count;"
    " a repair whose quality problem is still open is not counted yet; one the business merely objects to is counted until"
    " the objection is proven."
)
COUNT_LINES = {
    "repair_days": "Days of repair: {count}; with more than {law_limit} you are entitled to a replacement car or a refund",
    "repair_days_150": "Days of repair: {count}; with more than {law_limit} you are entitled to a replacement car",
    "same_problem": (
        "Repairs of quality problem {key}: {count}; with more than {law_limit} you are entitled to a replacement car"
        " or a refund"
    ),
    "same_problem_150": (
        "Repairs of quality problem {key}: {count}; with more than {law_limit} you are entitled to a replacement car"
    ),
    "serious_safety_repairs": (
        "Repairs of serious safety failures: {count}; if after {limit} the failure is not cured or there is another one,"
        " you are entitled to a replacement car or a refund"
    ),
    "assembly_replacements": (
        "Replacements of the {part}: {count}; if it still does not work properly after {limit}, you are entitled to a"
        " replacement car or a refund"
    ),
    "component_replacements": (
        "Replacements of the {part}: {count}; if there is still a problem after {limit}, you are entitled to a"
        " replacement car or a refund"
    ),
}
COUNT_END = "."
COUNTED_VISITS = " (repair records: {visits})"
VISIT_TIME = "Repair record {id} (received {day}): {hours} hours; days counted: {days}."
VISIT_TIME_EXCLUDED = (
    "Repair record {id} (received {day}): {hours} hours, {excluded_hours} of them left out; days counted: {days}."
)

PERIODS = "Periods"
PERIOD_START = "They begin on {day}."
PERIOD_LINES = {
    "repair_warranty": "Repair warranty: to {last_day} or {km:,} km, whichever comes first.",
    "three_guarantees": "Three-guarantees period: to {last_day} or {km:,} km, whichever comes first.",
    "seven_days": (
        "{need_days} days: to {last_day}, whatever the mileage; a quality problem in them that makes it necessary to"
        " replace an assembly or a main component gives a free replacement car or refund."
    ),
    "sixty_days": (
        "{event_days} days: to {last_day} or {km:,} km, whichever comes first; a quality problem in them in a main"
        " component of an assembly gives a new assembly, and one of the listed grave events a free replacement car"
        " or refund."
    ),
}

MONEY = "Money"
COMPENSATION_DUE = (
    "Use compensation: price {price} yuan × {km:,} km ÷ {distance:,} km × coefficient {coefficient} = {yuan} yuan,"
    " which you pay the seller with a replacement or a refund ({citation})."
)
COMPENSATION_NONE = "Use compensation: none, because the coefficient is taken as zero ({citation})."
COMPENSATION_FREE = "Use compensation: none, because the replacement or refund is free of it."
COMPENSATION_UNKNOWN = (
    "Use compensation: you owe it to the seller with a replacement or a refund; price, mileage and coefficient are not"
    " all known, so the amount cannot be worked out ({citation})."
)
COMPENSATION_OPEN = "Use compensation: not certain; it depends on whether the replacement or refund is free of it."
REFUND = "With a refund the seller must pay you back {yuan} yuan: price {price} yuan{losses}{compensation}."
REFUND_LOSSES = ", plus losses such as the registration fee {yuan} yuan"
REFUND_COMPENSATION = ", less use compensation {yuan} yuan"

DEADLINES = "Time limits"
DEADLINE_LINES = {
    "reply": "The seller must answer by {day} ({citation}).",
    "complete": (
        "Where the conditions are met, the seller must complete the replacement or refund and issue the certificate"
        " by {day} ({citation})."
    ),
    "certificate": (
        "Where the conditions are met, the seller must issue the certificate of replacement or refund by {day}"
        " ({citation})."
    ),
}
DEADLINES_UNKNOWN = {
    "reply": "The last day for the seller's answer is not known until the holidays are announced ({citation}).",
    "complete": (
        "The last day for the seller to complete a replacement or refund is not known until the holidays are announced"
        " ({citation})."
    ),
    "certificate": (
        "The last day for the seller to issue the certificate of replacement or refund is not known until the holidays"
        " are announced ({citation})."
    ),
}

NOTICES = "Please note"
ALTERNATIVE = "If {short}, the order now in force, were applied"

READINGS = "How we read what the text leaves open"
READING = "{question} {chosen}"
PROVENANCE = (
    "Note: the articles are taken from public copies and have not been compared word by word with the official text;"
    " this page is a computation on the facts given; it is no legal advice and binds no authority and no court."
    " Law data version {version}."
)
