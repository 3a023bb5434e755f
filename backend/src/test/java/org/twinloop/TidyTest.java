package org.twinloop;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.twinloop.architecture.Tidy;
import org.twinloop.contract.Project;

/** What the style demands of files. */
class TidyTest {

    @TestFactory
    Stream<DynamicTest> the_project_is_tidy() {
        return Tidy.all(Project.root()).entrySet().stream()
                .map(rule -> dynamicTest(
                        rule.getKey(),
                        () -> assertTrue(rule.getValue().isEmpty(), () -> String.join("\n", rule.getValue()))));
    }
}
