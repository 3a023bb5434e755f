package org.twinloop.bench.frame;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The throw-away database server, with its superuser's means: copies of databases, its statement log. */
public record Server(String host, int port, String admin, String adminPassword, String runtimePassword, Path programs) {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    public static Server ofEnvironment(Map<String, String> environment) {
        return new Server(
                environment.get("BENCH_DB_HOST"),
                Integer.parseInt(environment.get("BENCH_DB_PORT")),
                environment.get("BENCH_DB_ADMIN"),
                environment.get("BENCH_DB_ADMIN_PASSWORD"),
                environment.get("BENCH_DB_RUNTIME_PASSWORD"),
                Path.of(environment.get("BENCH_PGBENCH")).getParent());
    }

    public Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + host + ":" + port + "/" + database, admin, adminPassword);
    }

    public void execute(String... statements) throws SQLException {
        try (Connection connection = connect("postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    public void logStatements(boolean on) throws SQLException, InterruptedException {
        execute("alter system set log_statement = '" + (on ? "all" : "none") + "'", "select pg_reload_conf()");
        Thread.sleep(500);
    }

    /** A copy of a database that is in use, to be cloned from; afterwards all ids it knows are returned. */
    public Set<String> copy(String from, String to, Path dump) throws IOException, InterruptedException, SQLException {
        program(List.of("pg_dump", "--dbname=" + from, "--file=" + dump));
        execute("create database " + to);
        program(List.of("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--dbname=" + to, "--file=" + dump));
        Set<String> ids = new HashSet<>();
        try (var lines = java.nio.file.Files.lines(dump)) {
            lines.forEach(line -> {
                Matcher id = ID.matcher(line);
                while (id.find()) {
                    ids.add(id.group());
                }
            });
        }
        return ids;
    }

    public void fresh(String database, String template) throws SQLException {
        execute("drop database if exists " + database, "create database " + database + " template " + template);
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    private void program(List<String> command) throws IOException, InterruptedException {
        List<String> all = new java.util.ArrayList<>(command);
        all.set(0, programs.resolve(command.get(0)).toString());
        all.addAll(List.of("--host=" + host, "--port=" + port, "--username=" + admin));
        ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
        builder.environment().put("PGPASSWORD", adminPassword);
        Process process = builder.start();
        String output;
        try (InputStream printed = process.getInputStream()) {
            output = new String(printed.readAllBytes(), StandardCharsets.UTF_8);
        }
        int code = process.waitFor();
        if (code != 0) {
            throw new IOException(command.get(0) + " ended with " + code + ": " + output);
        }
    }
}
