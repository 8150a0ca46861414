"""A clerk files page by page: answers are kept, errors stand at the field, and sending twice files once."""

import json

import pytest

from claims.filings.drafting.services import draft_change, draft_start, draft_submit
from claims.filings.files import storage
from claims.filings.models import Draft, FiledFile, FilingVersion
from claims.filings.selectors import filed_terms
from sanbao.accounts.roles import Role
from sanbao.law.facts import PeriodTerms
from tests.accounts.browsing import Browser, text_of
from tests.accounts.world import member, organisation
from tests.claims.filings import pages
from tests.claims.filings.world import AT, BEV, clerk, filing, producer, submit
from tests.documents.evidence import samples

pytestmark = pytest.mark.django_db


@pytest.fixture
def where():
    return producer()


@pytest.fixture
def desk(where):
    return Browser(clerk(where))


@pytest.fixture
def draft(where):
    return draft_start(producer=where, by=clerk(where), at=AT)


def test_a_new_model_is_filed_page_by_page(where, desk):
    response = desk.post("filings:start", where.public_id)
    draft = Draft.objects.get()
    assert pages.at(response) == "identity"
    response = pages.fill(desk, draft, pages.whole(files=pages.manuals()))
    assert response.headers["Location"] == pages.url("draft", draft.public_id)
    shown = text_of(desk.get("filings:draft", draft.public_id))
    assert "没有发现达不到规定和标准的内容" in shown
    assert "减震器" in shown
    desk.post("filings:draft", draft.public_id)
    version = FilingVersion.objects.get()
    terms = filed_terms(version.model_line, version.in_force_from)
    assert terms.repair_warranty == PeriodTerms(36, 60_000)
    assert [part.name for part in terms.extra_main_components] == ["减震器"]
    assert [part.name for part in terms.special_parts] == ["防盗系统", "全车主线束", "仪表板线束", "发动机线束"]
    assert len(terms.wear_parts) == 13
    assert {file.use for file in version.files.all()} == {"owner_manual", "maintenance_manual"}


def test_sending_twice_files_once_and_leads_to_what_was_filed(desk, draft):
    pages.fill(desk, draft, pages.whole())
    first = desk.post("filings:draft", draft.public_id, data=pages.READ)
    second = desk.post("filings:draft", draft.public_id, data=pages.READ)
    assert first.headers["Location"] == second.headers["Location"]
    assert FilingVersion.objects.count() == 1
    assert desk.post("filings:step_dates", draft.public_id, data=pages.DATES).status_code == 302
    assert FilingVersion.objects.get().number == 1


def test_findings_are_shown_and_filed_only_by_somebody_who_has_read_them(desk, draft):
    short = pages.whole(
        periods=pages.PERIODS | {"repair_warranty_months": "12", "coefficient": "0.8%"},
        main=pages.main(without=("drive_motor_rotor",)),
        wear=pages.wear(name_0="大灯总成", months_0="12", km_0="20000"),
        battery={"repair_warranty_percent": "", "three_guarantees_percent": "", "method": ""},
        files={},
    )
    pages.fill(desk, draft, short)
    shown = text_of(desk.get("filings:draft", draft.public_id))
    for says in ("不能短于36个月", "不能高于0.5%", "转子组件", "大灯总成", "容量衰减限值", "没有附上使用说明书"):
        assert says in shown
    assert "第四十三号令第十八条第一款" in shown
    refused = desk.post("filings:draft", draft.public_id)
    assert "请先看检查报告" in text_of(refused)
    assert not FilingVersion.objects.exists()
    desk.post("filings:draft", draft.public_id, data=pages.READ)
    assert FilingVersion.objects.count() == 1


def test_an_incomplete_draft_says_what_is_missing_and_cannot_be_filed(desk, draft):
    pages.fill(desk, draft, {"identity": pages.IDENTITY})
    assert "还没有填写" in text_of(desk.get("filings:draft", draft.public_id))
    assert "填写完了就可以备案" in text_of(desk.post("filings:draft", draft.public_id, data=pages.READ))
    assert not FilingVersion.objects.exists()


