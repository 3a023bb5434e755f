package org.twinloop.identity.registry;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.twinloop.identity.Role;
import org.twinloop.identity.personnel.CsvCells;
import org.twinloop.identity.personnel.CsvLines;
import org.twinloop.identity.personnel.CsvLines.Rejected;
import org.twinloop.identity.registry.RegistryLine.PersonLine;
import org.twinloop.identity.registry.RegistryLine.UnitLine;

/** Reads a registry file: {@code code,parent,…} of units or {@code login,name_zh,…} of people. */
final class RegistryCsv {
    private static final String CODE = "[A-Z0-9-]{2,20}";
    private static final String CODE_WORDS = "2 to 20 capital letters, digits and hyphens";
    private static final String LOGIN = "[a-z0-9][a-z0-9._-]{1,39}";

    /** What a file says, and its lines that cannot be read. */
    record Read(List<RegistryLine> lines, List<Rejected> rejected) {}

    private RegistryCsv() {}

    static Read read(RegistryKind kind, String text, int linesMax) {
        List<RegistryLine> lines = new ArrayList<>();
        List<Rejected> rejected = CsvLines.each(text, kind.columns(), linesMax, cells -> {
            RegistryLine made = kind == RegistryKind.UNITS ? unit(cells) : person(cells);
            if (cells.good()) {
                lines.add(made);
            }
        });
        return new Read(lines, rejected);
    }

    private static UnitLine unit(CsvCells c) {
        return new UnitLine(
                c.line(),
                c.matching("code", CODE, CODE_WORDS),
                c.blank("parent") ? "" : c.matching("parent", CODE, CODE_WORDS),
                c.text("name_zh", 100),
                c.text("name_en", 100),
                c.blank("place") ? "" : c.matching("place", CODE, CODE_WORDS));
    }

    private static PersonLine person(CsvCells c) {
        Set<Role> roles = c.roles();
        if (roles == null || roles.contains(Role.PARTNER)) {
            c.reject("roles", "at least one role, and not PARTNER, which is for the staff of partners");
        }
        return new PersonLine(
                c.line(),
                c.matching("login", LOGIN, "2 to 40 small letters, digits, dots, hyphens and underscores"),
                c.text("name_zh", 60),
                c.matching("unit", CODE, CODE_WORDS),
                roles,
                c.blank("licence_class") ? null : c.text("licence_class", 3),
                c.blank("licence_valid_until") ? null : c.day("licence_valid_until"),
                c.day("from"));
    }
}
