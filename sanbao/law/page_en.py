"""Headings and lines of the explanation page in English."""

TITLE = "Three guarantees for household automobiles: what you may demand, and why"
ASKED = "Worked out as of {as_of}."
AS_OF_DAY = "{day}"
AS_OF_MOMENT = "{day}, {hour:02d}:{minute:02d}"
REGULATION = "The governing text is {short}, {title}, because {because}."
NO_REGULATION = "Neither text covers a car sold before {day}. Contract and other law may."
BECAUSE = {
    "invoiced_before_2022_01_01": "the car was invoiced before {day}",
    "invoiced_on_or_after_2022_01_01": "the car was invoiced on or after {day}",
    "replacement_before_2022_01_01": "the car was handed over as a replacement before {day}",
    "replacement_on_or_after_2022_01_01": "the car was handed over as a replacement on or after {day}",
}
SCOPE = {
    "household_passenger_car": "It is a household passenger car and is covered.",
    "household_pickup": "It is a household pickup and is covered.",
    "commercial_use_is_a_ground": "The car is used commercially, for which the business may refuse.",
    "use_unknown": "Whether the car is for household use is not known; that must be settled first.",
    "not_household": "The car is not for household use and is not covered. Contract and other law may help.",
    "not_a_covered_vehicle": "This kind of vehicle is not covered. Contract and other law may help.",
    "resold_after_return_is_contractual": (
        "The car was resold after a return under the three guarantees; what was agreed at the sale applies."
    ),
    "sold_before_2013_10_01": "",
}

HEADING = "{number}. {heading}"

RESULT = "Result"
ASKED_FOR = {
    "met": "You ask for {remedy}: yes.",
    "undetermined": "You ask for {remedy}: open until facts are settled.",
    "not_met": "You ask for {remedy}: not now.",
}
RESULT_LINES = {
    "met": "You may demand: {remedies}.",
    "undetermined": "Open until facts are settled: {remedies}.",
    "not_met": "You may not demand now: {remedies}.",
}
REMEDIES = {
    "repair": "a free repair",
    "assembly_replacement": "replacement of an assembly, free of charge",
    "vehicle_replacement": "another car",
    "vehicle_return": "your money back",
    "loaner_or_transport": "a loaner car or transport money",
}
REMEDIES_JOINED = "; "

REASONS = "Why"
REASON_HEADINGS = {
    "met": "What you may demand",
    "undetermined": "What is open",
    "not_met": "What you may not demand now",
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
COUNT_LINES = {
    "repair_days": "Days of repair counted: {count}; with more than {limit} you may demand another car or your money back",
    "repair_days_150": "Days of repair counted: {count}; with more than {limit} you may demand another car",
    "same_problem": (
        "Quality problem {key}: repairs counted: {count}; with more than {limit} you may demand another car or your money back"
    ),
    "same_problem_150": "Quality problem {key}: repairs counted: {count}; with more than {limit} you may demand another car",
    "serious_safety_repairs": (
        "Serious safety failures: repairs counted: {count}; when one is not cured or shows again after {limit},"
        " you may demand another car or your money back"
    ),
    "assembly_replacements": (
        "{part}: replacements counted: {count}; when it fails again after {limit},"
        " you may demand another car or your money back"
    ),
    "component_replacements": (
        "{part}: replacements counted: {count}; when it fails again after {limit},"
        " you may demand another car or your money back"
    ),
}
COUNT_END = "."
COUNTED_VISITS = " (repair records {visits})"
VISIT_TIME = "Repair record {id}: {hours} hours, {excluded_hours} of them not counted; days: {days}."

PERIODS = "Periods"
PERIOD_START = "They begin on {day}."
PERIOD_LINES = {
    "repair_warranty": "Repair warranty: to {last_day} or {km:,} km, whichever comes first.",
    "three_guarantees": "Three-guarantees period: to {last_day} or {km:,} km, whichever comes first.",
    "seven_days": "Seven days of free replacement or return: to {last_day}, whatever the mileage.",
    "sixty_days": "Sixty days: to {last_day} or {km:,} km, whichever comes first.",
}

MONEY = "Money"
COMPENSATION_DUE = (
    "Use compensation: {price} yuan × {km:,} km ÷ {distance:,} × {coefficient} = {yuan} yuan, which you pay."
)
COMPENSATION_UNKNOWN = "You owe use compensation with a replacement or return; its amount cannot be worked out yet."
COMPENSATION_OPEN = "Whether you owe use compensation turns on whether the replacement or return is free of it."
REFUND = "With a return you get back {yuan} yuan."

DEADLINES = "Time limits"
DEADLINE_LINES = {
    "reply": "The seller must answer by {day} ({citation}).",
    "complete": "Where the conditions are met the seller must finish and issue the certificate by {day} ({citation}).",
    "certificate": "Where the conditions are met the seller must issue the certificate by {day} ({citation}).",
}
DEADLINE_UNKNOWN = "a day not known until the holidays are announced"

NOTICES = "Please note"
ALTERNATIVE = "If the order in force ({number}) were applied"

READINGS = "How we read what the text leaves open"
READING = "{question} – {chosen}"
PROVENANCE = (
    "Note: the articles are taken from public copies and have not been compared word by word with the official text;"
    " this page is a computation on the facts given, no legal advice, and binds no authority and no court."
    " Law data version {version}."
)
