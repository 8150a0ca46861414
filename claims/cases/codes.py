"""The codes of claims: states, parties, ways in, ends. Stored in rows, events and papers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    DRAFT = "draft", _("还没有提出")
    SUBMITTED = "submitted", _("等待答复")
    GRANTED = "granted", _("已经同意")
    REFUSED = "refused", _("已经拒绝")
    DISPUTED = "disputed", pgettext_lazy("claim", "有争议")
    IN_CONSULTATION = "in_consultation", _("正在咨询技术人员")
    SETTLED = "settled", _("已经谈妥，等待签字")
    FULFILLING = "fulfilling", _("正在办理")
    REFERRED_OUTSIDE = "referred_outside", _("转到别的途径")
    WITHDRAWN = "withdrawn", _("已经撤回")
    CLOSED = "closed", _("已经结束")


OPEN_STATES = tuple(state for state in State if state not in (State.DRAFT, State.WITHDRAWN, State.CLOSED))


class Kind(models.TextChoices):
    """What is asked for."""

    FREE_REPAIR = "free_repair", pgettext_lazy("claim", "免费修理")
    ASSEMBLY_REPLACEMENT = "assembly_replacement", pgettext_lazy("claim", "更换总成")
    VEHICLE_REPLACEMENT = "vehicle_replacement", pgettext_lazy("claim", "换车")
    VEHICLE_RETURN = "vehicle_return", pgettext_lazy("claim", "退车")
    LOANER_OR_TRANSPORT = "loaner_or_transport", _("备用车或者交通补偿")
    REIMBURSEMENT = "reimbursement", _("退还已经付的费用")
    VOUCHER_REISSUE = "voucher_reissue", pgettext_lazy("claim", "补办三包凭证")


class Remedy(models.TextChoices):
    """What is given: granted, or agreed in a settlement."""

    REPAIR = "repair", pgettext_lazy("claim", "免费修理")
    ASSEMBLY_REPLACEMENT = "assembly_replacement", pgettext_lazy("claim", "更换总成")
    VEHICLE_REPLACEMENT = "vehicle_replacement", pgettext_lazy("claim", "换车")
    VEHICLE_RETURN = "vehicle_return", pgettext_lazy("claim", "退车")
    LOANER_OR_TRANSPORT = "loaner_or_transport", _("备用车或者交通补偿")
    MONEY = "money", _("付款")
    LONGER_WARRANTY = "longer_warranty", _("延长包修期")
    VOUCHER_REISSUE = "voucher_reissue", pgettext_lazy("claim", "补办三包凭证")


class Party(models.TextChoices):
    CONSUMER = "consumer", _("消费者")
    BUSINESS = "business", _("经营者")
    CLERK = "clerk", _("争议处理机构的经办人")
    SYSTEM = "system", _("本网站")


class Channel(models.TextChoices):
    ONLINE = "online", _("在本网站提出")
    PAPER = "paper", _("书面提出，由经办人登记")
    TELEPHONE = "telephone", _("电话提出，由经办人登记")


class Outcome(models.TextChoices):
    """How a claim ended."""

    FULFILLED = "fulfilled", _("已经办好，消费者确认")
    FULFILLED_UNCONFIRMED = "fulfilled_unconfirmed", _("已经办好，消费者没有回复")
    REFUSAL_ACCEPTED = "refusal_accepted", _("消费者接受了拒绝")
    DECIDED_OUTSIDE = "decided_outside", _("在别的途径解决")
    GIVEN_UP_OUTSIDE = "given_up_outside", _("转到别的途径以后没有继续")
    WITHDRAWN = "withdrawn", _("消费者撤回")


class Duty(models.TextChoices):
    """What is due. The first four are the law's; the others are settings of the site."""

    REPLY = "reply", _("答复")
    COMPLETE = "complete", _("办完")
    CERTIFICATE = "certificate", _("出具换车、退车证明")
    VOUCHER_REISSUE = "voucher_reissue", pgettext_lazy("duty", "补办三包凭证")
    SIGN = "sign", _("在和解协议上签字")
    CONFIRM = "confirm", _("确认已经办好")
    SCREEN = "screen", _("审查争议")


class StartEvent(models.TextChoices):
    """From which event a time limit is counted; the day of the event itself is not."""

    RECEIPT = "receipt", _("收到要求")
    DEMAND = "demand", _("提出要求")
    AGREEMENT = "agreement", _("谈妥")
    FULFILMENT = "fulfilment", _("经营者说已经办好")
    DISPUTE = "dispute", _("提出争议")


class VehicleOffered(models.TextChoices):
    """Which car is offered as a replacement (Order 43, article 25)."""

    SAME_MODEL = "same_model", _("同品牌同型号")
    EQUAL_OR_BETTER = "equal_or_better", _("没有同品牌同型号的，配置不低于原车")
    NONE = "none", _("两种都没有，可以改为退车")
