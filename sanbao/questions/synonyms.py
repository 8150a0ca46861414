"""Everyday words for the words of the orders: who looks for one is shown what is written with the other."""

from __future__ import annotations

from collections.abc import Iterator

_SAME = (
    ("变速器", "变速箱", "波箱"),
    ("制动", "刹车"),
    ("动力蓄电池", "电池", "电瓶"),
    ("驱动电机", "马达", "电动机"),
    ("悬架", "悬挂", "底盘"),
    ("转向", "方向盘"),
    ("包修", "保修", "质保"),
    ("销售者", "4s店", "经销商", "卖家"),
    ("修理者", "修理厂", "维修店"),
    ("生产者", "厂家", "厂商", "主机厂"),
    ("退车", "退货", "退款"),
    ("换车", "换货", "换新"),
    ("备用车", "代步车"),
    ("使用补偿费", "折旧费", "折旧"),
    ("三包凭证", "保修卡", "三包卡"),
    ("软件升级", "软件更新", "ota"),
)


def variants(word: str) -> Iterator[str]:
    """The word as written, and with an everyday word changed for each that means the same."""
    yield word
    for group in _SAME:
        for term in group:
            if term in word:
                yield from (word.replace(term, other) for other in group if other != term)
