package org.twinloop.network.osm.tag;

import org.twinloop.network.osm.Tags;

/**
 * What a road is called, Chinese and English; a road without a name goes by its number (G2, S20), one without either by
 * nothing.
 */
record Names(String zh, String en) {

    private static final int CHARACTERS_MAX = 200;

    static Names of(Tags tags) {
        String name = tags.get("name");
        String ref = tags.get("ref");
        String zh = tags.first("name:zh", "name:zh-Hans", "name:zh-CN");
        String en = tags.first("name:en", "int_name");
        String latin = name != null && !isChinese(name) ? name : tags.first("name:zh_pinyin", "name:zh-Latn-pinyin");
        return new Names(firstOf(zh, name, ref), firstOf(en, latin, ref));
    }

    private static String firstOf(String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                String clean = text.strip().replaceAll("\\p{Cntrl}", " ");
                return clean.length() <= CHARACTERS_MAX ? clean : clean.substring(0, CHARACTERS_MAX);
            }
        }
        return "";
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(Character::isIdeographic);
    }
}
