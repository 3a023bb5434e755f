package org.twinloop.contract;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

/** The compiled classes of the service, read once for all that judge them: they stay as they are while tests run. */
public final class Compiled {

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Project.classes());

    private Compiled() {}

    public static JavaClasses classes() {
        return CLASSES;
    }
}
