package org.twinloop.bench.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What one writes beside a broker: a subscriber at QoS 1 that reads JSON with Jackson, stores rows and the newest state
 * of each device in batches by JDBC (rewritten to multi-row inserts), commits, and acknowledges to the broker then.
 */
final class Consumer implements Runnable {
    static final String TABLE = "bench_consumed";
    private static final int BATCH_MAX = 2_000;
    private static final int SUBSCRIBED_WITHIN_S = 30;
    /** A session that lasts an hour (0x11), and a receive maximum of 65,535 (0x21). */
    private static final byte[] CONNECT_PROPERTIES = {0x11, 0, 0, 14, 16, 0x21, -1, -1};

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INSERT = "insert into bench_consumed (device_id, event_time, boot, seq, lon, lat, "
            + "accuracy_m, speed_kmh, heading_deg, odometer_m, soc_percent, doors_open, locked, plugged, charging) "
            + "values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing";
    private static final String NEWEST = "insert into bench_newest (device_id, event_time, boot, seq, lon, lat) "
            + "values (?, ?, ?, ?, ?, ?) on conflict (device_id) do update set event_time = excluded.event_time, "
            + "boot = excluded.boot, seq = excluded.seq, lon = excluded.lon, lat = excluded.lat "
            + "where (excluded.event_time, excluded.boot, excluded.seq) > (bench_newest.event_time, bench_newest.boot, "
            + "bench_newest.seq)";

    private final Target target;
    private final int port;
    private final CountDownLatch subscribed = new CountDownLatch(1);
    private volatile Throwable failed;

    private record Message(int packetId, String device, JsonNode report) {}

    Consumer(Target target, int port) throws SQLException {
        this.target = target;
        this.port = port;
        target.execute(
                "drop table if exists bench_consumed, bench_newest",
                "create table bench_consumed (device_id text, event_time timestamptz, boot bigint, seq bigint, "
                        + "received_at timestamptz default now(), lon float8, lat float8, accuracy_m real, "
                        + "speed_kmh real, heading_deg real, odometer_m bigint, soc_percent real, doors_open boolean, "
                        + "locked boolean, plugged boolean, charging boolean, "
                        + "primary key (device_id, event_time, boot, seq))",
                "create table bench_newest (device_id text primary key, event_time timestamptz, boot bigint, "
                        + "seq bigint, lon float8, lat float8)");
    }

    void awaitSubscribed() throws InterruptedException {
        boolean done = subscribed.await(SUBSCRIBED_WITHIN_S, TimeUnit.SECONDS);
        mustLive();
        if (!done) {
            throw new IllegalStateException("the broker has not answered the consumer");
        }
    }

    void mustLive() {
        if (failed != null) {
            throw new IllegalStateException("the consumer has failed", failed);
        }
    }

    @Override
    public void run() {
        try (Socket socket = new Socket("127.0.0.1", port);
                Connection connection = target.connect("?reWriteBatchedInserts=true")) {
            connection.setAutoCommit(false);
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 1 << 18));
            DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
            subscribe(in, out);
            subscribed.countDown();
            while (true) {
                List<Message> batch = new ArrayList<>();
                do {
                    receive(in, batch);
                } while (batch.size() < BATCH_MAX && in.available() > 0);
                store(connection, batch);
                for (Message message : batch) {
                    out.write(new byte[] {0x40, 2});
                    out.writeShort(message.packetId());
                }
                out.flush();
            }
        } catch (IOException | SQLException | RuntimeException e) {
            failed = e;
            subscribed.countDown();
        }
    }

    private static void subscribe(DataInputStream in, DataOutputStream out) throws IOException {
        ByteArrayOutputStream connect = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(connect);
        body.writeUTF("MQTT");
        body.write(new byte[] {5, 0, 0, 0});
        body.write(CONNECT_PROPERTIES.length);
        body.write(CONNECT_PROPERTIES);
        body.writeUTF("consumer");
        packet(out, 0x10, connect.toByteArray());
        ByteArrayOutputStream subscribe = new ByteArrayOutputStream();
        body = new DataOutputStream(subscribe);
        body.writeShort(1);
        body.write(0);
        body.writeUTF("tl/v1/+/up/report");
        body.write(1);
        packet(out, 0x82, subscribe.toByteArray());
        out.flush();
        for (int expected : new int[] {0x20, 0x90}) {
            int type = in.readUnsignedByte();
            byte[] answer = new byte[length(in)];
            in.readFully(answer);
            if (type != expected) {
                throw new IOException("the broker answered " + type + " and not " + expected);
            }
        }
    }

    private static void packet(DataOutputStream out, int type, byte[] body) throws IOException {
        out.write(type);
        out.write(body.length);
        out.write(body);
    }

    private static int length(DataInputStream in) throws IOException {
        int value = 0;
        for (int shift = 0; ; shift += 7) {
            int digit = in.readUnsignedByte();
            value |= (digit & 0x7f) << shift;
            if (digit < 0x80) {
                return value;
            }
        }
    }

    /** Reads a packet; a report goes into the batch. */
    private static void receive(DataInputStream in, List<Message> batch) throws IOException {
        int type = in.readUnsignedByte();
        byte[] body = new byte[length(in)];
        in.readFully(body);
        if (type >> 4 != 3) {
            return;
        }
        int topicLength = (body[0] & 0xff) << 8 | body[1] & 0xff;
        String topic = new String(body, 2, topicLength, StandardCharsets.UTF_8);
        int id = (body[2 + topicLength] & 0xff) << 8 | body[3 + topicLength] & 0xff;
        int properties = 4 + topicLength;
        if ((body[properties] & 0x80) != 0) {
            throw new IOException("longer properties than anybody has sent");
        }
        int from = properties + 1 + body[properties];
        batch.add(new Message(id, topic.split("/")[2], JSON.readTree(body, from, body.length - from)));
    }

    private static void store(Connection connection, List<Message> batch) throws SQLException {
        Map<String, Message> newest = new LinkedHashMap<>();
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            for (Message message : batch) {
                JsonNode report = message.report();
                key(insert, message);
                insert.setDouble(5, report.get("lon").doubleValue());
                insert.setDouble(6, report.get("lat").doubleValue());
                insert.setDouble(7, report.get("accM").doubleValue());
                insert.setDouble(8, report.get("kmh").doubleValue());
                insert.setDouble(9, report.get("headingDeg").doubleValue());
                insert.setLong(10, report.get("odoM").longValue());
                insert.setDouble(11, report.get("socPercent").doubleValue());
                insert.setBoolean(12, report.get("doors").textValue().equals("OPEN"));
                insert.setBoolean(13, report.get("locked").booleanValue());
                insert.setBoolean(14, report.get("plugged").booleanValue());
                insert.setBoolean(15, report.get("charging").booleanValue());
                insert.addBatch();
                newest.put(message.device(), message);
            }
            insert.executeBatch();
        }
        try (PreparedStatement upsert = connection.prepareStatement(NEWEST)) {
            for (Message message : newest.values()) {
                key(upsert, message);
                upsert.setDouble(5, message.report().get("lon").doubleValue());
                upsert.setDouble(6, message.report().get("lat").doubleValue());
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
        connection.commit();
    }

    private static void key(PreparedStatement statement, Message message) throws SQLException {
        statement.setString(1, message.device());
        statement.setTimestamp(2, new Timestamp(message.report().get("ts").longValue()));
        statement.setLong(3, message.report().get("boot").longValue());
        statement.setLong(4, message.report().get("seq").longValue());
    }
}