@pytest.mark.parametrize(
    ("step", "told", "says"),
    [
        ("identity", pages.IDENTITY | {"brand": ""}, "请填写。"),
        ("identity", pages.IDENTITY | {"model": "CY\u202e7000"}, "看不见的控制字符"),
        ("dates", {"happened_on": "2026-12-02", "in_force_from": "2026-12-01"}, "不能早于变更发生的日期"),
        ("dates", {"happened_on": "2013-09-01", "in_force_from": "2013-09-30"}, "日期不能早于2013年10月1日"),
        ("dates", {"happened_on": "民国115年", "in_force_from": "2026-12-01"}, "公历"),
        ("periods", pages.PERIODS | {"repair_warranty_km": "很远"}, "请用数字填写里程"),
        ("periods", pages.PERIODS | {"repair_warranty_months": "0"}, "月数从1起"),
        ("periods", pages.PERIODS | {"coefficient": "2"}, "百分之几还是千分之几"),
        ("extra", {"name_0": "减震器", "group_0": ""}, "请选择“减震器”所在的总成或者系统"),
        ("extra", {"name_0": "减震器", "group_0": "engine", "name_1": "减震器", "group_1": "engine"}, "列了两次"),
        ("wear", pages.wear(km_wear_tyre=""), "月数和里程都要填写"),
        ("wear", pages.wear(months_0="6", km_0="10000", name_0=""), "请填写这个零部件的名称"),
        ("special", {"own": "长" * 61}, "太长"),
        ("battery", {"repair_warranty_percent": "180", "three_guarantees_percent": "", "method": ""}, "0到100之间"),
        ("wording", pages.WORDING | {"postcode": "31000"}, "邮政编码是6位数字"),
        ("wording", pages.WORDING | {"terms": "长" * 301}, "不能超过300个字，现在是301个字"),
    ],
)
def test_a_fault_is_said_at_its_field_and_nothing_is_kept(desk, draft, step, told, says):
    if step != "identity":
        pages.fill(desk, draft, {"identity": pages.IDENTITY})
    response = desk.post(f"filings:step_{step}", draft.public_id, data=told)
    assert response.status_code == 200
    assert says in text_of(response)
    assert "错误：" in text_of(response)
    draft.refresh_from_db()
    assert step not in draft.answers


@pytest.mark.parametrize(
    ("data", "says"),
    [(samples.photo(), "请选择PDF文件"), (b"%PDF-1.7 nothing", "不完整"), (samples.locked_pdf(), "密码")],
)
def test_a_file_that_is_no_good_pdf_is_refused_at_its_field(desk, draft, data, says):
    response = desk.post("filings:step_files", draft.public_id, data={"owner_manual": pages.manual(data=data)})
    assert says in text_of(response)
    draft.refresh_from_db()
    assert "files" not in draft.answers


def test_a_file_beyond_the_limit_is_cut_off_and_refused(desk, draft, settings):
    settings.EVIDENCE_LIMITS = {**settings.EVIDENCE_LIMITS, "pdf": 100}
    response = desk.post("filings:step_files", draft.public_id, data={"owner_manual": pages.manual()})
    assert "文件太大" in text_of(response)
    draft.refresh_from_db()
    assert "files" not in draft.answers


def test_what_is_handed_out_runs_nothing_and_carries_nothing(desk, draft):
    steps = pages.whole(files={"owner_manual": pages.manual(data=samples.pdf_with_scripts())})
    pages.fill(desk, draft, steps)
    desk.post("filings:draft", draft.public_id, data=pages.READ)
    version = FilingVersion.objects.get()
    response = Browser().get("filings:file", version.public_id, "owner_manual")
    content = b"".join(response.streaming_content)
    assert content.startswith(b"%PDF")
    assert b"EVIL" not in content
    assert response.headers["Content-Disposition"].startswith("attachment")
    again = Browser().get(
        "filings:file", version.public_id, "owner_manual", headers={"If-None-Match": response["ETag"]}
    )
    assert again.status_code == 304


def test_the_same_manual_in_two_versions_is_one_file(where, desk, draft):
    pages.fill(desk, draft, pages.whole(files={"owner_manual": pages.manual()}))
    version = draft_submit(draft=draft, by=clerk(where), at=AT)
    change = draft_change(line=version.model_line, by=clerk(where), at=AT)
    pages.fill(desk, change, {"dates": {"happened_on": "2026-12-02", "in_force_from": "2027-01-01"}})
    desk.post("filings:draft", change.public_id, data=pages.READ)
    assert FilingVersion.objects.count() == 2
    assert len(set(FiledFile.objects.filter(use="owner_manual").values_list("sha256", flat=True))) == 1
    assert storage().exists(f"{FiledFile.objects.first().sha256[:2]}/{FiledFile.objects.first().sha256}.pdf")


