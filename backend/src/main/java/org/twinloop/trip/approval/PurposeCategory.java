package org.twinloop.trip.approval;

/** The controlled list of purposes (PR-01) with the words people see. */
public enum PurposeCategory {
    MEETING("会议", "meeting"),
    INSPECTION("调研检查", "inspection"),
    DOCUMENT_DELIVERY("公文交换", "document delivery"),
    RECEPTION("公务接待", "reception"),
    TRAINING("培训", "training"),
    ENFORCEMENT("执法", "law enforcement"),
    EMERGENCY_DUTY("应急", "emergency duty"),
    ON_DUTY("值班", "on duty"),
    CONFIDENTIAL("机要", "confidential mail"),
    FOREIGN_AFFAIRS("外事及重大活动", "foreign affairs or major event"),
    OTHER("其他公务", "other official business");

    private final String nameZh;
    private final String nameEn;

    PurposeCategory(String nameZh, String nameEn) {
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    /** Whether the cars that units kept (保留公务用车) serve this purpose. */
    public boolean mayUseRetainedCars() {
        return switch (this) {
            case ENFORCEMENT, EMERGENCY_DUTY, CONFIDENTIAL, FOREIGN_AFFAIRS -> true;
            case MEETING, INSPECTION, DOCUMENT_DELIVERY, RECEPTION, TRAINING, ON_DUTY, OTHER -> false;
        };
    }

    public String nameZh() {
        return nameZh;
    }

    public String nameEn() {
        return nameEn;
    }
}
