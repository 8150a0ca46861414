"""Invented cars of the demonstration: several energies, under both orders, sold by its outlets to its people."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

ZHOU, LIU, AYI, OUYANG = "+8619900000001", "+8619900000002", "+8619900000003", "+8619900000004"
BOUND = (ZHOU, LIU, AYI, OUYANG)  # have accounts: they sign in by phone


@dataclass(frozen=True)
class Car:
    """`line`: model and specification of a filed line; `seller`: user name. Without `handover_on` it waits for it."""

    vin: str
    line: tuple[str, str]
    seller: str
    invoiced_on: date
    handover_on: date | None
    price: str
    buyer: str
    phone: str
    plate: str = ""
    use: str = "household"

    @property
    def price_yuan(self) -> Decimal:
        return Decimal(self.price)


_H_AUTO, _H_HAND, _P = ("CY7150H", "1.5T 自动"), ("CY7150H", "1.5L 手动"), ("CY6480P", "")
_SUV, _HEV, _PICKUP = ("CY6460", "2.0T 四驱"), ("CY7180HEV", ""), ("CY1030", "2.0T 柴油")
_BEV, _BIG_BEV, _EREV = ("QY7000BEV", ""), ("QY6490BEV", "长续航"), ("QY6500EREV", "六座")
_YC, _YC_BEV, _YC_CELL = ("YC 350", "进口 3.0T"), ("YC e4", "进口"), ("YC f2", "进口")

CARS = (
    Car("LDECY15H6TA001133", _H_AUTO, "linxiao", date(2026, 3, 5), date(2026, 3, 9), "126800.00", "周敏", ZHOU, "浙A3D16K"),
    Car("LDECY15H6SA002040", _H_AUTO, "linxiao", date(2025, 6, 20), date(2025, 6, 24), "131800.00", "许航", "+8619900000011", "浙A7T520"),
    Car("LDECY15H0NA003317", _H_AUTO, "jiangbo", date(2022, 4, 11), date(2022, 4, 15), "139800.00", "欧阳志远", OUYANG, "苏A5K208"),
    Car("LDECY15M9RB004124", _H_HAND, "linxiao", date(2024, 7, 2), date(2024, 7, 6), "89800.00", "石岩", "+8619900000012", "浙A9M331"),
    Car("LDECY48PXTA002211", _P, "linxiao", date(2026, 9, 18), date(2026, 9, 20), "208600.00", "刘㛃", LIU, "浙AF08862"),
    Car("LDECY48P3SA005188", _P, "jiangbo", date(2025, 2, 14), date(2025, 2, 18), "219600.00", "潘悦", "+8619900000013", "苏AF16027"),
    Car("LDECY46A8KA006075", _SUV, "linxiao", date(2019, 8, 8), date(2019, 8, 12), "186800.00", "周敏", ZHOU, "浙A6B773"),
    Car("LDECY46A3MA007332", _SUV, "linxiao", date(2021, 12, 28), date(2022, 1, 4), "178800.00", "顾海", "+8619900000014", "浙A2N019"),
    Car("LDECY46A6NC008299", _SUV, "pengkai", date(2022, 10, 10), date(2022, 10, 14), "176800.00", "田甜", "+8619900000015", "川A1X648"),
    Car("LDECY18E0RA009156", _HEV, "jiangbo", date(2024, 3, 8), date(2024, 3, 12), "158800.00", "欧阳志远", OUYANG, "苏A8J450"),
    Car("LDECY18E1TA010243", _HEV, "linxiao", date(2026, 11, 18), None, "156800.00", "秦朗", "+8619900000016"),
    Car("LDECY10D5PB011060", _PICKUP, "pengkai", date(2023, 5, 22), date(2023, 5, 25), "112800.00", "罗川", "+8619900000017", "川A3P905"),
    Car("LDECY15HXTA012880", _H_AUTO, "linxiao", date(2026, 11, 20), None, "128800.00", "孟晴", "+8619900000018"),
    Car("LDPWY70B4TB000843", _BEV, "gulan", date(2026, 10, 9), date(2026, 10, 12), "186800.00", "阿依努尔·买买提", AYI, "沪AD51209"),
    Car("LDPWY70B9RB001270", _BEV, "gulan", date(2024, 5, 6), date(2024, 5, 10), "199800.00", "高远", "+8619900000019", "沪AD30718", "commercial"),
    Car("LDPWY70B1SB002337", _BEV, "liangyu", date(2025, 9, 1), date(2025, 9, 5), "192800.00", "黎明", "+8619900000020", "粤AD66103"),
    Car("LDPWY64BXTC003194", _BIG_BEV, "gulan", date(2026, 11, 15), None, "268800.00", "严冬", "+8619900000021"),
    Car("LDPWY65E2SD004051", _EREV, "liangyu", date(2025, 11, 11), date(2025, 11, 15), "259800.00", "阿依努尔·买买提", AYI, "粤AF27710"),
    Car("LDPWY65E0TD005118", _EREV, "gulan", date(2026, 8, 3), date(2026, 8, 6), "262800.00", "方圆", "+8619900000022", "沪AF40956"),
    Car("LDYYC3505KX006025", _YC, "majun", date(2019, 3, 15), date(2019, 3, 20), "418000.00", "白桦", "+8619900000023", "陕A0C518"),
    Car("LDYYC3500MX007182", _YC, "guanxue", date(2021, 6, 30), date(2021, 7, 6), "398000.00", "江南", "+8619900000024", "黑A4L227"),
    Car("LDYYC3500PX008269", _YC, "majun", date(2023, 12, 1), date(2023, 12, 8), "405000.00", "刘㛃", LIU, "陕A6H840"),
    Car("LDYYCE4B8RX009316", _YC_BEV, "majun", date(2024, 9, 9), date(2024, 9, 14), "338000.00", "乔木", "+8619900000025", "陕AD18363"),
    Car("LDYYCF2H6TX010453", _YC_CELL, "guanxue", date(2026, 4, 20), date(2026, 4, 27), "456000.00", "温暖", "+8619900000026", "黑AF03175"),
    Car("LDECY15H9SA013517", _H_AUTO, "linxiao", date(2025, 8, 12), date(2025, 8, 16), "121800.00", "郑和平", "+8619900000028", "浙A5Q827"),
    Car("LDECY15H1TA014226", _H_AUTO, "jiangbo", date(2026, 1, 20), date(2026, 1, 24), "124800.00", "沈佳", "+8619900000029", "苏A2W715"),
    Car("LDECY48P7SA015044", _P, "pengkai", date(2025, 4, 8), date(2025, 4, 12), "211600.00", "蒋一鸣", "+8619900000030", "川AF33571"),
    Car("LDECY48P6RA016390", _P, "linxiao", date(2024, 6, 6), date(2024, 6, 11), "223600.00", "傅蓉", "+8619900000031", "浙AD50713"),
    Car("LDECY46A3PA017458", _SUV, "jiangbo", date(2025, 2, 27), date(2025, 3, 3), "171800.00", "陶然", "+8619900000032", "苏A6E930"),
    Car("LDECY18E8SA018113", _HEV, "linxiao", date(2025, 10, 10), date(2025, 10, 14), "152800.00", "邱实", "+8619900000033", "浙A0R468", "unknown"),
    Car("LDECY10DXRB019027", _PICKUP, "pengkai", date(2024, 9, 20), date(2024, 9, 25), "108800.00", "谷雨", "+8619900000034", "川A8P263"),
    Car("LDPWY70B3TB004608", _BEV, "gulan", date(2026, 2, 2), date(2026, 2, 6), "183800.00", "梅清", "+8619900000035", "鄂AD92816"),
    Car("LDPWY70B1TB005711", _BEV, "liangyu", date(2026, 3, 16), date(2026, 3, 20), "179800.00", "简宁", "+8619900000036", "粤AD70355"),
    Car("LDPWY65E8SD006239", _EREV, "gulan", date(2025, 7, 7), date(2025, 7, 12), "258800.00", "舒望", "+8619900000037", "鄂AF18847"),
    Car("LDYYC3504RX011842", _YC, "majun", date(2025, 1, 13), date(2025, 1, 20), "399000.00", "钟磊", "+8619900000038", "陕A9D032"),
    Car("LDYYCE4B8SX012075", _YC_BEV, "guanxue", date(2025, 1, 6), date(2025, 1, 13), "329000.00", "雷鸣", "+8619900000039", "黑AD20651"),
    Car("LDYYCF2HXSX013368", _YC_CELL, "majun", date(2025, 12, 8), date(2025, 12, 15), "449000.00", "安然", "+8619900000040", "陕AF00617"),
    Car("LDECY46A5LA020811", _SUV, "linxiao", date(2020, 6, 10), date(2020, 6, 13), "182800.00", "毕春", "+8619900000041", "浙A1Z664"),
    Car("LDYYC3503LX014920", _YC, "guanxue", date(2020, 10, 28), date(2020, 11, 4), "408000.00", "关山", "+8619900000042", "黑A7C190"),
    Car("LDECY15M2TB021306", _H_HAND, "jiangbo", date(2026, 11, 19), None, "86800.00", "纪小满", "+8619900000043"),
)  # fmt: skip

IN_PROGRESS = "LDECY18E1TA010243"  # every duty is done, nobody has signed
TRANSFERRED = "LDECY18E0RA009156"  # to Liu
BROUGHT_BACK = "LDECY15M9RB004124"
RESOLD = "LDPWY65E0TD005118"
ASKED_FOR = "LDECY15H6SA002040"  # by Ouyang, with the invoice
VOUCHER_LOST = "LDECY15H6TA001133"
PUT_RIGHT = "LDECY48P6RA016390"  # the day of the handover was typed wrong
REPLACEMENT = "LDECY48P3SA005188"  # given for another car

# What the pages need to show every state; the rest is more of the same.
FEW = tuple(car for car in CARS if car.vin in (VOUCHER_LOST, ASKED_FOR, IN_PROGRESS, BROUGHT_BACK))
