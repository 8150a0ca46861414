"""How often what may be tried: read by the settings, so nothing here needs Django.

A rate is amount/duration/per: `ip` is the caller's address, `key` the account, phone number or code.
Whole offices and mobile networks share one address: the limits an address has are wide, those of an account narrow.
"""

from datetime import timedelta

CODE_LIFETIME = timedelta(minutes=10)
CODE_PAUSE_MINUTES = 1
CODE_PAUSE = timedelta(minutes=CODE_PAUSE_MINUTES)
CODE_TRIES = 5
CODES_AN_HOUR = 5
LOCKED_MINUTES = 10
CODE_DIGITS, RECOVERY_CODE_DIGITS = 6, 8
PASSWORD_TRIES = 5

RATES = {
    "login": "60/m/ip",
    "login_failed": f"{PASSWORD_TRIES}/{LOCKED_MINUTES}m/key,60/{LOCKED_MINUTES}m/ip",
    "phone_code": f"1/{CODE_PAUSE.seconds}s/key,{CODES_AN_HOUR}/h/key,15/d/key,60/h/ip",
    "phone_code_tried": f"{CODE_TRIES}/{CODE_LIFETIME.seconds}s/key",
    "reset_password": "20/h/ip,3/h/key",
    "reset_password_from_key": "20/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    # A check code has 40 bits: what is tried at one number stays far below them, from however many addresses.
    "paper_check": "60/m/ip,300/h/key",
    # A seal or a file is guessed by nobody: counted by address alone.
    "paper_scan": "60/m/ip",
    # Each takes a number and is kept for months; whole offices share one address.
    "sheet_issue": "30/h/ip",
    "representative": "20/h/user",
    # `key` is the end of a VIN. An account, which has a verified phone, is stopped long before the car is: it takes sixty
    # of them in an hour to close a car for its owner, and at this rate the 40 bits of a code are not guessed in lifetimes.
    "bind_car": "60/m/ip,10/h/user,600/h/key",
}
