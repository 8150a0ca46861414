"""Papers of a claim as long as they get: six visits, three reasons, names with rare characters. Figures worked out by hand."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from claims.cases.papers import codes
from claims.cases.papers.contexts import (
    Acknowledgement,
    Authorisation,
    DemandLetter,
    Grant,
    LimitTold,
    MoneyLine,
    OutsideRoutes,
    PaperTold,
    ReasonTold,
    RecoursePack,
    RefundSheet,
    Refusal,
    ReplacementCertificate,
    ReturnCertificate,
    RouteTold,
    Settlement,
    SignedTold,
    TermTold,
    VisitTold,
)
from tests.documents.samples import PROOF

HEAD = {
    "number": "YQ-2026-0000-000007",
    "claim": "QQ-2026-000123",
    "car": "星河 XH7150A 1.5L 手动舒适型",
    "vin": "LSVPACLSBKK000007",
    "plate": "浙A8K201",
    "asked": "退车",
    "consumer": "王䶮",
    "respondent": "星河汽车浦东销售服务有限公司",
    "proof": PROOF,
}
REPLY = LimitTold(
    duty="答复",
    length="10个工作日",
    starts_with="收到要求",
    starts_on=date(2026, 11, 2),
    due_on=date(2026, 11, 16),
    rule="销售者接到换车或退车的要求，十个工作日内要答复；不同意的要讲明理由，口头提出的也算",
    citation="第四十三号令第二十八条第一款",
)
COMPLETE = LimitTold(
    duty="办完",
    length="20个工作日",
    starts_with="提出要求",
    starts_on=date(2026, 11, 2),
    due_on=None,
    rule="符合条件的，提出要求后二十个工作日内办完并出具证明；换不成可改退车，消费者自己耽误的日子扣除",
    citation="第四十三号令第二十八条第二款",
)
NOT_RECEIVED = replace(REPLY, starts_on=None, due_on=None)
BY_SETTING = LimitTold(
    duty="确认已经办好",
    length="7日",
    starts_with="经营者说已经办好",
    starts_on=date(2026, 11, 2),
    due_on=date(2026, 11, 9),
)
LONG = "低速起步时变速器一顿一顿的，热车以后更明显，仪表盘有时提示变速器温度过高，停车熄火几分钟再起步又正常"
VISITS = tuple(
    VisitTold(
        place="星河汽车浦东销售服务有限公司" if number % 2 else "杭州示例汽车维修有限公司滨江分公司",
        received=f"2026-0{number + 1}-1{number} 09:00",
        finished=f"2026-0{number + 1}-1{number + 3} 17:00",
        mileage=f"{number * 1_860:,}公里",
        items=(f"变速器{'换挡顿挫' if number % 2 else '异响'}，修理", "制动系统异响，更换零部件，制动主缸"),
        counted=("计4日", "用时80小时"),
        source="车主填写" if number == 2 else "",
    )
    for number in range(1, 7)
)
PRICE = MoneyLine(name="车价款（购车发票上的含税价）", amount=Decimal("186800.00"))
# 186,800 × 12,345 ÷ 1,000 × 0.5% = 11,530.23
COMPENSATION = MoneyLine(
    name="使用补偿费",
    sign="−",
    amount=Decimal("11530.23"),
    how="车价款186,800.00元×里程12,345公里÷1,000公里×系数0.5%",
    citation="第四十三号令第二十七条",
)
LINES = (
    PRICE,
    MoneyLine(name="车辆登记费", sign="+", amount=Decimal("125.00"), citation="第四十三号令第二十六条第一款"),
    MoneyLine(
        name="向销售者加装、装饰的费用（扣除折旧）",
        sign="+",
        amount=Decimal("3600.00"),
        citation="第四十三号令第二十六条第一款",
    ),
    COMPENSATION,
)
REFUND = Decimal("178994.77")
HINTS = (
    "车辆购置税不在这笔款里：退车以后，消费者可以向税务机关申请退税；从缴税那天到申请那天，每满一年扣减已缴税款的10%。",
)
BASIS = "累计修理31日，超过了三十日（第四十三号令第二十四条第一款第四项）"

PAPERS = {
    codes.DEMAND_LETTER: DemandLetter(
        **HEAD,
        made_on=date(2026, 11, 2),
        articles="第四十三号令第二十四条第一款第四项",
        mileage="12,345公里",
        consumer_phone="+8613800001441",
        representative="李㛃（电话+8613900001234）",
        respondent_address="上海市浦东新区杨高南路8号",
        respondent_phone="021-50000000",
        bought=(("开具购车发票日期", "2025年3月1日"), ("交付车辆日期", "2025年3月4日"), ("车价款", "186,800.00元")),
        problems=("变速器换挡顿挫", "制动系统异响"),
        words=f"{LONG}。修了六次都没有修好，已经不敢上高速。",
        reasons=(f"{BASIS}。", "质量问题“变速器换挡顿挫”修了5次，超过了四次（第四十三号令第二十四条第一款第四项）。"),
        money=LINES[1:3],
        visits=VISITS,
        counts=("累计修理时间：31日；超过三十日的，可以要求换车或者退车。",),
        limits=(NOT_RECEIVED, COMPLETE),
        evidence=("维修结算单（照片，2026年10月30日）", "仪表盘故障灯（照片，2026年10月30日）"),
    ),
    codes.AUTHORISATION: Authorisation(
        **HEAD,
        representative="李㛃",
        representative_phone="+8613900001234",
        powers=("提出要求，补充事实和证据", "收取答复和其他文书", "接受答复、达成和解、撤回要求"),
    ),
    codes.ACKNOWLEDGEMENT: Acknowledgement(
        **HEAD,
        made_on=date(2026, 11, 2),
        received_on=date(2026, 11, 2),
        how="在本网站提出，当日收到",
        limits=(REPLY, BY_SETTING),
    ),
    codes.GRANT: Grant(
        **HEAD,
        replied_on=date(2026, 11, 10),
        remedy="换车",
        articles="第四十三号令第二十四条第一款第四项",
        fulfil_on=date(2026, 11, 20),
        vehicle_offered="没有同品牌同型号的，配置不低于原车",
        vehicle_words="星河 XH7150A 1.5L 自动豪华型，白色，现车",
        amount=Decimal("11530.23"),
        words="新车到店以后我们打电话通知您，旧车请清空个人物品。",
        limits=(COMPLETE,),
        bring=("购车发票", "三包凭证", "车辆登记证书、行驶证", "身份证件"),
    ),
    codes.REFUSAL: Refusal(
        **HEAD,
        replied_on=date(2026, 11, 10),
        duty=REPLY,
        reasons=(
            ReasonTold(
                fact="累计修理时间没有超过30日：2026年5月的一次只做了检查，没有修理，不应当计入",
                citation="第四十三号令第二十四条第一款第四项",
                evidence=("2026年5月15日的修理记录 XL-2026-0001-000042", "检查时拍的照片（2026年5月15日）"),
            ),
            ReasonTold(
                fact=f"顿挫和异响不是同一质量问题：{LONG}",
                citation="第四十三号令第二十四条第一款第四项",
                without_evidence="零部件已经寄回生产者，报告没有收到",
            ),
            ReasonTold(
                fact="车主自行加装了大功率音响，改动了变速器控制单元的电源",
                citation="第四十三号令第三十二条第一款第三项",
                evidence=("加装线路的照片（2026年6月2日）",),
            ),
        ),
        grounds=("自行改装、调整、拆卸，变速器换挡顿挫",),
        words="愿意继续免费修理，并延长变速器的包修期12个月。",
    ),
    codes.REFUND_SHEET: RefundSheet(
        **HEAD,
        as_of=date(2026, 11, 10),
        basis=BASIS,
        figures=(
            ("车价款", "186,800.00元"),
            ("里程", "12,345公里，交还时"),
            ("使用补偿系数", "0.5%，三包凭证上写明的"),
        ),
        lines=LINES,
        refund=REFUND,
        notes=("使用补偿费按第四十三号令第二十七条，只在按第二十四条第一款换车、退车时收。",),
        hints=HINTS,
    ),
    codes.REPLACEMENT: ReplacementCertificate(
        **HEAD,
        basis=BASIS,
        handed_back_on=date(2026, 11, 20),
        handed_back_mileage="12,345公里",
        new_car="星河 XH7150A 1.5L 自动豪华型",
        new_vin="LSVPACLSBTT000123",
        offered="没有同品牌同型号的，配置不低于原车",
        given_on=date(2026, 11, 20),
        restart="换来的新车从换车那天起，两个期间都重新计算",
        restart_citation="第四十三号令第二十九条",
        periods=(
            ("起算日", "2026年11月20日"),
            ("包修期", "到2029年11月20日或者60,000公里为止，先到为准"),
            ("三包有效期", "到2028年11月20日或者50,000公里为止，先到为准"),
        ),
        new_voucher="SB-2026-0001-000099",
        use_compensation=COMPENSATION,
    ),
    codes.RETURN: ReturnCertificate(
        **HEAD,
        basis=BASIS,
        handed_back_on=date(2026, 11, 20),
        handed_back_mileage="12,345公里",
        lines=LINES,
        refund=REFUND,
        paid_on=date(2026, 11, 20),
        paid_how="转账到消费者本人的账户",
        hints=HINTS,
    ),
    codes.SETTLEMENT: Settlement(
        **HEAD,
        agreed_on=date(2026, 11, 18),
        body="示例汽车争议调解中心",
        terms=(
            TermTold(who="经营者", does="免费更换变速器总成，换上的总成是全新的原厂件", due_on=date(2026, 12, 1)),
            TermTold(who="经营者", does="变速器的包修期延长12个月", due_on=None),
            TermTold(who="经营者", does="付给消费者交通补偿3,000.00元", due_on=date(2026, 11, 30)),
        ),
        clauses=("一方没有照办的，另一方可以继续提出争议。", "双方都签字以后生效。"),
        signatures=(
            SignedTold(
                role="消费者", name="王䶮", how="手写（链接），2026年11月18日 10:20", path="M100 100L150 60L200 100"
            ),
            SignedTold(role="经营者", name="林晓", how="登录后确认，2026年11月18日 11:02"),
        ),
        content_hash="ab12" * 16,
    ),
    codes.OUTSIDE_ROUTES: OutsideRoutes(
        **HEAD,
        told_on=date(2026, 11, 18),
        why="经营者没有同意您的要求。",
        routes=(
            RouteTold(
                name="消费者协会或者其他调解组织",
                says="可以请消费者协会或者依法成立的其他调解组织调解",
                needs=("身份证件", "购车发票、三包凭证、修理记录的复印件", "要求书和对方的答复"),
                by_when=(),
                cost="不收费",
                citation="第四十三号令第三十四条",
            ),
            RouteTold(
                name="向市场监督管理部门投诉",
                says="由被投诉人实际经营地或者住所地的县级市场监督管理部门处理",
                needs=("您的姓名、电话、地址", "经营者的名称、地址", "具体的要求和争议的事实"),
                by_when=(
                    "知道权益受到损害之日起3年以内提出",
                    "收到投诉后7个工作日内决定是否受理",
                    "受理后60日内调解不成的，终止调解",
                ),
                cost="不收费",
                citation="市场监督管理投诉举报处理办法第二十三条",
            ),
        ),
        notes=("调解期间也可以随时起诉。",),
    ),
    codes.RECOURSE: RecoursePack(
        **HEAD,
        producer="星河汽车有限公司",
        rule="对外先由卖车方担责，之后可以向应当负责的生产者或者其他经营者追偿",
        citation="第四十三号令第三条第一款",
        facts=(("承担责任的方式", "退车"), ("办完日期", "2026年11月20日"), ("交还时的里程", "12,345公里")),
        reasons=(f"{BASIS}。",),
        costs=(
            MoneyLine(name="退还的车价款等", amount=REFUND),
            MoneyLine(name="备用车12日", sign="+", amount=Decimal("2400.00")),
        ),
        total=Decimal("181394.77"),
        visits=VISITS,
        papers=(PaperTold(title="退车证明", number="TC-2026-0001-000003", dated="2026年11月20日"),),
    ),
}
