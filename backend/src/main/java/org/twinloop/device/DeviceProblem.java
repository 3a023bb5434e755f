package org.twinloop.device;

import org.twinloop.common.Problem;

/** Refusals of devices and commands. */
public enum DeviceProblem implements Problem {
    BAD_CREDENTIAL(Kind.UNAUTHENTICATED, "device-bad-credential", "设备凭证无效", "The device's credential is not valid"),
    BLOCKED(Kind.FORBIDDEN, "device-blocked", "设备已被停用", "The device is blocked"),
    UNKNOWN_DEVICE(Kind.NOT_FOUND, "device-unknown", "设备不存在", "There is no such device"),
    COMMAND_ID_TAKEN(Kind.CONFLICT, "command-id-taken", "该指令编号已用于其他指令", "The command id was used for another command"),
    COMMAND_OUT_OF_TIME(Kind.INVALID, "command-out-of-time", "指令已过期", "The command's time is already over");

    private final Kind kind;
    private final String slug;
    private final String titleZh;
    private final String titleEn;

    DeviceProblem(Kind kind, String slug, String titleZh, String titleEn) {
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
