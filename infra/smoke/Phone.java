import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One signed-in device. */
final class Phone {
    /** How long a journey waits for something that is to happen. */
    static final Duration PATIENCE = Duration.ofSeconds(120);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String api;
    private String token;
    private String personId;

    Phone(String api) {
        this.api = api;
    }

    void signIn(String login) throws IOException, InterruptedException {
        Json system = get("/system");
        String password = null;
        for (Json account : system.list("demoAccounts")) {
            password = account.text("login").equals(login) ? account.text("password") : password;
        }
        StepFailed.unless(password != null, "there is no demo account " + login);
        Json answer =
                call("POST", "/auth/login", Json.object("login", login, "password", password, "client", "APP"), 200);
        token = answer.text("accessToken");
        personId = answer.at("person").text("id");
    }

    String personId() {
        return personId;
    }

    Json get(String path) throws IOException, InterruptedException {
        return call("GET", path, null, 200);
    }

    Json call(String method, String path, Object body, int expected) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(method, path, body);
        StepFailed.unless(
                answer.statusCode() == expected,
                method + " " + path + " answered " + answer.statusCode() + ", not " + expected + ": " + answer.body());
        return Json.parse(answer.body());
    }

    HttpResponse<String> send(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest.BodyPublisher publisher = body == null
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(Json.write(body));
        return http.send(
                request(path)
                        .timeout(Duration.ofSeconds(30))
                        .header("Content-Type", "application/json")
                        .method(method, publisher)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<Stream<String>>> stream(String path) {
        return http.sendAsync(
                request(path).header("Accept", "text/event-stream").GET().build(), HttpResponse.BodyHandlers.ofLines());
    }

    static void pause() throws InterruptedException {
        Thread.sleep(250);
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(api + "/api/v1" + path));
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    /** Asks until the answer is a 200 that holds. */
    Json until(String path, Predicate<Json> holds, String wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            HttpResponse<String> answer = send("GET", path, null);
            if (answer.statusCode() == 200 && holds.test(Json.parse(answer.body()))) {
                return Json.parse(answer.body());
            }
            StepFailed.unless(
                    answer.statusCode() == 200 || answer.statusCode() == 404,
                    "GET " + path + " answered " + answer.statusCode() + ": " + answer.body());
            StepFailed.unless(
                    System.nanoTime() < deadline,
                    "waited " + PATIENCE.toSeconds() + " s for " + wanted + ", last: " + answer.body());
            pause();
        }
    }
}
