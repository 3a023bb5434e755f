package org.twinloop.partner;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** One HTTP client for all partners: every wait, queue and answer has a limit. */
@ApplicationScoped
public class PartnerHttp {

    private final HttpClient client;
    private final PartnerConfig config;

    PartnerHttp(Vertx vertx, PartnerConfig config) {
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout((int) config.connectTimeout().toMillis())
                .setMaxPoolSize(config.connectionsMax())
                .setMaxWaitQueueSize(config.waitingMax())
                .setDecompressionSupported(true)
                .setKeepAliveTimeout(30));
    }

    @PreDestroy
    void close() {
        client.close();
    }

    /**
     * A call to a partner.
     *
     * @param body null for none
     * @param answerBytesMax an answer larger than this is a failure
     */
    public record Call(HttpMethod method, URI address, Map<String, String> headers, byte[] body, int answerBytesMax) {}

    /** What came back, whatever its status. */
    public record Answer(int status, MultiMap headers, byte[] body) {}

    /** Makes a call. Fails with {@link PartnerFailure} when there is no whole answer within the time. */
    public Uni<Answer> send(Call call) {
        AtomicReference<HttpClientRequest> open = new AtomicReference<>();
        Duration limit = config.answerTimeout();
        RequestOptions options = new RequestOptions()
                .setMethod(call.method())
                .setAbsoluteURI(call.address().toString())
                .setTimeout(limit.toMillis());
        call.headers().forEach(options::putHeader);
        return Uni.createFrom()
                .completionStage(() -> client.request(options)
                        .compose(request -> {
                            open.set(request);
                            return answer(request, call);
                        })
                        .toCompletionStage())
                .ifNoItem()
                .after(limit.plus(config.connectTimeout()))
                .failWith(() -> new PartnerFailure("no whole answer within " + limit.toMillis() + " ms"))
                .onFailure(failed -> !(failed instanceof PartnerFailure))
                .transform(failed -> new PartnerFailure("not reachable: " + failed.getMessage()))
                .onFailure()
                .invoke(() -> abandon(open.get()));
    }

    /** Takes the answer on the context of the connection: elsewhere a small one may be over before anybody listens. */
    private static Future<Answer> answer(HttpClientRequest request, Call call) {
        Future<HttpClientResponse> sent =
                call.body() == null ? request.send() : request.send(Buffer.buffer(call.body()));
        return sent.compose(response -> gather(response, call.answerBytesMax()));
    }

    private static Future<Answer> gather(HttpClientResponse response, int bytesMax) {
        Promise<Answer> whole = Promise.promise();
        Buffer body = Buffer.buffer();
        response.exceptionHandler(whole::tryFail);
        response.handler(part -> {
            if (body.length() + part.length() > bytesMax) {
                whole.tryFail(new PartnerFailure("the answer is larger than " + bytesMax + " bytes"));
            } else {
                body.appendBuffer(part);
            }
        });
        response.endHandler(
                end -> whole.tryComplete(new Answer(response.statusCode(), response.headers(), body.getBytes())));
        return whole.future();
    }

    /** A call given up on must not keep its connection busy. */
    private static void abandon(HttpClientRequest request) {
        if (request != null) {
            request.reset();
        }
    }
}
