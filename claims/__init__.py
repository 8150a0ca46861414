"""Claims and what they rest on: filings, vehicles, repair visits, the record of a car, claims and disputes."""
