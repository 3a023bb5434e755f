package org.twinloop.sim.load;

import java.io.IOException;

/**
 * One terminal of MQTT: sends within its window, and keeps what is not acknowledged to send it again after the next
 * CONNECT. One that was closed because its window was too large keeps to the one it was told from then on.
 */
final class Terminal extends Member {
    private static final int OUT_BYTES_MIN = 16 * 1024;
    private static final int PUT_AT_ONCE_MAX = 3;

    private final LoadPlan.Login login;
    private final Reports reports;
    private final byte[] topic;
    private final long skewMs;
    private final Slot[] slots;
    private final int[] free;
    private int freeCount;
    private final int packetBytesMax;
    private final Heard heard = new Heard();
    private long boot = 1;
    private long seq;
    private long lastTs;
    /** A slot that was filled and is sent after the next one; -1 without. */
    private int heldBack = -1;
    /** Slots below were sent in this connection already when repeating; all when there is nothing to repeat. */
    private int repeatFrom;
    /** Sent in this connection and not acknowledged. */
    private int underWay;

    private boolean obeys;
    private boolean rebootDue;
    private boolean basementDue;
    /** Reports due before this were taken in a basement. */
    private long belowUntilNanos = System.nanoTime();

    Terminal(LoadPlan plan, LoadPlan.Login login, int number, Tally tally) {
        super(
                plan,
                login.deviceId(),
                number,
                tally,
                Math.max(OUT_BYTES_MIN, (PUT_AT_ONCE_MAX + 1) * Slot.bytesMax(plan.batch())));
        this.login = login;
        reports = new Reports(dice.split(), plan.cbor());
        topic = Reports.topic(login.deviceId());
        skewMs = Math.round((dice.nextDouble() * 2 - 1) * plan.faults().skewS() * 1_000);
        slots = new Slot[plan.window()];
        free = new int[plan.window()];
        packetBytesMax = Slot.bytesMax(plan.batch());
        for (int i = 0; i < slots.length; i++) {
            slots[i] = new Slot(plan.batch());
            free[freeCount++] = slots.length - 1 - i;
        }
        repeatFrom = slots.length;
    }

    @Override
    public int unacknowledged() {
        return slots.length - freeCount;
    }

    @Override
    void beginAnew() {
        underWay = 0;
    }

    @Override
    void greet() {
        Packets.connect(out, login, plan.mqtt5());
    }

    @Override
    boolean take(long now) throws IOException {
        if (!heard.next(in)) {
            return false;
        }
        packet(now);
        return true;
    }

    private void packet(long now) {
        if (heard.type() == Heard.CONNACK && heard.code() == 0) {
            letIn();
            repeatFrom = 0;
        } else if (heard.type() == Heard.CONNACK) {
            tally.refusals++;
            close(now);
        } else if (heard.type() == Heard.PUBACK) {
            int index = heard.packetId() - 1;
            if (index >= 0 && index < slots.length && slots[index].used) {
                acknowledge(index, now);
            }
        } else if (heard.type() == Heard.DISCONNECT) {
            obeys |= heard.code() == Heard.RECEIVE_MAXIMUM_EXCEEDED;
            tally.closedOverWindow += heard.code() == Heard.RECEIVE_MAXIMUM_EXCEEDED ? 1 : 0;
            tally.closedOverQuota += heard.code() == Heard.QUOTA_EXCEEDED ? 1 : 0;
            lost(now);
        }
    }

    private void acknowledge(int index, long now) {
        if (chance(plan.faults().lostAcks())) {
            tally.lostAcks++;
            cut(now);
            return;
        }
        Slot slot = slots[index];
        slot.used = false;
        free[freeCount++] = index;
        underWay--;
        tally.acknowledged += plan.batch();
        tally.acknowledgedInAll += plan.batch();
        tally.quarantined += heard.code() == 0 ? 0 : plan.batch();
        tally.answers.took(now - slot.dueNanos);
        acknowledged(slot.boot, (int) slot.seq, (int) slot.seq + plan.batch());
    }

