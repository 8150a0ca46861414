from hypothesis import settings

# A deadline per example measures how busy the machine is, not whether the rule holds.
settings.register_profile("sanbao", deadline=None)
settings.load_profile("sanbao")
