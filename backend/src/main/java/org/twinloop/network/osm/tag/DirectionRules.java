package org.twinloop.network.osm.tag;

import java.util.function.Consumer;
import org.twinloop.network.osm.Tags;

/** Which way traffic runs: oneway and what it implies, with the exceptions for bicycles. Walkers go both ways. */
final class DirectionRules {

    private static final String[] SIDES = {"cycleway", "cycleway:left", "cycleway:right", "cycleway:both"};

    private DirectionRules() {}

    private enum Run {
        BOTH(true, true),
        FORWARD(true, false),
        BACKWARD(false, true),
        /** By the hour: nobody who plans ahead can count on it. */
        CHANGING(false, false);

        private final boolean forward;
        private final boolean backward;

        Run(boolean forward, boolean backward) {
            this.forward = forward;
            this.backward = backward;
        }
    }

    static Travel car(Tags tags, RoadClass roadClass, Access access, Consumer<Remark> remarks) {
        Run run = run(tags, roadClass, "oneway:motorcar", "oneway:motor_vehicle", "oneway:vehicle", "oneway");
        if (run == Run.CHANGING && access != Access.NO) {
            remarks.accept(Remark.ONEWAY_REVERSIBLE);
        }
        return closed(tags, run, access, "motorcar", "motor_vehicle", "vehicle", "access");
    }

    static Travel bike(Tags tags, RoadClass roadClass, Access access) {
        Run own = word(tags.get("oneway:bicycle"));
        Run run = own != null ? own : contraflow(tags) ? Run.BOTH : run(tags, roadClass, "oneway:vehicle", "oneway");
        if (run == Run.CHANGING || own == null && tags.is("bicycle:backward", "yes", "designated", "permissive")) {
            run = Run.BOTH;
        }
        return closed(tags, run, access, "bicycle", "vehicle", "access");
    }

    static Travel foot(Tags tags, RoadClass roadClass, Access access) {
        Run run = word(tags.get("oneway:foot"));
        if (run == null && roadClass == RoadClass.STEPS) {
            run = tags.is("conveying", "forward")
                    ? Run.FORWARD
                    : tags.is("conveying", "backward") ? Run.BACKWARD : null;
        }
        return closed(tags, run == null ? Run.BOTH : run, access, "foot");
    }

    private static boolean contraflow(Tags tags) {
        for (String side : SIDES) {
            String value = tags.get(side);
            boolean opposite = value != null && value.startsWith("opposite");
            if (opposite || tags.is(side + ":oneway", "no", "-1")) {
                return true;
            }
        }
        return false;
    }

    private static Run run(Tags tags, RoadClass roadClass, String... keys) {
        for (String key : keys) {
            Run run = word(tags.get(key));
            if (run != null) {
                return run;
            }
        }
        boolean implied = tags.is("junction", "roundabout", "circular") || roadClass == RoadClass.MOTORWAY;
        return implied ? Run.FORWARD : Run.BOTH;
    }

    private static Run word(String oneway) {
        if (oneway == null) {
            return null;
        }
        return switch (oneway) {
            case "yes", "true", "1" -> Run.FORWARD;
            case "-1", "reverse" -> Run.BACKWARD;
            case "no", "false", "0", "alternating" -> Run.BOTH;
            case "reversible" -> Run.CHANGING;
            default -> null;
        };
    }

    /** {@code motor_vehicle:backward=no} and the like close one direction. */
    private static Travel closed(Tags tags, Run run, Access access, String... keys) {
        return Travel.of(
                access,
                run.forward && !isClosed(tags, ":forward", keys),
                run.backward && !isClosed(tags, ":backward", keys));
    }

    private static boolean isClosed(Tags tags, String direction, String... keys) {
        for (String key : keys) {
            String value = tags.get(key + direction);
            if (value != null) {
                return value.equals("no");
            }
        }
        return false;
    }
}
