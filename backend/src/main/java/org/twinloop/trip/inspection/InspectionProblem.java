package org.twinloop.trip.inspection;

import org.twinloop.common.Problem;

/** Refusals of inspections and their photos. */
public enum InspectionProblem implements Problem {
    PHOTO_REFUSED(Kind.INVALID, "photo-refused", "照片不合要求", "The photo is not accepted"),
    TOO_MANY(Kind.CONFLICT, "inspection-full", "照片或验车次数已达上限", "No more photos or inspections of this phase"),
    NOT_OPEN(Kind.CONFLICT, "inspection-not-open", "当前不能验车", "The trip cannot be inspected now"),
    NEEDED(Kind.CONFLICT, "inspection-needed", "请先完成验车拍照", "Photos of the car are needed first"),
    STORE_FULL(Kind.UNAVAILABLE, "photo-store-full", "照片存储空间不足", "There is no room for photos"),
    STORE_BROKEN(Kind.UNAVAILABLE, "photo-store-broken", "照片存储不可用", "The photos cannot be kept or read just now"),
    PHOTO_LOST(Kind.UNAVAILABLE, "photo-lost", "照片文件缺失或已损坏", "The photo is missing or damaged");

    private final Wording wording;

    InspectionProblem(Kind kind, String slug, String titleZh, String titleEn) {
        wording = new Wording(kind, slug, titleZh, titleEn);
    }

    @Override
    public Wording wording() {
        return wording;
    }
}
