package org.twinloop.sim;

import java.io.PrintStream;
import java.util.Arrays;
import org.twinloop.sim.Arguments.BadArgument;

/** The command line. Exit codes: 0 well, 1 it failed, 2 the arguments cannot be used. */
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        int exit = run(args, System.out, System.err);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    static int run(String[] args, PrintStream out, PrintStream err) {
        String command = args.length == 0 ? "--help" : args[0];
        String[] rest = args.length == 0 ? args : Arrays.copyOfRange(args, 1, args.length);
        try {
            switch (command) {
                case "city" -> City.main(rest, out);
                case "load" -> LoadCommand.main(rest, out);
                case "drive" -> DriveCommand.main(rest, System.in, out);
                case "statement" -> StatementCommand.main(rest, out, err);
                case "--help", "-h", "help" -> out.println(help());
                default ->
                    throw new BadArgument(command, "is not a command; use load, drive, city or statement, or --help");
            }
            return 0;
        } catch (BadArgument e) {
            err.println(e.getMessage());
            return 2;
        } catch (Failure e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private static String help() {
        return """
                The simulated city around the Twinloop service.
                usage: java -jar device-firmware-sim.jar COMMAND [options]

                """ + CityOptions.help() + "\n" + LoadCommand.help() + "\n" + DriveCommand.help() + "\n"
                + StatementCommand.help();
    }

    /** The program cannot go on; the message says what to do. */
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failure(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
