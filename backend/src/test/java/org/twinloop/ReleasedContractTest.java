package org.twinloop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.openapitools.openapidiff.core.OpenApiCompare;
import org.openapitools.openapidiff.core.model.ChangedOpenApi;
import org.openapitools.openapidiff.core.output.MarkdownRender;
import org.twinloop.contract.Project;
import org.twinloop.contract.Spec;

/** What was released stays: the contract may grow, it may not break its clients. */
class ReleasedContractTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void the_contract_does_not_break_the_newest_release() throws IOException {
        ChangedOpenApi change = compare(newestRelease(), Project.text(Project.spec("openapi.yaml")));
        assertFalse(change.isIncompatible(), () -> report(change));
    }

    @Test
    void a_lost_operation_is_refused() {
        refused(document -> ((ObjectNode) document.get("paths")).remove("/me"));
    }

    @Test
    void a_lost_property_of_an_answer_is_refused() {
        refused(document -> {
            ObjectNode person = schema(document, "PersonView");
            ((ObjectNode) person.get("properties")).remove("login");
            ((ArrayNode) person.get("required")).remove(1);
        });
    }

    @Test
    void a_new_required_property_of_a_request_is_refused() {
        refused(document -> {
            ObjectNode login = schema(document, "LoginRequest");
            ((ObjectNode) login.get("properties")).putObject("captcha").put("type", "string");
            ((ArrayNode) login.get("required")).add("captcha");
        });
    }

    @Test
    void a_new_required_parameter_is_refused() {
        refused(document -> ((ArrayNode) document.at("/paths/~1stops/get/parameters"))
                .addObject()
                .put("name", "day")
                .put("in", "query")
                .put("required", true)
                .putObject("schema")
                .put("type", "string"));
    }

    @Test
    void another_type_is_refused() {
        refused(document ->
                ((ObjectNode) schema(document, "PersonView").get("properties").get("login")).put("type", "integer"));
    }

    @Test
    void a_shorter_text_in_a_request_is_refused() {
        refused(document ->
                ((ObjectNode) schema(document, "LoginRequest").get("properties").get("login")).put("maxLength", 5));
    }

    @Test
    void a_lost_word_of_a_request_is_refused() {
        refused(document -> ((ArrayNode) schema(document, "LoginRequest")
                        .get("properties")
                        .get("client")
                        .get("enum"))
                .remove(0));
    }

    @Test
    void a_new_operation_and_a_new_optional_property_are_welcome() throws IOException {
        String grown = changed(document -> {
            ObjectNode paths = (ObjectNode) document.get("paths");
            paths.set("/me-too", paths.get("/me").deepCopy());
            ((ObjectNode) schema(document, "LoginRequest").get("properties"))
                    .putObject("device")
                    .put("type", "string");
        });
        ChangedOpenApi change = compare(newestRelease(), grown);
        assertTrue(change.isDifferent());
        assertFalse(change.isIncompatible(), () -> report(change));
    }

    private static void refused(Consumer<ObjectNode> fault) {
        String real = Project.text(Project.spec("openapi.yaml"));
        String broken = changed(fault);
        assertNotEquals(real, broken);
        assertTrue(compare(real, broken).isIncompatible(), "the planted breaking change was taken for compatible");
    }

    private static String changed(Consumer<ObjectNode> change) {
        ObjectNode copy = Spec.real().document().deepCopy();
        change.accept(copy);
        try {
            return YAML.writeValueAsString(copy);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static ObjectNode schema(ObjectNode document, String name) {
        return (ObjectNode) document.get("components").get("schemas").get(name);
    }

    private static ChangedOpenApi compare(String before, String after) {
        return OpenApiCompare.fromContents(before, after);
    }

    private static String newestRelease() throws IOException {
        try (Stream<Path> files = Files.list(Project.spec("released"))) {
            Path newest = files.filter(file -> file.getFileName().toString().endsWith(".yaml"))
                    .max(Comparator.comparing(ReleasedContractTest::version, Arrays::compare))
                    .orElseThrow(() -> new AssertionError("no released contract"));
            assertEquals("openapi", newest.getFileName().toString().split("-")[0]);
            return Files.readString(newest);
        }
    }

    private static int[] version(Path file) {
        String name = file.getFileName().toString().replaceAll("openapi-(.*)\\.yaml", "$1");
        return Arrays.stream(name.split("\\.")).mapToInt(Integer::parseInt).toArray();
    }

    private static String report(ChangedOpenApi change) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new MarkdownRender().render(change, new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
