import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/**
 * Checks compose.yaml and the Containerfile without a container engine: {@code DeployLint REPOSITORY}, with SnakeYAML
 * (a library of the service) on the class path. Prints what is wrong and exits 1, or says how much it looked at.
 */
final class DeployLint {
    private static final Pattern SECRET_NAME = Pattern.compile(".*(PASSWORD|SECRET|TOKEN|PRIVATE_KEY).*");
    private static final Pattern PINNED = Pattern.compile("[^:@]+(:(?!latest$)[\\w.-]+|@sha256:[0-9a-f]{64})");

    private final Path repository;
    private final List<String> faults = new ArrayList<>();
    /** Stage name to its instructions, in order. */
    private final Map<String, List<String>> stages = new LinkedHashMap<>();

    private DeployLint(Path repository) {
        this.repository = repository;
    }

    public static void main(String[] arguments) throws IOException {
        DeployLint lint = new DeployLint(Path.of(arguments[0]));
        lint.containerfile();
        Map<String, Object> compose = map(new Yaml().load(Files.readString(lint.file("compose.yaml"))));
        lint.compose(compose);
        lint.faults.forEach(System.err::println);
        System.out.printf(
                "%d stages, %d services, %d faults%n",
                lint.stages.size(), map(compose.get("services")).size(), lint.faults.size());
        System.exit(lint.faults.isEmpty() ? 0 : 1);
    }

    // --- Containerfile

    private void containerfile() throws IOException {
        List<String> current = null;
        for (String instruction : instructions()) {
            String[] words = instruction.split("\\s+");
            if (words[0].equals("FROM")) {
                fault(words.length != 4 || !words[2].equals("AS"), "every stage has a name: " + instruction);
                fault(
                        !stages.containsKey(words[1])
                                && !PINNED.matcher(words[1]).matches(),
                        "the base image is to have a tag other than latest: " + instruction);
                current = new ArrayList<>(stages.getOrDefault(words[1], List.of()));
                stages.put(words[words.length - 1], current);
            } else if (current == null) {
                faults.add("before the first FROM: " + instruction);
            } else {
                current.add(instruction);
                sourcesExist(words, instruction);
            }
        }
    }

