package org.twinloop.sim;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Options of a command: {@code --name value}, or {@code --name} alone for a switch. */
final class Arguments {
    private final Map<String, Option> known = new LinkedHashMap<>();
    private final Map<String, String> given = new LinkedHashMap<>();

    /**
     * One option.
     *
     * @param value what stands for its value in the help, empty for a switch
     * @param standard value when it is not given, or null
     */
    record Option(String name, String value, String standard, String meaning) {}

    /** An argument that cannot be used; the message names it, its value and what to do. */
    static final class BadArgument extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BadArgument(String argument, String fix) {
            super(argument + " " + fix);
        }
    }

    Arguments(List<Option> options, String[] args) {
        options.forEach(option -> known.put(option.name(), option));
        for (int i = 0; i < args.length; i++) {
            Option option = known.get(args[i]);
            if (option == null) {
                throw new BadArgument(args[i], "is not an option; known are " + String.join(" ", known.keySet()));
            }
            if (option.value().isEmpty()) {
                given.put(option.name(), "true");
            } else if (i + 1 < args.length) {
                given.put(option.name(), args[++i]);
            } else {
                throw new BadArgument(args[i], "has no value; write " + args[i] + " " + option.value());
            }
        }
    }

    String text(String name) {
        String value = given.get(name);
        return value != null ? value : known.get(name).standard();
    }

    String needed(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw new BadArgument(
                    name, "is missing; write " + name + " " + known.get(name).value());
        }
        return value;
    }

    boolean on(String name) {
        return given.containsKey(name);
    }

    long whole(String name, long low, long high) {
        String value = needed(name);
        try {
            long number = Long.parseLong(value);
            if (number >= low && number <= high) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadArgument(name + " " + value, range(low, high));
        }
        throw new BadArgument(name + " " + value, range(low, high));
    }

    private static String range(long low, long high) {
        return "is not a whole number from " + low + " to " + high;
    }

    URI url(String name) {
        String value = needed(name);
        String fix = "is not an address; write for example http://127.0.0.1:8080";
        try {
            URI uri = URI.create(value);
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new BadArgument(name + " " + value, fix);
        }
        throw new BadArgument(name + " " + value, fix);
    }

    /** Host and port as in {@code 127.0.0.1:1883}. */
    URI hostAndPort(String name) {
        String value = needed(name);
        URI uri;
        try {
            uri = URI.create("tcp://" + value);
        } catch (IllegalArgumentException e) {
            throw new BadArgument(name + " " + value, "is not host:port; write for example 127.0.0.1:1883");
        }
        if (uri.getHost() == null || uri.getPort() < 1 || uri.getPort() > 65_535) {
            throw new BadArgument(name + " " + value, "is not host:port; write for example 127.0.0.1:1883");
        }
        return uri;
    }

    static String help(String usage, List<Option> options) {
        StringBuilder text = new StringBuilder(usage).append('\n');
        for (Option option : options) {
            String left = option.name() + (option.value().isEmpty() ? "" : " " + option.value());
            String standard = option.standard() == null ? "" : " (" + option.standard() + ")";
            text.append(String.format("  %-32s %s%s%n", left, option.meaning(), standard));
        }
        return text.toString();
    }
}
