package org.twinloop.sim;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.twinloop.sim.Arguments.BadArgument;
import org.twinloop.sim.Arguments.Option;
import org.twinloop.sim.Main.Failure;
import org.twinloop.sim.backend.Service;
import org.twinloop.sim.backend.ServiceRefusal;
import org.twinloop.sim.statement.BilledOrder;
import org.twinloop.sim.statement.Statement;

/** The {@code statement} command: an operator writes its monthly statement. */
final class StatementCommand {
    private static final List<Option> OPTIONS = List.of(
            new Option("--api", "URL", "http://127.0.0.1:8080", "the service's REST interface"),
            new Option("--login", "NAME", null, "the operator's account, for example partner-evc"),
            new Option("--password", "TEXT", "twinloop-demo", "its password"),
            new Option("--period", "YYYY-MM", null, "the month billed"),
            new Option("--statement-faults", "N", "5", "errors put in on purpose"),
            new Option("--operator", "CODE", null, "operator code on the lines, else the account's"),
            new Option("--out", "FILE", null, "where the CSV goes, else the standard output"),
            new Option("--seed", "N", "1", "the same seed gives the same faults"),
            new Option("--help", "", null, "this text"));

    private StatementCommand() {}

    static String help() {
        return Arguments.help(
                "statement: writes an operator's statement as CSV; the last line of the output "
                        + "tells the faults in JSON",
                OPTIONS);
    }

    static void main(String[] args, PrintStream out, PrintStream err) {
        Arguments arguments = new Arguments(OPTIONS, args);
        if (arguments.on("--help")) {
            out.println(help());
            return;
        }
        String period = arguments.needed("--period");
        if (!period.matches("\\d{4}-(0[1-9]|1[0-2])")) {
            throw new BadArgument("--period " + period, "is not a month; write for example --period 2026-10");
        }
        int faults = (int) arguments.whole("--statement-faults", 0, 1_000);
        long seed = arguments.whole("--seed", Long.MIN_VALUE, Long.MAX_VALUE);
        Service service =
                new Service(arguments.url("--api"), arguments.needed("--login"), arguments.needed("--password"));
        try {
            Statement statement = draw(service, period, arguments.text("--operator"), seed);
            statement.addFaults(faults);
            if (statement.faults().size() < faults) {
                err.println("only " + statement.faults().size() + " of " + faults
                        + " faults: the month has too few orders");
            }
            write(statement, arguments.text("--out"), out);
        } catch (IOException | ServiceRefusal | IllegalArgumentException e) {
            throw new Failure("no statement: " + e.getMessage(), e);
        }
    }

    private static Statement draw(Service service, String period, String operator, long seed) throws IOException {
        String ofAccount = service.signIn();
        String code = operator != null ? operator : ofAccount;
        if (code.isEmpty()) {
            throw new BadArgument(
                    "--operator", "is missing and the account has none; write for example --operator EVC");
        }
        List<BilledOrder> orders = service.list("/api/v1/partner/orders?period=" + period).stream()
                .map(BilledOrder::of)
                .toList();
        return new Statement(period, code, service.list("/api/v1/partner/price-lists"), orders, seed);
    }

    private static void write(Statement statement, String file, PrintStream out) throws IOException {
        if (file == null) {
            out.write(statement.csv().getBytes(StandardCharsets.UTF_8));
        } else {
            Files.writeString(Path.of(file), statement.csv());
        }
        out.println(statement.summary());
    }
}
