from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """The project's own templates for forms and fields, found like every other template."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
