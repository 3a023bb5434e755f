package org.twinloop.supervision.question;

/** Why it was so, in the words a traveller chooses from; {@link #OTHER} needs words of their own. */
enum Reason {
    TRAFFIC("道路拥堵", "Congestion"),
    ROAD_CLOSED("道路封闭或改道", "Road closed or diverted"),
    CHARGING("途中充电", "Charging on the way"),
    PARKING("寻找停车位", "Looking for a parking space"),
    VEHICLE_FAULT("车辆故障或事故", "Fault or accident"),
    WAITING("等候公务对象", "Waiting for somebody on duty"),
    TASK_CHANGED("公务安排变更", "The task has changed"),
    UNWELL("人员身体不适", "Somebody is unwell"),
    OTHER("其他", "Other");

    private final String zh;
    private final String en;

    Reason(String zh, String en) {
        this.zh = zh;
        this.en = en;
    }

    String zh() {
        return zh;
    }

    String en() {
        return en;
    }
}
