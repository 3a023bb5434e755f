package org.twinloop.supervision.night;

import java.util.Map;

/**
 * What a rule noticed.
 *
 * @param inputs the values it saw, so that a person can check the explanation
 */
record Seen(String rule, String version, Map<String, Object> inputs, String textZh, String textEn) {}
