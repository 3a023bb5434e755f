package org.twinloop.architecture;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Lengths of methods and classes, read with the compiler's own parser. */
final class JavaSizes {

    private static final int METHOD_LINES_MAX = 60;
    private static final int CLASS_LINES_MAX = 400;

    private JavaSizes() {}

    static List<String> violations(Sources sources) {
        List<Path> files = sources.ending(Set.of("java"));
        List<String> found = new ArrayList<>();
        if (files.isEmpty()) {
            return found;
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    manager,
                    ignored -> {},
                    List.of("-proc:none"),
                    null,
                    manager.getJavaFileObjectsFromPaths(files));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                Path file = Path.of(unit.getSourceFile().toUri());
                new Lengths(unit, positions, sources.name(file), found).scan(unit, null);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return found;
    }

    private static final class Lengths extends TreeScanner<Void, Void> {

        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final LineMap lines;
        private final String name;
        private final List<String> found;

        Lengths(CompilationUnitTree unit, SourcePositions positions, String name, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.lines = unit.getLineMap();
            this.name = name;
            this.found = found;
        }

        @Override
        public Void visitClass(ClassTree type, Void nothing) {
            check(type, "class " + type.getSimpleName(), CLASS_LINES_MAX);
            return super.visitClass(type, nothing);
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            check(method, "method " + method.getName(), METHOD_LINES_MAX);
            return super.visitMethod(method, nothing);
        }

        private void check(Tree tree, String what, int max) {
            long from = positions.getStartPosition(unit, tree);
            long to = positions.getEndPosition(unit, tree);
            if (from >= 0 && to >= 0) {
                long length = lines.getLineNumber(to) - lines.getLineNumber(from) + 1;
                if (length > max) {
                    found.add("%s: %s has %d lines; at most %d".formatted(name, what, length, max));
                }
            }
        }
    }
}
