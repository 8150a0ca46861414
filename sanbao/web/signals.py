"""What visitors choose on the pages of the ground, for the apps that know who they are."""

from django.dispatch import Signal

language_chosen = Signal()  # request, language
