package org.twinloop.partner.gb32960.wire;

/** What the fields of information types measure, each with its name in JSON, which ends in the unit. */
public enum Quantity {
    NUMBER("no"),
    STATE("state"),
    CHARGE_STATE("chargeState"),
    RUN_MODE("runMode"),
    SPEED_KMH("speedKmh"),
    ODOMETER_KM("odometerKm"),
    VOLTAGE_V("voltageV"),
    CURRENT_A("currentA"),
    SOC_PERCENT("socPercent"),
    DCDC_STATE("dcdcState"),
    GEAR("gear"),
    INSULATION_KOHM("insulationKohm"),
    ACCELERATOR_PERCENT("acceleratorPercent"),
    /** 101 means pressed, travel unknown. */
    BRAKE_PERCENT("brakePercent"),
    CONTROLLER_C("controllerC"),
    SPEED_RPM("speedRpm"),
    TORQUE_NM("torqueNm"),
    MOTOR_C("motorC"),
    HYDROGEN_KG_PER_100_KM("hydrogenKgPer100Km"),
    PROBE_C("probeC", true),
    HYDROGEN_MAX_C("hydrogenMaxC"),
    HYDROGEN_MAX_C_PROBE("hydrogenMaxCProbe"),
    HYDROGEN_MAX_MG_PER_KG("hydrogenMaxMgPerKg"),
    HYDROGEN_MAX_VOLUME_PERCENT("hydrogenMaxVolumePercent"),
    HYDROGEN_MAX_CONTENT_SENSOR("hydrogenMaxContentSensor"),
    HYDROGEN_MAX_MPA("hydrogenMaxMpa"),
    HYDROGEN_MAX_MPA_SENSOR("hydrogenMaxMpaSensor"),
    HYDROGEN_LEFT_PERCENT("hydrogenLeftPercent"),
    CRANK_RPM("crankRpm"),
    FUEL_L_PER_100_KM("fuelLPer100Km"),
    /** Bit 0 no valid fix, bit 1 south, bit 2 west. */
    FIX("fix"),
    /** 1 WGS-84, 2 GCJ-02, 3 another. */
    DATUM("datum"),
    LON_DEG("lonDeg"),
    LAT_DEG("latDeg"),
    CELL_MAX_V_SUBSYSTEM("cellMaxVSubsystem"),
    CELL_MAX_V_CELL("cellMaxVCell"),
    CELL_MAX_V("cellMaxV"),
    CELL_MIN_V_SUBSYSTEM("cellMinVSubsystem"),
    CELL_MIN_V_CELL("cellMinVCell"),
    CELL_MIN_V("cellMinV"),
    PROBE_MAX_C_SUBSYSTEM("probeMaxCSubsystem"),
    PROBE_MAX_C_PROBE("probeMaxCProbe"),
    PROBE_MAX_C("probeMaxC"),
    PROBE_MIN_C_SUBSYSTEM("probeMinCSubsystem"),
    PROBE_MIN_C_PROBE("probeMinCProbe"),
    PROBE_MIN_C("probeMinC"),
    /** 0 none to 3 stop at once; 2025 has 4, a thermal event. */
    ALARM_LEVEL("level"),
    /** The general flags as one number, bit 0 to bit 31. */
    ALARM_FLAGS("flags"),
    STORAGE_FAULT("storageFaults", true),
    MOTOR_FAULT("motorFaults", true),
    ENGINE_FAULT("engineFaults", true),
    OTHER_FAULT("otherFaults", true),
    /** Number of a bit of {@link #ALARM_FLAGS}. */
    ALARM_FLAG("flag"),
    CELLS("cells"),
    /** Number of the first cell of this frame; a subsystem of more than 200 cells comes in several. */
    FIRST_CELL("firstCell"),
    CELL_V("cellV", true),
    HYDROGEN_INLET_KPA("hydrogenInletKpa"),
    AIR_INLET_KPA("airInletKpa"),
    AIR_INLET_C("airInletC");

    private final String json;
    private final boolean many;

    Quantity(String json) {
        this(json, false);
    }

    Quantity(String json, boolean many) {
        this.json = json;
        this.many = many;
    }

    public String json() {
        return json;
    }

    /** Whether a part has a list of them. */
    public boolean many() {
        return many;
    }
}
