package org.twinloop.identity;

import org.twinloop.common.Problem;

/** Why a person is turned away. */
public enum IdentityProblem implements Problem {
    SIGN_IN_REFUSED(Kind.UNAUTHENTICATED, "sign-in-refused", "账号或密码不正确", "Login or password is wrong"),
    ACCOUNT_LOCKED(Kind.UNAUTHENTICATED, "account-locked", "账号已临时锁定", "The account is locked for a while"),
    TOKEN_REFUSED(Kind.UNAUTHENTICATED, "token-refused", "登录已失效，请重新登录", "The token is no longer good"),
    CSRF_REFUSED(Kind.FORBIDDEN, "csrf-refused", "请求来源校验失败", "The anti-forgery token is missing or wrong"),
    SUSPENDED(Kind.FORBIDDEN, "account-suspended", "账号已停用", "The account is suspended"),
    PASSWORD_CHANGE_NEEDED(
            Kind.FORBIDDEN, "password-change-needed", "请先修改一次性密码", "The one-time password must be changed first"),
    PASSWORD_REFUSED(Kind.CONFLICT, "password-refused", "原密码不正确", "The old password is wrong"),
    BOOTSTRAP_REFUSED(Kind.FORBIDDEN, "bootstrap-refused", "启动密钥无效", "The bootstrap secret is not good");

    private final Wording wording;

    IdentityProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
