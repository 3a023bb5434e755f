package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Server-sent events of {@code openapi.yaml} ({@code x-events}) and those the code tells. */
public final class ContractEvents {

    private static final Pattern TOLD = Pattern.compile("new (?:EventStreams\\.)?Tell\\(\\s*\"([a-z-]+)\"");

    private ContractEvents() {}

    /** Names of all events of all streams; an event whose schema is not in the document is left out. */
    public static Set<String> promised(Spec spec) {
        Set<String> names = new TreeSet<>();
        for (JsonNode stream : spec.document().findValues("x-events")) {
            for (Map.Entry<String, JsonNode> event : stream.properties()) {
                String pointer = event.getValue().path("$ref").asText().replaceFirst("^#", "");
                if (!spec.document().at(pointer).isMissingNode()) {
                    names.add(event.getKey());
                }
            }
        }
        return names;
    }

    public static Set<String> met(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            Set<String> names = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Project::text)
                    .forEach(text -> {
                        Matcher told = TOLD.matcher(text);
                        while (told.find()) {
                            names.add(told.group(1));
                        }
                    });
            return names;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot walk " + sources, failed);
        }
    }
}
