"""What is said when something at the door goes wrong."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from sanbao.accounts.signin import limits

FRESH_SECONDS = 300  # as long as allauth's own ACCOUNT_REAUTHENTICATION_TIMEOUT

WRONG_LOGIN = _("用户名、电子邮箱或者密码不对，请核对后再试。")
TOO_MANY_TRIES = format_lazy(_("试的次数太多，请过{minutes}分钟再试。"), minutes=limits.LOCKED_MINUTES)
WRONG_SECOND_FACTOR = _("验证码不对，或者已经用过。请等验证器换出下一个验证码再输入。")
WRONG_RECOVERY_CODE = _(
    "恢复码不对，或者已经用过：每个只能用一次。请换一个没有用过的；都用完了的，请找您所在单位的账号管理员或者本网站的管理人重设。"
)
NO_SUCH_CODE = format_lazy(
    _("验证码是{digits}位数字，恢复码是{recovery_digits}位数字。请核对后重新输入。"),
    digits=limits.CODE_DIGITS,
    recovery_digits=limits.RECOVERY_CODE_DIGITS,
)

ACCOUNT_ERRORS = {
    "account_inactive": _("这个账号已经停用。"),
    "email_password_mismatch": WRONG_LOGIN,
    "username_password_mismatch": WRONG_LOGIN,
    "enter_current_password": _("现在的密码不对，请重新输入。"),
    "incorrect_password": _("密码不对，请重新输入。"),
    "invalid_password_reset": _("这个链接已经用过或者已经过期。"),
    "too_many_login_attempts": TOO_MANY_TRIES,
    "rate_limited": TOO_MANY_TRIES,
}
SECOND_FACTOR_ERRORS = {
    "incorrect_code": WRONG_SECOND_FACTOR,
    "cannot_delete_authenticator": _("您的角色必须使用第二重验证，不能关闭。"),
    "cannot_generate_recovery_codes": _("先设置验证器，才能生成恢复码。"),
}

SMS_NOT_SET = _("这个网站还没有开通短信，暂时不能用手机验证码登录。")
CODE_TOO_OFTEN = format_lazy(
    _("验证码要得太频繁：两次之间至少等{minutes}分钟，1小时最多{count}次。请稍候再试。"),
    minutes=limits.CODE_PAUSE_MINUTES,
    count=limits.CODES_AN_HOUR,
)
CODE_WRONG = _("验证码不对。请核对最近一条短信里的6位数字。")
CODE_SPENT = format_lazy(_("这个验证码已经输错{count}次，不能再用。请重新取得验证码。"), count=limits.CODE_TRIES)
CODE_EXPIRED = _("这个验证码已经过期。请重新取得验证码。")
CODE_NONE = _("请先填写手机号码，取得验证码。已经用过的验证码不能再用。")
CODE_SENT_AGAIN = _("验证码已经再发一次，和上一条短信相同。")
STAFF_BY_PASSWORD = _("这个手机号码属于工作人员或者专家的账号，请用账号和密码登录。")

SESSION_IDLE = _("太久没有操作，已经为您退出登录。请重新登录。")
SESSION_OVER = _("登录时间已到，已经为您退出登录。请重新登录。")
SESSION_ENDED = _("已经结束这次登录。")
SESSIONS_ENDED = _("其他设备上的登录都已经结束。")
