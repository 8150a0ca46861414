"""Vouchers filled into a form look and read like those printed one by one."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pikepdf
import pytest

from documents.papers.bulk import Forms, draft, into_one_file
from documents.papers.glyph_runs import Glyph, UnknownSignError, glyphs_of, written
from documents.papers.printing import voucher_pdf
from documents.papers.proof import Proof
from documents.papers.voucher_form import VoucherForm, form_key
from tests.documents.samples import MADE_AT, PROOF, voucher, voucher_150

LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


def cars(number, example=voucher, **changes):
    """Cars of one form; every sign of number, VIN, code and days comes up among them."""
    for place in range(number):
        day = date(2024, 1, 28) + timedelta(days=37 * place)
        example_day = {"invoiced_on": day, "handover_on": day + timedelta(days=place % 3), "produced_on": day}
        turned = LETTERS[place % 33 :] + LETTERS[: place % 33]
        yield example(
            number=f"SB-2024-{place:07d}",
            vin=turned[:17],
            proof=Proof(f"{turned[:4]}-{turned[17:21]}", f"SB1:{turned}" + "x" * 10 * place, PROOF.address),
            **{**example_day, **changes},
        )


KINDS = {
    "order 43": lambda: list(cars(3)),
    "bilingual": lambda: list(cars(2, bilingual=True)),
    "no proof": lambda: [replace(car, proof=None) for car in cars(2)],
    "order 150, re-issued": lambda: [
        voucher_150(number=f"SB-{day.day}", invoiced_on=day, produced_on=day, reissued_on=day + timedelta(days=40))
        for day in (date(2019, 10, 31), date(2020, 2, 29))
    ],
}


@pytest.mark.parametrize("kind", KINDS)
def test_text_and_pixels_equal_the_direct_way(kind, text_of, pixels_of):
    first, *others = KINDS[kind]()
    form = VoucherForm(first)
    for car in (*others, first):
        filled, direct = form.fill(car, MADE_AT), voucher_pdf(car, MADE_AT)
        assert text_of(filled) == text_of(direct)
        assert pixels_of(filled) == pixels_of(direct)


def test_data_and_metadata_equal_the_direct_way(opened):
    first, car = cars(2)
    filled, direct = opened(VoucherForm(first).fill(car, MADE_AT)), opened(voucher_pdf(car, MADE_AT))
    assert filled.attachments["payload.json"].get_file().read_bytes() == (
        direct.attachments["payload.json"].get_file().read_bytes()
    )
    assert filled.Root.Metadata.read_bytes() == direct.Root.Metadata.read_bytes()
    assert dict(filled.trailer.Info) == dict(direct.trailer.Info)
    assert filled.trailer.ID[0] == direct.trailer.ID[0]
    assert len(filled.Root.StructTreeRoot.K[0].K) == len(direct.Root.StructTreeRoot.K[0].K)


def test_a_form_leaves_nothing_of_one_car_to_the_next():
    first, second = cars(2)
    form = VoucherForm(first)
    once = form.fill(first, MADE_AT)
    form.fill(second, MADE_AT)
    assert form.fill(first, MADE_AT) == once
    assert VoucherForm(second).fill(first, MADE_AT) == once
    assert b"9090" not in b"".join(page.Contents.read_bytes() for page in pikepdf.open(BytesIO(once)).pages)


def test_what_a_form_has_in_common_is_everything_but_the_car():
    first, second = cars(2)
    assert form_key(first) == form_key(second)
    assert form_key(first) != form_key(replace(second, terms="别的条款。"))
    assert form_key(first) != form_key(replace(second, proof=None))
    assert form_key(first) != form_key(replace(second, reissued_on=date(2025, 1, 1)))


def test_a_sign_the_form_has_not_is_not_guessed():
    (first,) = cars(1)
    with pytest.raises(UnknownSignError):
        VoucherForm(first).fill(replace(first, number="王"), MADE_AT)


def test_a_fault_leaves_no_half_file(tmp_path):
    def broken():
        yield from cars(1)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        into_one_file(broken(), tmp_path / "all.pdf", Forms())
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_run_left_is_written_over(tmp_path):
    (tmp_path / ".all.pdf.draft").write_bytes(b"half")
    with draft(tmp_path / "all.pdf") as unfinished:
        unfinished.write_bytes(b"whole")
    assert [path.name for path in tmp_path.iterdir()] == ["all.pdf"]
    assert (tmp_path / "all.pdf").read_bytes() == b"whole"


def test_one_file_holds_the_pages_of_all_with_one_set_of_fonts(tmp_path, pixels_of, opened):
    contexts = [*cars(3), voucher(number="SB-1", terms="别的条款。")]
    path = tmp_path / "all.pdf"
    into_one_file(contexts, path, Forms())
    content = path.read_bytes()
    direct = [page for context in contexts for page in pixels_of(voucher_pdf(context, MADE_AT))]
    assert pixels_of(content) == direct
    assert opened(content).check_pdf_syntax() == []
    one_by_one = sum(len(voucher_pdf(context, MADE_AT)) for context in contexts)
    assert len(content) < one_by_one * 3 / 4


def test_forms_are_made_once():
    forms = Forms()
    first, second = cars(2)
    assert forms.of(first) is forms.of(second)


@pytest.mark.parametrize("run", [b"<0405>", b"<04050916>-3<07ab>0", b"<0405>-39<>-40.9<0916>-39<>-40.9<07ab>0"])
def test_a_run_is_written_as_it_was_read(run):
    assert written(glyphs_of(run)) == run


def test_a_correction_belongs_to_the_glyph_before_or_the_one_behind():
    assert glyphs_of(b"<0405>-39<>-40.9<0916>0") == [Glyph(b"0405", b"", b"-39"), Glyph(b"0916", b"-40.9", b"0")]