def test_a_change_begins_with_the_last_version_and_asks_for_the_dates_first(where, desk):
    line = submit(where, identity=BEV).model_line
    response = desk.post("filings:change", line.public_id)
    assert pages.at(response) == "dates"
    draft = Draft.objects.get()
    assert "identity" not in draft.answers
    response = desk.post(
        "filings:step_dates", draft.public_id, data={"happened_on": "2026-12-01", "in_force_from": "2027-01-01"}
    )
    assert response.headers["Location"] == pages.url("draft", draft.public_id)
    assert "最迟应当在2026年12月29日更新备案" in text_of(desk.get("filings:draft", draft.public_id))
    desk.post("filings:draft", draft.public_id)
    assert [version.number for version in line.versions.order_by("number")] == [1, 2]


def test_a_change_cannot_begin_before_the_last_version(where, desk):
    line = submit(where, identity=BEV).model_line
    draft = draft_change(line=line, by=clerk(where), at=AT)
    told = {"happened_on": "2026-11-01", "in_force_from": "2026-11-27"}
    assert "第1版从2026年11月27日起生效" in text_of(desk.post("filings:step_dates", draft.public_id, data=told))


def test_two_clerks_who_change_one_model_write_one_draft(where):
    line = submit(where, identity=BEV).model_line
    other = member(where, Role.OWNER)
    mine = draft_change(line=line, by=clerk(where), at=AT)
    assert draft_change(line=line, by=other, at=AT).pk == mine.pk


def test_a_model_that_is_filed_already_is_said_at_its_field(where, desk, draft):
    submit(where, identity=BEV)
    told = pages.IDENTITY | {"brand": BEV.brand, "model": BEV.model}
    assert "已经备案了同品牌、同型号、同规格的车型" in text_of(
        desk.post("filings:step_identity", draft.public_id, data=told)
    )


def test_more_rows_can_be_asked_for_and_what_was_written_stays(desk, draft):
    told = {f"name_{n}": f"零部件{n}" for n in range(3)} | {f"group_{n}": "engine" for n in range(3)}
    response = desk.post("filings:step_extra", draft.public_id, data=told | {"more": "1"})
    assert pages.at(response) == "extra"
    shown = text_of(desk.get("filings:step_extra", draft.public_id))
    assert 'value="零部件2"' in shown
    assert 'name="name_5"' in shown


def test_a_car_without_a_battery_is_not_asked_about_it(desk, draft):
    pages.fill(desk, draft, {"identity": pages.IDENTITY | {"energy": "ice"}})
    assert desk.get("filings:step_battery", draft.public_id).headers["Location"] == pages.url("draft", draft.public_id)
    assert "曲轴" in text_of(desk.get("filings:step_main", draft.public_id))


def test_the_parts_of_an_older_day_are_those_of_the_older_standard(desk, draft):
    steps = {
        "identity": pages.IDENTITY | {"energy": "ice"},
        "dates": {"happened_on": "2020-01-01", "in_force_from": "2020-01-01"},
    }
    pages.fill(desk, draft, steps)
    shown = text_of(desk.get("filings:step_main", draft.public_id))
    assert "前/后桥" in shown
    assert "污染控制装置" not in shown


def test_a_draft_can_be_deleted_and_a_filed_one_cannot(where, desk, draft):
    pages.fill(desk, draft, pages.whole())
    assert "删除这份草稿吗" in text_of(desk.get("filings:discard", draft.public_id))
    version = draft_submit(draft=draft, by=clerk(where), at=AT)
    assert desk.post("filings:discard", draft.public_id).headers["Location"] == pages.url("version", version.public_id)
    other = draft_start(producer=where, by=clerk(where), at=AT)
    desk.post("filings:discard", other.public_id)
    assert list(Draft.objects.all()) == [draft]


def test_drafts_are_not_for_others_eyes(where, draft):
    strangers = [clerk(producer()), member(organisation(), Role.CLERK), member(where, Role.ADMINISTRATOR)]
    for stranger in (*strangers, member(where, Role.READER)):
        for name in ("draft", "discard", "step_dates"):
            assert Browser(stranger).get(f"filings:{name}", draft.public_id).status_code == 404
            assert Browser(stranger).post(f"filings:{name}", draft.public_id, data=pages.DATES).status_code == 404
    assert Browser().get("filings:draft", draft.public_id).status_code == 302
    assert Draft.objects.get().answers == {}


def test_only_the_producers_own_people_begin_a_filing(where):
    line = submit(where, filing(energy="bev"), BEV).model_line
    for stranger in (clerk(producer()), member(where, Role.READER)):
        assert Browser(stranger).post("filings:start", where.public_id).status_code == 404
        assert Browser(stranger).post("filings:change", line.public_id).status_code == 404
    assert not Draft.objects.exists()


def test_answers_are_json_and_nothing_else(desk, draft):
    pages.fill(desk, draft, pages.whole())
    draft.refresh_from_db()
    assert json.loads(json.dumps(draft.answers)) == draft.answers
