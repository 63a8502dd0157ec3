"""The invented district 临泉区: departments, committees, delegations, places, and the shape of a record."""

from dataclasses import dataclass, field
from datetime import date, timedelta

SEED = 370398
REGION_CODE = "370398"
SESSION = "区十七届人大四次会议"
YEAR = 2020
ASSIGNED_ON = date(2020, 1, 17)
# three and six calendar months after the assignment; both are working Fridays, so neither moves
DUE_ON = {3: date(2020, 4, 17), 6: date(2020, 7, 17)}
APRIL_CUT = date(2020, 4, 20)

# the statutory holidays after February that are no Saturday or Sunday
_DAYS_OFF = {date(YEAR, month, day) for month, day in ((4, 6), (5, 1), (5, 4), (5, 5), (6, 25), (6, 26))}


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return text.split()


def working_days(first: date, last: date) -> list[date]:
    """Return the working days of 2020 between two days, without the few make-up Sundays."""
    days = [first + timedelta(days=offset) for offset in range((last - first).days + 1)]
    return [day for day in days if day.weekday() < 5 and day not in _DAYS_OFF]


@dataclass(frozen=True)
class Department:
    """A handling department and its people. `leads` is how many suggestions it leads alone or first."""

    name: str
    aliases: tuple[str, ...]
    mark: str
    category: str
    leads: int
    topics: tuple[str, ...]
    kind: str = "政府部门"
    contact: str = ""
    signatory: str = ""
    phone: str = ""

    @property
    def short(self) -> str:
        """The short name used in file names and in the ledger."""
        return self.aliases[0]


@dataclass(frozen=True)
class Deputy:
    """A deputy; `cell` is the telephone as the roster has it, `phone` the number to call, if there is one."""

    roster_no: int
    name: str
    delegation: str
    sex: str
    post: str
    cell: str | int
    phone: str | None
    has_mobile: bool


@dataclass(frozen=True)
class Suggestion:
    """A suggestion as the assembly handed it on."""

    number: int
    title: str
    departments: tuple[Department, ...]
    co_departments: tuple[Department, ...]
    lead: Deputy
    co_signers: tuple[Deputy, ...]
    months: int
    is_key: bool

    @property
    def category(self) -> str:
        """The category is the one of the first lead department."""
        return self.departments[0].category

    @property
    def due_on(self) -> date:
        """The last day of the term."""
        return DUE_ON[self.months]

    @property
    def signers(self) -> tuple[Deputy, ...]:
        """The lead deputy, then the co-signers."""
        return (self.lead, *self.co_signers)


@dataclass
class Duty:
    """One reply that a department owes; `problem` is the code of what is wrong with its row, if anything."""

    suggestion: Suggestion
    department: Department
    serial: int
    reply_date: date | None
    result_class: str = "A"
    signatory: str = ""
    phone: str = ""
    has_doc_no: bool = True
    has_met: bool = True
    publicity: str = "主动公开"
    problem: str | None = None
    first_version: dict[str, str] = field(default_factory=dict)

    @property
    def days_late(self) -> int:
        """Calendar days after the due date; 0 when in time or undated."""
        return max(0, (self.reply_date - self.suggestion.due_on).days) if self.reply_date else 0

    @property
    def is_early_file(self) -> bool:
        """Whether the reply stands in the register of April."""
        return self.reply_date is None or self.reply_date <= APRIL_CUT


@dataclass(frozen=True)
class Answer:
    """What one deputy says on one suggestion when called; `outcome` is empty when nobody can call."""

    round: int
    suggestion: Suggestion
    deputy: Deputy
    outcome: str
    reason: str = ""
    called_on: date | None = None


COMMITTEES: dict[str, tuple[str, ...]] = {
    "监察和司法委员会": ("公安司法",),
    "财政经济委员会": ("财政经济", "科技信息"),
    "城乡建设与环境资源保护委员会": ("城建环保", "交通运输"),
    "教育科学文化卫生委员会": ("教育体育", "文化卫生"),
    "农业与农村委员会": ("农业农村",),
    "社会建设委员会": ("民政社保",),
}

DELEGATION_NAMES = tuple(
    f"{place}代表团" for place in words("东关街道 泉河街道 临湖街道 云桥镇 石塘镇 白杨镇 河口镇 区直机关")
)

PLACES = words(
    "柳泉 双河 云桥 石塘 白杨 河口 东关 槐树庄 永安里 望湖路 青龙山 北辛 南坊 杏园 大营 小清村 桃花峪 钟楼"
)

