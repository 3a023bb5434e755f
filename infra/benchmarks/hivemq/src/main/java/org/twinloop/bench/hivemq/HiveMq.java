package org.twinloop.bench.hivemq;

import com.hivemq.configuration.service.InternalConfigurations;
import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** {@code HiveMq PORT FOLDER}: an MQTT broker on loopback that keeps sessions and messages in files of that folder. */
public final class HiveMq {
    private static final String SETTINGS = """
            <?xml version="1.0"?>
            <hivemq>
              <listeners>
                <tcp-listener><port>%s</port><bind-address>127.0.0.1</bind-address></tcp-listener>
              </listeners>
              <mqtt>
                <queued-messages><max-queue-size>10000000</max-queue-size></queued-messages>
                <receive-maximum><server-receive-maximum>1000</server-receive-maximum></receive-maximum>
              </mqtt>
              <persistence><mode>file</mode></persistence>
              <anonymous-usage-statistics><enabled>false</enabled></anonymous-usage-statistics>
            </hivemq>
            """;

    /** Packets under way to one client; 50 as it comes, which makes a consumer commit as often as every 50 reports. */
    private static final int UNDER_WAY_MAX = 1_000;

    private HiveMq() {}

    /** Says {@code ready} on standard output once it listens, and runs until it is ended. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[1]);
        Path settings = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(settings.resolve("config.xml"), SETTINGS.formatted(arguments[0]));
        InternalConfigurations.MAX_INFLIGHT_WINDOW_SIZE_MESSAGES = UNDER_WAY_MAX;
        EmbeddedHiveMQ broker = EmbeddedHiveMQ.builder()
                .withConfigurationFolder(settings)
                .withDataFolder(Files.createDirectories(folder.resolve("data")))
                .withExtensionsFolder(Files.createDirectories(folder.resolve("extensions")))
                .build();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> broker.stop().join()));
        broker.start().join();
        System.out.println("ready");
    }
}
