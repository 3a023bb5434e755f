package org.twinloop.telematics.alert;

import java.util.Locale;

/** What each rule is called by people. */
enum AlertTitle {
    MOVED_WITHOUT_ORDER("无订单移动", "Moved without an order"),
    UNHEARD("长时间无上报", "Silent for too long"),
    BATTERY_ALARM("动力电池报警", "Battery alarm"),
    BATTERY_DANGER("动力电池严重报警", "Battery danger"),
    LEFT_AREA("驶出环线区域", "Left its loop area"),
    LOW_CHARGE("电量不足以完成下一预订", "Too little charge for the next reservation"),
    POSITION_JUMP("定位跳变", "Position jump"),
    POWER_CUT("终端断电", "Terminal power cut"),
    CASE_OPEN("终端被拆开", "Terminal case open"),
    ANTENNA_CUT("天线断开", "Antenna cut");

    private final String zh;
    private final String en;

    AlertTitle(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    /** In Chinese; a rule of which nobody has said more is called by its own name. */
    static String zh(String rule) {
        AlertTitle title = of(rule);
        return title == null ? rule : title.zh;
    }

    static String en(String rule) {
        AlertTitle title = of(rule);
        return title == null ? rule : title.en;
    }

    private static AlertTitle of(String rule) {
        for (AlertTitle title : values()) {
            if (title.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(rule)) {
                return title;
            }
        }
        return null;
    }
}
