"""Fields of Django's own forms, as the design system draws them."""

from typing import Any

from django import template

register = template.Library()


@register.inclusion_tag("web/parts/bound.html")
def field(bound: Any, label: str = "", hint: str = "", **attributes: str) -> dict[str, Any]:
    """One field with its label, hint and error. attributes: of the input; `short` as ``classes`` makes it narrow."""
    error = " ".join(bound.errors)
    described = [f"{bound.auto_id}-hint"] if hint else []
    if error:
        described.append(f"{bound.auto_id}-error")
    classes = ["govuk-input", *attributes.pop("classes", "").split(), *(["govuk-input--error"] if error else [])]
    kept = {name.replace("_", "-"): value for name, value in attributes.items()}
    shown = {**kept, "class": " ".join(classes), "placeholder": False, "spellcheck": "false"}
    if described:
        shown["aria-describedby"] = " ".join(described)
    return {
        "id": bound.auto_id,
        "label": label or bound.label,
        "hint": hint,
        "error": error,
        "widget": bound.as_widget(attrs=shown),
    }


@register.inclusion_tag("web/parts/form_errors.html")
def form_errors(*forms: Any) -> dict[str, Any]:
    """What is wrong with forms, each error leading to its field."""
    found: list[tuple[str, str]] = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        first = next((bound.auto_id for bound in form.visible_fields()), "main")
        found += [(first, text) for text in form.non_field_errors()]
        for bound in form:
            found += [(bound.auto_id if not bound.is_hidden else "main", text) for text in bound.errors]
    return {"found": found}
