"""Why a file was not taken, in words that say what to do."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from documents.evidence.media.refusals import Refusal

MIB = 1024 * 1024
ASK_FOR_A_FILE = gettext_lazy("请拍一张照片，或者选择文件。")
NOT_SET_UP = gettext_lazy("本网站还不能保存证据，请联系网站管理人。")
WHY = {
    Refusal.EMPTY: gettext_lazy("文件是空的，请重新选择。"),
    Refusal.UNKNOWN_TYPE: gettext_lazy(
        "不是可以使用的文件。请使用照片（JPEG、PNG、WebP、HEIC）、PDF、视频（MP4、MOV、WebM）或者录音（MP3、M4A、WAV、OGG、AMR）。"
    ),
    Refusal.TRUNCATED: gettext_lazy("文件不完整，后面的部分缺失。请从原来的设备重新传一次。"),
    Refusal.DAMAGED: gettext_lazy("文件已经损坏，打不开。请从原来的设备重新导出。"),
    Refusal.MORE_THAN_IT_CLAIMS: gettext_lazy("文件里混有别的内容，不能作为证据保存。请从原来的设备重新导出。"),
    Refusal.TOO_MANY_PIXELS: gettext_lazy("照片的尺寸太大。请缩小以后再添加。"),
    Refusal.TOO_MANY_PAGES: gettext_lazy("PDF的页数太多。请分成几个文件再添加。"),
    Refusal.LOCKED: gettext_lazy("PDF设有密码。请取消密码，另存以后再添加。"),
    Refusal.NOTHING_IN_IT: gettext_lazy("文件里没有可以看、可以听的内容。"),
}


def why(refusal: Refusal) -> str:
    return too_large() if refusal is Refusal.TOO_LARGE else str(WHY[refusal])


def too_large() -> str:
    most = {kind: size // MIB for kind, size in settings.EVIDENCE_LIMITS.items()}
    return _(
        "文件太大。照片不超过{photo}MB，PDF不超过{pdf}MB，视频不超过{video}MB，录音不超过{audio}MB，一次添加的文件合计不超过{all}MB。"
    ).format(**most, all=max(most[kind] for kind in ("photo", "pdf", "video", "audio")))
