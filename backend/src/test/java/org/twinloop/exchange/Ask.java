package org.twinloop.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * A request as it will be sent. Every {@code with} answers another one.
 *
 * @param method in capitals
 * @param path path of the contract with its places in braces
 * @param places values for the braces, percent-encoded
 * @param query values by name, percent-encoded
 * @param headers by name, in any case
 * @param body null when there is none
 */
public record Ask(
        String method,
        String path,
        Map<String, String> places,
        Map<String, String> query,
        Map<String, String> headers,
        byte[] body) {

    private static final String ROOT = "/api/v1";

    public Ask {
        places = Map.copyOf(places);
        query = new LinkedHashMap<>(query);
        Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(headers);
        headers = anyCase;
    }

    static Ask of(String method, String path) {
        return new Ask(method.toUpperCase(Locale.ROOT), path, Map.of(), Map.of(), Map.of(), null);
    }

    /** Path and query as they go over the wire. */
    public String target() {
        String filled = path;
        for (Map.Entry<String, String> place : places.entrySet()) {
            filled = filled.replace("{" + place.getKey() + "}", place.getValue());
        }
        StringBuilder target = new StringBuilder(ROOT).append(filled);
        query.forEach((name, value) -> target.append(target.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
        return target.toString();
    }

    public Ask withPlace(String name, String encoded) {
        return new Ask(method, path, plus(places, name, encoded), query, headers, body);
    }

    public Ask withQuery(String name, String encoded) {
        return new Ask(method, path, places, plus(query, name, encoded), headers, body);
    }

    public Ask withoutQuery(String name) {
        Map<String, String> rest = new LinkedHashMap<>(query);
        rest.remove(name);
        return new Ask(method, path, places, rest, headers, body);
    }

    public Ask withHeader(String name, String value) {
        return new Ask(method, path, places, query, plus(headers, name, value), body);
    }

    public Ask withoutHeader(String name) {
        Map<String, String> rest = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        rest.putAll(headers);
        rest.remove(name);
        return new Ask(method, path, places, query, rest, body);
    }

    public Ask withToken(String token) {
        return withHeader("Authorization", "Bearer " + token);
    }

    public Ask withBody(byte[] bytes) {
        return new Ask(method, path, places, query, headers, bytes);
    }

    public Ask withBody(String text) {
        return withBody(text.getBytes(StandardCharsets.UTF_8));
    }

    public Ask withBody(JsonNode json) {
        return withBody(json.toString());
    }

    public static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Map<String, String> plus(Map<String, String> all, String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(all);
        more.put(name, value);
        return more;
    }
}
