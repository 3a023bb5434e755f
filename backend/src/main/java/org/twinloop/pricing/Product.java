package org.twinloop.pricing;

/** What a partner sells. Each product has its own kind of terms and of usage. */
public enum Product {
    CAR_SHARE("分时租赁", "car-share"),
    BIKE("共享单车", "bike"),
    CHAUFFEUR("专车", "chauffeured car"),
    CHARGING("充电", "charging");

    private final String nameZh;
    private final String nameEn;

    Product(String nameZh, String nameEn) {
        this.nameZh = nameZh;
        this.nameEn = nameEn;
    }

    public String nameZh() {
        return nameZh;
    }

    public String nameEn() {
        return nameEn;
    }
}