    @Override
    int send(int wanted, long dueNanos, long spacingNanos, long cityMs, long now) throws IOException {
        if (!isThere()) {
            return 0;
        }
        repeat();
        int count = 0;
        while (count < wanted && repeatFrom == slots.length && freeCount > 0 && room()) {
            report(dueNanos + count * spacingNanos, cityMs);
            count++;
            if (rebootDue) {
                flush();
                reboot(now);
                return count;
            }
            if (basementDue) {
                flush();
                goBelow(now);
                return count;
            }
        }
        if (wanted == 0 && heldBack >= 0 && room()) {
            put(heldBack);
            heldBack = -1;
        }
        flush();
        return count;
    }

    private void repeat() {
        while (repeatFrom < slots.length && room()) {
            Slot slot = slots[repeatFrom];
            if (slot.used) {
                Packets.again(slot.packet, out);
                underWay++;
                tally.repeated += plan.batch();
            }
            repeatFrom++;
            heldBack = -1;
        }
    }

    /** For a message, one that was held back, and a copy, on the way out and in the window. */
    private boolean room() {
        int window = obeys ? Math.max(PUT_AT_ONCE_MAX, heard.receiveMaximum()) : Integer.MAX_VALUE;
        return out.remaining() >= PUT_AT_ONCE_MAX * packetBytesMax && underWay + PUT_AT_ONCE_MAX <= window;
    }

    private void report(long dueNanos, long cityMs) {
        int index = fill(dueNanos, cityMs);
        if (heldBack < 0 && freeCount > 0 && chance(plan.faults().disorder())) {
            heldBack = index;
            tally.disordered++;
        } else {
            put(index);
            if (heldBack >= 0) {
                put(heldBack);
                heldBack = -1;
            }
        }
        if (freeCount > 0 && chance(plan.faults().duplicates())) {
            duplicate(index);
        }
        rebootDue = chance(plan.faults().reboots());
        basementDue = chance(plan.faults().basements());
    }

    private void put(int index) {
        out.put(slots[index].packet.duplicate());
        underWay++;
    }

    private int fill(long dueNanos, long cityMs) {
        int index = free[--freeCount];
        Slot slot = slots[index];
        slot.used = true;
        slot.dueNanos = dueNanos;
        slot.boot = boot;
        slot.seq = seq + 1;
        seq += plan.batch();
        boolean below = dueNanos - belowUntilNanos < 0;
        long lateMs = below ? (System.nanoTime() - dueNanos) / 1_000_000 : 0;
        lastTs = Math.max(lastTs, cityMs + skewMs - lateMs);
        Packets.beginPublish(slot.packet, topic, index + 1, plan.mqtt5());
        reports.append(slot.packet, lastTs, slot.boot, slot.seq, plan.batch(), !below);
        Packets.endPublish(slot.packet);
        tally.sent += plan.batch();
        return index;
    }

    /** The same message with a packet id of its own, as a terminal does that has lost track. */
    private void duplicate(int index) {
        int again = free[--freeCount];
        Slot slot = slots[again];
        slot.used = true;
        slot.dueNanos = slots[index].dueNanos;
        slot.boot = slots[index].boot;
        slot.seq = slots[index].seq;
        Packets.copyPublish(slots[index].packet, slot.packet, topic, again + 1);
        put(again);
        tally.duplicates += plan.batch();
        tally.sent += plan.batch();
    }

    private void reboot(long now) {
        rebootDue = false;
        tally.reboots++;
        boot++;
        seq = 0;
        cut(now);
    }

    /** No network and no position for a while; what is due meanwhile is kept and sent afterwards. */
    private void goBelow(long now) {
        basementDue = false;
        belowUntilNanos = closeBelow(now);
    }
}