# full name | short names | mark in document numbers | category | suggestions led | what is asked for
_DEPARTMENTS = """
临泉区发展和改革局|区发改局、区发展改革局|发改|财政经济|5|加快{}冷链园区立项、推进{}充电桩规划、扶持{}旧厂区转型
临泉区教育和体育局|区教体局、区教育局|教体|教育体育|11|新建{}幼儿园、扩建{}小学校舍、开放{}学校操场、改善{}中学食堂
临泉区科学技术局|区科技局|科|科技信息|1|支持{}小微企业研发
临泉区工业和信息化局|区工信局|工信|财政经济|2|稳定{}工业园供电、补强{}通信信号
市公安局临泉分局|临泉公安分局、区公安分局|公|公安司法|5|在{}路口设置红绿灯、治理{}夜间噪声飙车、补装{}治安探头
临泉区民政局|区民政局|民|民政社保|5|兴办{}老年食堂、修整{}公益公墓、建设{}社区养老站
临泉区司法局|区司法局|司|公安司法|1|在{}派驻法律顾问
临泉区财政局|区财政局|财|财政经济|1|增加{}村级运转经费
临泉区人力资源和社会保障局|区人社局|人社|民政社保|4|在{}举办招聘会、开展{}农民工技能培训、设立{}零工驿站
市自然资源局临泉分局|临泉自然资源分局、自然资源临泉分局|自然资|城建环保|4|利用{}闲置宅基地、复垦{}采石坑、办理{}老楼不动产证
市生态环境局临泉分局|临泉生态环境分局|环|城建环保|5|治理{}油烟扰民、清除{}黑臭水体、管控{}工地扬尘
临泉区住房和城乡建设局|区住建局、区住房城乡建设局|住建|城建环保|13|改造{}老旧小区、疏通{}排水管道、更换{}破损路灯、补建{}停车位
临泉区交通运输局|区交通局、区交通运输局|交|交通运输|12|开通{}公交线路、翻修{}村道、在{}设置候车亭、加固{}危桥
临泉区水利局|区水利局、区水务局|水|农业农村|5|清理{}河道淤积、加固{}水库大坝、改造{}自来水管网
临泉区农业农村局|区农业农村局、区农业局|农|农业农村|9|推广{}节水灌溉、处理{}畜禽粪污、建设{}果品冷库、扶持{}家庭农场
临泉区商务局|区商务局|商|财政经济|3|改造{}农贸市场、发展{}农村电商
临泉区文化和旅游局|区文旅局、区文化旅游局|文旅|文化卫生|4|保护{}古民居、充实{}农家书屋、打造{}乡村旅游点
临泉区卫生健康局|区卫健局、区卫生健康局|卫|文化卫生|8|补充{}村医、更新{}卫生院设备、设立{}发热哨点、方便{}老人体检
临泉区退役军人事务局|区退役军人局|退役|民政社保|1|修缮{}烈士墓
临泉区应急管理局|区应急局|应急|公安司法|2|配备{}山林防火器材、开展{}防汛演练
临泉区审计局|区审计局|审|财政经济|1|加强{}扶贫项目审计
临泉区市场监督管理局|区市场监管局、区市监局|市监|财政经济|3|检查{}电梯安全、整治{}缺斤短两
临泉区统计局|区统计局|统|财政经济|1|做好{}人口普查宣传
临泉区医疗保障局|区医保局|医保|文化卫生|2|在{}开通医保刷卡、简化{}慢病报销手续
临泉区综合行政执法局|区综合执法局、区城管局|综执|城建环保|5|规范{}早市摊点、清理{}占道广告牌、增设{}公共厕所
临泉区行政审批服务局|区审批局、区行政审批局|审批|科技信息|1|在{}开设帮办窗口
临泉区大数据局|区大数据局|数|科技信息|1|联通{}便民服务数据
临泉区信访局|区信访局|信|公安司法|1|在{}设立接访点
临泉区残疾人联合会|区残联|残|民政社保|1|改造{}无障碍坡道
临泉区供销合作社联合社|区供销社|供销|农业农村|1|恢复{}农资门市
临泉区人民法院|区法院|法|公安司法|1|在{}开展巡回审判
临泉区人民检察院|区检察院|检|公安司法|1|关注{}未成年人保护
"""


def departments() -> list[Department]:
    """Return the 30 departments, the court and the procuratorate, without their people."""
    return [_department(line) for line in _DEPARTMENTS.strip().splitlines()]


def _department(line: str) -> Department:
    name, aliases, mark, category, leads, topics = line.split("|")
    kind = "审判机关" if "法院" in name else "检察机关" if "检察院" in name else "政府部门"
    return Department(
        name, tuple(aliases.split("、")), mark, category, int(leads), tuple(topics.split("、")), kind
    )
