from documents.evidence.checks import check_programs


def test_a_machine_without_ffmpeg_is_told_which_package_to_install(monkeypatch, tmp_path):
    assert check_programs() == []
    monkeypatch.setenv("PATH", str(tmp_path))
    assert {error.msg.rpartition(" ")[2] for error in check_programs()} == {"ffmpeg", "poppler-utils"}
