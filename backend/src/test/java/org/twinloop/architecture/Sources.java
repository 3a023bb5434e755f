package org.twinloop.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.twinloop.contract.Project;

/** The text files of a project folder, without what is built, downloaded or generated. */
final class Sources {

    private static final Set<String> NOT_OURS =
            Set.of("target", "node_modules", ".git", ".twinloop", "dist", "generated", ".idea", ".vscode");
    private static final Set<String> TEXT = Set.of(
            "java",
            "sql",
            "md",
            "yaml",
            "yml",
            "xml",
            "properties",
            "json",
            "ts",
            "vue",
            "css",
            "html",
            "mjs",
            "js",
            "sh",
            "py",
            "toml",
            "conf",
            "txt",
            "csv");

    private final Path root;
    private final List<Path> files;

    private Sources(Path root, List<Path> files) {
        this.root = root;
        this.files = files;
    }

    static Sources of(Path root) {
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean skipped = !folder.equals(root)
                            && NOT_OURS.contains(folder.getFileName().toString());
                    return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && isText(file)) {
                        files.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new Sources(root, files.stream().sorted().toList());
    }

    private static boolean isText(Path file) {
        String ending = ending(file);
        return TEXT.contains(ending)
                || ending.isEmpty() && !NOT_OURS.contains(file.getFileName().toString());
    }

    static String ending(Path file) {
        String name = file.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? "" : name.substring(dot + 1);
    }

    Path root() {
        return root;
    }

    List<Path> all() {
        return files;
    }

    List<Path> ending(Set<String> endings) {
        return files.stream().filter(file -> endings.contains(ending(file))).toList();
    }

    String name(Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }

    String text(Path file) {
        return Project.text(file);
    }
}
