package org.twinloop.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Topics of {@code asyncapi.yaml} and topics the code reads and writes. */
public final class ContractTopics {

    private static final Pattern READ =
            Pattern.compile("String topicSuffix\\(\\)\\s*\\{\\s*return \"([a-z-]+)\";", Pattern.DOTALL);
    private static final Pattern WRITTEN = Pattern.compile("down \\+ \"([a-z-]+)\"");

    private ContractTopics() {}

    public static Set<String> promised(String asyncapi) {
        try {
            JsonNode document = new YAMLMapper().readTree(asyncapi);
            Set<String> topics = new TreeSet<>();
            document.path("channels")
                    .forEach(channel -> topics.add(channel.path("address").asText()));
            return topics;
        } catch (IOException failed) {
            throw new UncheckedIOException("not YAML", failed);
        }
    }

    /** Read from the sources: what every uplink handler calls its topic, and every call that names a downward one. */
    public static Set<String> met(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            Set<String> topics = new TreeSet<>();
            files.filter(file -> file.toString().endsWith(".java"))
                    .map(Project::text)
                    .forEach(text -> {
                        add(topics, READ.matcher(text), "up");
                        add(topics, WRITTEN.matcher(text), "down");
                    });
            return topics;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot walk " + sources, failed);
        }
    }

    private static void add(Set<String> topics, Matcher matcher, String direction) {
        while (matcher.find()) {
            topics.add("tl/v1/{deviceId}/" + direction + "/" + matcher.group(1));
        }
    }
}
