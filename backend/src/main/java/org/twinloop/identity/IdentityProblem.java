package org.twinloop.identity;

import org.twinloop.common.Problem;

/** Why a person is turned away. */
enum IdentityProblem implements Problem {
    SIGN_IN_REFUSED(Kind.UNAUTHENTICATED, "sign-in-refused", "账号或密码不正确", "Login or password is wrong"),
    ACCOUNT_LOCKED(Kind.UNAUTHENTICATED, "account-locked", "账号已临时锁定", "The account is locked for a while"),
    TOKEN_REFUSED(Kind.UNAUTHENTICATED, "token-refused", "登录已失效，请重新登录", "The token is no longer good"),
    CSRF_REFUSED(Kind.FORBIDDEN, "csrf-refused", "请求来源校验失败", "The anti-forgery token is missing or wrong"),
    SUSPENDED(Kind.FORBIDDEN, "account-suspended", "账号已停用", "The account is suspended");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    IdentityProblem(Kind kind, String slug, String titleZh, String titleEn) {
        this.kind = kind;
        this.slug = slug;
        this.titleZh = titleZh;
        this.titleEn = titleEn;
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public String slug() {
        return slug;
    }

    @Override
    public String titleZh() {
        return titleZh;
    }

    @Override
    public String titleEn() {
        return titleEn;
    }
}
