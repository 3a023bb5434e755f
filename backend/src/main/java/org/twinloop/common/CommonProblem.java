package org.twinloop.common;

/** Refusals that belong to no feature. */
public enum CommonProblem implements Problem {
    INVALID(Kind.INVALID, "invalid-request", "请求内容有误", "The request is not valid"),
    UNREADABLE(Kind.INVALID, "unreadable-body", "无法读取请求内容", "The request body cannot be read"),
    SIGN_IN_NEEDED(Kind.UNAUTHENTICATED, "sign-in-needed", "请先登录", "Sign-in is needed"),
    NOT_ALLOWED(Kind.FORBIDDEN, "not-allowed", "没有权限", "Not allowed"),
    NOT_FOUND(Kind.NOT_FOUND, "not-found", "未找到", "Not found"),
    METHOD_NOT_ALLOWED(Kind.INVALID, "method-not-allowed", "不支持的请求方法", "The method is not supported here"),
    NOT_ACCEPTABLE(Kind.INVALID, "not-acceptable", "无法提供所要求的格式", "The asked-for format is not offered"),
    UNSUPPORTED_MEDIA_TYPE(Kind.INVALID, "unsupported-media-type", "不支持的内容格式", "The content type is not supported"),
    TOO_LARGE(Kind.INVALID, "too-large", "请求内容过大", "The request is too large"),
    TOO_SLOW(Kind.INVALID, "too-slow", "上传超时", "The request took too long to arrive"),
    CONFLICT(Kind.CONFLICT, "conflict", "与现有数据冲突", "Conflicts with what is there"),
    UNAVAILABLE(Kind.UNAVAILABLE, "unavailable", "服务暂时不可用", "The service is not available just now"),
    INTERNAL(Kind.UNAVAILABLE, "internal-error", "服务内部错误", "Something failed on our side");

    private final Wording wording;

    CommonProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