    private List<String> instructions() throws IOException {
        List<String> instructions = new ArrayList<>();
        StringBuilder open = new StringBuilder();
        for (String line : Files.readAllLines(file("Containerfile"))) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            open.append(line.strip());
            if (line.endsWith("\\")) {
                open.setCharAt(open.length() - 1, ' ');
            } else {
                instructions.add(open.toString());
                open.setLength(0);
            }
        }
        return instructions;
    }

    /** What COPY takes from the repository is there; what it takes from a stage names a stage. */
    private void sourcesExist(String[] words, String instruction) {
        if (!words[0].equals("COPY")) {
            return;
        }
        List<String> plain = new ArrayList<>();
        boolean fromStage = false;
        for (int i = 1; i < words.length; i++) {
            if (words[i].startsWith("--from=")) {
                fromStage = true;
                fault(!stages.containsKey(words[i].substring(7)), "no such stage: " + instruction);
            } else if (!words[i].startsWith("--")) {
                plain.add(words[i]);
            }
        }
        for (int i = 0; !fromStage && i < plain.size() - 1; i++) {
            fault(!Files.exists(repository.resolve(plain.get(i))), "not in the repository: " + instruction);
        }
    }

    private boolean runsAsRoot(String stage) {
        String user = "root";
        for (String instruction : stages.getOrDefault(stage, List.of())) {
            user = instruction.startsWith("USER ") ? instruction.substring(5).strip() : user;
        }
        return user.equals("root") || user.equals("0");
    }

    // --- compose.yaml

    private void compose(Map<String, Object> compose) throws IOException {
        Map<String, Object> services = map(compose.get("services"));
        Set<String> known = knownSettings();
        Set<String> volumes = map(compose.get("volumes")).keySet();
        Map<String, Object> secrets = map(compose.get("secrets"));
        secrets.forEach((name, value) -> fault(map(value).get("file") == null, "secret " + name + " is to be a file"));
        services.forEach((name, value) -> {
            Map<String, Object> service = map(value);
            image(name, service);
            environment(name, map(service.get("environment")), known, secrets.keySet());
            for (Object secret : list(service.get("secrets"))) {
                fault(!secrets.containsKey(secret.toString()), name + ": secret " + secret + " is not declared");
            }
            for (Object volume : list(service.get("volumes"))) {
                String source = volume.toString().split(":")[0];
                fault(
                        !source.startsWith(".") && !source.startsWith("/") && !volumes.contains(source),
                        name + ": volume " + source + " is not declared");
            }
            for (String needed : map(service.get("depends_on")).keySet()) {
                fault(!services.containsKey(needed), name + " depends on " + needed + ", which is not there");
            }
            for (Object port : list(service.get("ports"))) {
                fault(
                        !port.toString().startsWith("${TWINLOOP_BIND:-127.0.0.1}:"),
                        name + ": port " + port
                                + " is to be published on loopback unless TWINLOOP_BIND says otherwise");
            }
        });
    }

    private void image(String name, Map<String, Object> service) {
        Map<String, Object> build = map(service.get("build"));
        fault(!PINNED.matcher(String.valueOf(service.get("image"))).matches(), name + ": an image with a version");
        fault(!stages.containsKey(build.get("target")), name + ": no stage " + build.get("target"));
        fault(map(service.get("healthcheck")).get("test") == null, name + ": no health check");
        fault(runsAsRoot(String.valueOf(build.get("target"))), name + ": its image runs as root");
    }

    /** No secret stands in the environment, and every TWINLOOP_ setting is one that somebody reads. */
    private void environment(String name, Map<String, Object> environment, Set<String> known, Set<String> secrets) {
        environment.forEach((key, value) -> {
            if (SECRET_NAME.matcher(key).matches()) {
                fault(!key.endsWith("_FILE"), name + ": " + key + " is to come from a file");
                fault(
                        !secrets.contains(String.valueOf(value).replace("/run/secrets/", "")),
                        name + ": " + key + "=" + value + " is no declared secret");
            }
            if (key.startsWith("TWINLOOP_")) {
                fault(
                        !known.contains(key) && !known.contains(key.replaceFirst("_FILE$", "")),
                        name + ": nobody reads " + key);
            }
        });
    }

    /** Every TWINLOOP_ name in the configuration and sources of the programs and in the container scripts. */
    private Set<String> knownSettings() throws IOException {
        Set<String> known = new HashSet<>();
        Pattern word = Pattern.compile("TWINLOOP_[A-Z0-9_]+");
        List<Path> folders = List.of(
                repository.resolve("backend/src/main/java"),
                repository.resolve("backend/src/main/resources"),
                repository.resolve("device-firmware-sim/src/main/java"));
        Set<Path> files = new TreeSet<>(List.of(file("entrypoint.sh"), file("init-db.sh")));
        for (Path folder : folders) {
            try (Stream<Path> found = Files.walk(folder)) {
                found.filter(path -> path.toString().matches(".*\\.(java|properties)"))
                        .forEach(files::add);
            }
        }
        for (Path file : files) {
            Matcher name = word.matcher(Files.readString(file));
            while (name.find()) {
                known.add(name.group());
            }
        }
        return known;
    }

    // --- tools

    private void fault(boolean wrong, String text) {
        if (wrong) {
            faults.add(text);
        }
    }

    private Path file(String name) {
        return repository.resolve("infra/deploy").resolve(name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return value instanceof Map ? (Map<String, Object>) value : Map.of();
    }

    private static List<?> list(Object value) {
        return value instanceof List<?> items ? items : List.of();
    }
}
