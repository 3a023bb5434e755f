package org.twinloop.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Compiles small faulty classes into a folder of their own, so that a rule can be shown to see them. */
final class Planted {

    private Planted() {}

    /**
     * @param sources source by path, for example {@code org/twinloop/ledger/Faulty.java}
     */
    static JavaClasses compile(Path folder, Map<String, String> sources) {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-d", folder.toString(), "-cp", path()));
        sources.forEach((name, text) -> {
            try {
                Path file = folder.resolve("sources").resolve(name);
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
                arguments.add(file.toString());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        });
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean done = compiler.getTask(
                        said,
                        null,
                        null,
                        arguments.subList(0, 6),
                        null,
                        units(compiler, arguments.subList(6, arguments.size())))
                .call();
        if (!done) {
            throw new IllegalStateException("the planted fault does not compile:\n" + said);
        }
        return new ClassFileImporter().importPath(folder);
    }

    private static Iterable<? extends javax.tools.JavaFileObject> units(JavaCompiler compiler, List<String> files) {
        return compiler.getStandardFileManager(null, null, null).getJavaFileObjectsFromStrings(files);
    }

    private static String path() {
        String surefire = System.getProperty("surefire.test.class.path");
        return surefire == null ? System.getProperty("java.class.path") : surefire;
    }
}
