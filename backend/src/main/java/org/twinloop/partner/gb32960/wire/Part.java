package org.twinloop.partner.gb32960.wire;

/** An information type of a data unit, or one entry of those that have several. */
public enum Part {
    VEHICLE("vehicle", false),
    MOTORS("motors", false),
    MOTOR("motors", true),
    FUEL_CELL("fuelCell", false),
    ENGINE("engine", false),
    POSITION("position", false),
    EXTREMES("extremes", false),
    ALARM("alarm", false),
    FLAG_LEVEL("flagLevels", true),
    VOLTAGES("voltages", false),
    SUBSYSTEM("subsystems", true),
    TEMPERATURES("temperatures", false),
    PROBES("subsystems", true),
    STACKS("stacks", false),
    STACK("stacks", true),
    SUPERCAPACITOR("supercapacitor", false),
    SUPERCAPACITOR_EXTREMES("supercapacitorExtremes", false);

    private final String json;
    private final boolean entry;

    Part(String json, boolean entry) {
        this.json = json;
        this.entry = entry;
    }

    /** Of an information type its name, of an entry that of the list it stands in. */
    public String json() {
        return json;
    }

    public boolean isEntry() {
        return entry;
    }
}
