"""Set the zoo's own settings: kept in the collection, journaled."""

import json
from typing import Any

from sqlalchemy import select

from zooapp import settings
from zooapp.errors import NotFound
from zooapp.i18n import _
from zooapp.models import Setting
from zooapp.permission import Permission
from zooapp.work import Work, needs


@needs(Permission.SETTINGS)
def put(work: Work, name: str, value: Any) -> Setting:
    """Set one setting; the value is anything that JSON can hold. Raises NotFound for a name that nobody reads."""
    if name not in settings.DEFAULTS:
        raise NotFound(_("There is no setting called {name}.").format(name=name))
    text = json.dumps(value, ensure_ascii=False)
    record = work.session.scalars(select(Setting).where(Setting.name == name)).one_or_none()
    if record is None:
        return work.add(Setting(name=name, value=text))
    return work.amend(Setting, record.id, record.version, {"value": text, "voided_by": None})
