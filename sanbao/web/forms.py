"""Forms are drawn by Django's renderer with our templates (`django/forms/` under this app's templates)."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """The project's own templates for forms and fields, found like every other template."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
