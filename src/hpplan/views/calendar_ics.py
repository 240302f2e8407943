"""A calendar as iCalendar (RFC 5545), for calendar programs to subscribe to."""

from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from hpplan.analysis.calendar_events import Alarm, CalendarData, CalendarEvent
from hpplan.language import in_force
from hpplan.text import literal

if TYPE_CHECKING:
    from icalendar import Alarm as IcsAlarm
    from icalendar import Event

MAKER: Final = "-//hpplan//hpplan//{language}"


def render(found: CalendarData) -> str:
    """The calendar; lines end as the standard requires, and all data is escaped."""
    from icalendar import Calendar, vText

    calendar = Calendar()
    calendar.add("prodid", MAKER.format(language=in_force().upper()))
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", vText(literal(found.programme)))
    stamp = datetime.combine(found.as_of, time(), UTC)
    for event in found.events:
        calendar.add_component(_event(event, stamp))
    content: bytes = calendar.to_ical()
    return content.decode()


def uid(event: CalendarEvent) -> str:
    """The identity of the event for a calendar program."""
    return f"{'/'.join(quote(part, safe='') for part in event.parts)}@hpplan"


def _event(event: CalendarEvent, stamp: datetime) -> "Event":
    from icalendar import Event

    made = Event()
    made.add("uid", uid(event))
    made.add("dtstamp", stamp)
    made.add("sequence", event.sequence)
    made.add("summary", literal(event.title))
    made.add("description", "\n".join(map(literal, event.text.split("\n"))))
    made.add("dtstart", event.first)
    if event.last < date.max:
        made.add("dtend", event.last + timedelta(days=1))  # the first day after it
    made.add("status", _status(event))
    made.add("transp", "TRANSPARENT")  # it makes nobody busy
    for alarm in event.alarms:
        made.add_component(_alarm(alarm, event))
    return made


def _status(event: CalendarEvent) -> str:
    if event.cancelled:
        return "CANCELLED"
    return "TENTATIVE" if event.tentative else "CONFIRMED"


def _alarm(alarm: Alarm, event: CalendarEvent) -> "IcsAlarm":
    from icalendar import Alarm as IcsAlarm

    made = IcsAlarm()
    made.add("action", "DISPLAY")
    made.add("description", literal(alarm.text))
    made.add("trigger", alarm.on - event.first)
    return made
