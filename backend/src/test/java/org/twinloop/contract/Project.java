package org.twinloop.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the files of the project are, wherever the tests were started from. */
public final class Project {

    private Project() {}

    public static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.isDirectory(folder.resolve("mobile-api-spec"))) {
            folder = folder.getParent();
        }
        if (folder == null) {
            throw new IllegalStateException("no folder above " + Path.of("").toAbsolutePath() + " is the project");
        }
        return folder;
    }

    public static Path spec(String name) {
        return root().resolve("mobile-api-spec").resolve(name);
    }

    public static Path backend() {
        return root().resolve("backend");
    }

    /** Compiled main classes; they exist whenever tests run. */
    public static Path classes() {
        return backend().resolve("target/classes");
    }

    public static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot read " + file, failed);
        }
    }
}
