"""What holidays are called. Source: `chinesecalendar`, which knows for each holiday and each make-up day what it belongs to."""

from datetime import date

from chinese_calendar import constants

_CHINESE = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日",
}


def holiday_name(day: date) -> str | None:
    """Return the Chinese name of the holiday that a day off or a make-up day belongs to, None where no source names one."""
    found = constants.holidays.get(day) or constants.workdays.get(day)
    return _CHINESE[found] if found else None
