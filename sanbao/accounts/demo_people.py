"""The small world of the demonstration: brands, organisations and people are invented, and so are all numbers."""

from dataclasses import dataclass
from datetime import date

from sanbao.accounts.roles import Capacity, Role

P, S, R = Capacity.PRODUCER, Capacity.SELLER, Capacity.REPAIRER


@dataclass(frozen=True)
class Place:
    """`parent` is the key of another place, named before it."""

    key: str
    name: str
    credit_code: str
    region: str
    capacities: tuple[Capacity, ...]
    parent: str = ""


@dataclass(frozen=True)
class Staff:
    username: str
    name: str
    place: str
    role: Role


@dataclass(frozen=True)
class Consumer:
    phone: str
    name: str


@dataclass(frozen=True)
class Expert:
    """`employer` is the key of a place, or else the name of an organisation that is not registered."""

    username: str
    name: str
    employer: str
    started_on: date
    ended_on: date | None = None


PLACES = (
    Place("chengyue", "澄岳汽车有限公司", "91330100MADEM0001N", "330100", (P,)),
    Place("qiyuan", "栖原新能源汽车有限公司", "91310115MADEM00029", "310115", (P,)),
    Place("yanchuan", "砚川汽车进出口有限公司", "91610100MADEM0003Q", "610100", (P,)),
    Place("hangzhou", "澄岳汽车杭州西湖4S店", "91330106MADEM01013", "330106", (S, R), "chengyue"),
    Place("nanjing", "澄岳汽车南京玄武4S店", "91320102MADEM01028", "320102", (S, R), "chengyue"),
    Place("chengdu", "澄岳汽车成都武侯4S店", "91510107MADEM0103W", "510107", (S, R), "chengyue"),
    Place("shanghai", "栖原汽车上海浦东4S店", "91310115MADEM01045", "310115", (S, R), "qiyuan"),
    Place("guangzhou", "栖原汽车广州天河交付中心", "91440106MADEM0105A", "440106", (S,), "qiyuan"),
    Place("wuhan", "栖原汽车武汉洪山服务中心", "91420111MADEM0106C", "420111", (R,), "qiyuan"),
    Place("xian", "砚川汽车西安雁塔4S店", "91610113MADEM0107M", "610113", (S, R), "yanchuan"),
    Place("harbin", "砚川汽车哈尔滨南岗4S店", "91230103MADEM0108N", "230103", (S, R), "yanchuan"),
    Place("disputes", "演示汽车三包争议处理中心", "52330100MJDEM0201K", "330000", (Capacity.DISPUTE_BODY,)),
    Place("market_regulator", "演示省市场监督管理局", "11330000MBDEM0301W", "330000", (Capacity.MARKET_REGULATOR,)),
)

STAFF = (
    Staff("fanglan", "方岚", "chengyue", Role.CLERK),
    Staff("qinyue", "秦越", "chengyue", Role.ADMINISTRATOR),
    Staff("qinyue", "秦越", "nanjing", Role.ADMINISTRATOR),
    Staff("qinyue", "秦越", "chengdu", Role.ADMINISTRATOR),
    Staff("huoqing", "霍青", "qiyuan", Role.CLERK),
    Staff("yuanye", "袁野", "yanchuan", Role.CLERK),
    Staff("wutong", "吴桐", "qiyuan", Role.ADMINISTRATOR),
    Staff("wutong", "吴桐", "shanghai", Role.ADMINISTRATOR),
    Staff("wutong", "吴桐", "guangzhou", Role.ADMINISTRATOR),
    Staff("wutong", "吴桐", "wuhan", Role.ADMINISTRATOR),
    Staff("luhang", "卢航", "yanchuan", Role.ADMINISTRATOR),
    Staff("luhang", "卢航", "xian", Role.ADMINISTRATOR),
    Staff("luhang", "卢航", "harbin", Role.ADMINISTRATOR),
    Staff("shenzhou", "沈舟", "hangzhou", Role.OWNER),
    Staff("linxiao", "林晓", "hangzhou", Role.ADVISER),
    Staff("wangyan", "王䶮", "hangzhou", Role.TECHNICIAN),
    Staff("hejing", "何静", "hangzhou", Role.CLERK),
    Staff("tangrui", "唐锐", "hangzhou", Role.AUDITOR),
    Staff("luzhu", "陆竹", "hangzhou", Role.READER),
    Staff("songyi", "宋怡", "hangzhou", Role.ADMINISTRATOR),
    Staff("jiangbo", "江波", "nanjing", Role.ADVISER),
    Staff("pengkai", "彭凯", "chengdu", Role.ADVISER),
    Staff("gulan", "顾兰", "shanghai", Role.ADVISER),
    Staff("zhaolei", "赵磊", "shanghai", Role.TECHNICIAN),
    Staff("liangyu", "梁雨", "guangzhou", Role.ADVISER),
    Staff("dengfei", "邓飞", "wuhan", Role.TECHNICIAN),
    Staff("xiaoqing", "肖晴", "wuhan", Role.ADVISER),
    Staff("majun", "马骏", "xian", Role.CLERK),
    Staff("guanxue", "关雪", "harbin", Role.ADVISER),
    Staff("xuwen", "许文", "disputes", Role.CLERK),
    Staff("yanming", "严明", "disputes", Role.ADMINISTRATOR),
    Staff("tianhe", "田禾", "disputes", Role.AUDITOR),
    Staff("shijian", "石坚", "market_regulator", Role.CLERK),
    Staff("jiming", "纪明", "market_regulator", Role.ADMINISTRATOR),
    Staff("baiyun", "白芸", "market_regulator", Role.READER),
)

CONSUMERS = (
    Consumer("+8619900000001", "周敏"),
    Consumer("+8619900000002", "刘㛃"),
    Consumer("+8619900000003", "阿依努尔·买买提"),
    Consumer("+8619900000004", "欧阳志远"),
)

EXPERTS = (
    Expert("chenwei", "陈𬱖", "演示理工大学车辆工程学院", date(2015, 9, 1)),
    Expert("sunhao", "孙浩", "xian", date(2021, 3, 1)),
    Expert("fengqi", "冯琦", "演示汽车检测研究所", date(2018, 7, 1)),
    Expert("caoyang", "曹扬", "演示汽车零部件集团", date(2010, 5, 4), date(2024, 12, 31)),
)
