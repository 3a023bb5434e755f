package org.twinloop.badinput;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.twinloop.contract.Project;
import org.twinloop.exchange.Answer;

/** What was sent and what came back, a line each, for people to read: {@code target/bad-input.tsv}. */
final class Report {

    private final List<String> lines = new ArrayList<>(List.of(String.join(
            "\t", "operation", "fault", "expected", "status", "problem", "fields", "detail", "complaints")));

    void add(BadCase asked, Answer answer, List<String> complaints) {
        String detail =
                answer.problem().map(told -> told.path("detail").asText()).orElse("");
        lines.add(String.join(
                "\t",
                asked.operation().name(),
                asked.fault(),
                asked.expected().toString(),
                String.valueOf(answer.status()),
                answer.slug(),
                String.join(" ", answer.pointers()),
                detail.replaceAll("\\s", " "),
                String.join(" | ", complaints)));
    }

    int cases() {
        return lines.size() - 1;
    }

    void write() {
        Path file = Project.backend().resolve("target/bad-input.tsv");
        try {
            Files.write(file, lines);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot write " + file, failed);
        }
    }
}
