package org.twinloop.notification.delivery;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.javanet.NetHttpTransport;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.Notification;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.twinloop.notification.delivery.PushRepository.Push;
import org.twinloop.notification.template.MessageTemplate;

/**
 * Firebase Cloud Messaging through the Firebase Admin SDK. What leaves for Google is an opaque id and a fixed title;
 * the
 * phone fetches the text from us, so no name, plate or place crosses the border.
 */
@Singleton
class FirebaseChannel {

    private static final int TIMEOUT_MS = 10_000;
    private static final String APP = "twinloop";
    private static final Set<Class<? extends IOException>> NEVER_REACHED = Set.of(
            ConnectException.class,
            NoRouteToHostException.class,
            UnknownHostException.class,
            SSLHandshakeException.class,
            SSLPeerUnverifiedException.class);

    private final FirebaseApp app;

    FirebaseChannel(NotificationConfig config) {
        if (config.firebaseCredentialsFile().isEmpty()
                && config.firebaseBaseUrl().isEmpty()) {
            app = null;
            return;
        }
        FirebaseOptions.Builder options = FirebaseOptions.builder()
                .setConnectTimeout(TIMEOUT_MS)
                .setReadTimeout(TIMEOUT_MS)
                .setWriteTimeout(TIMEOUT_MS);
        config.firebaseBaseUrl()
                .ifPresentOrElse(
                        base -> options.setHttpTransport(redirected(base))
                                .setProjectId("twinloop-local")
                                .setCredentials(fixedToken()),
                        () -> options.setCredentials(
                                read(config.firebaseCredentialsFile().orElseThrow())));
        app = FirebaseApp.initializeApp(options.build(), APP);
    }

    boolean isSetUp() {
        return app != null;
    }

    /** Blocking. Answers Firebase's name of the message. */
    String send(Push push) throws FirebaseMessagingException {
        Message.Builder message = Message.builder()
                .setToken(push.token())
                .setNotification(Notification.builder().setTitle(push.titleZh()).build())
                .putData("messageId", push.messageId().toString())
                .putData("kind", push.kind());
        if (push.tripId() != null) {
            message.putData("tripId", push.tripId().toString());
        }
        MessageTemplate.actionOf(push.kind(), push.tripId()).ifPresent(path -> message.putData("decisionPath", path));
        return FirebaseMessaging.getInstance(app).send(message.build());
    }

    /**
     * Whether a call that failed may have been taken all the same: Google was reached and did not answer. An answer,
     * and a connection that never stood, are certain.
     */
    static boolean mayHaveGoneOut(Throwable failed) {
        if (!(failed instanceof FirebaseMessagingException said) || said.getHttpResponse() != null) {
            return false;
        }
        for (Throwable next = failed.getCause(); next != null; next = next.getCause()) {
            Throwable cause = next;
            boolean connecting = cause instanceof SocketTimeoutException
                    && String.valueOf(cause.getMessage())
                            .toLowerCase(Locale.ROOT)
                            .startsWith("connect");
            if (connecting || NEVER_REACHED.stream().anyMatch(one -> one.isInstance(cause))) {
                return false;
            }
        }
        return true;
    }

    @PreDestroy
    void close() {
        if (app != null) {
            app.delete();
        }
    }

    private static GoogleCredentials fixedToken() {
        return GoogleCredentials.create(new AccessToken("local", Date.from(Instant.parse("2100-01-01T00:00:00Z"))));
    }

    private static GoogleCredentials read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return GoogleCredentials.fromStream(in);
        } catch (IOException e) {
            throw new UncheckedIOException("twinloop.notification.firebase.credentials-file: cannot read " + file, e);
        }
    }

    /** A transport that sends what is meant for Google to another host; the path stays. */
    private static HttpTransport redirected(URI base) {
        return new NetHttpTransport.Builder()
                .setConnectionFactory(url ->
                        (HttpURLConnection) base.resolve(url.getPath()).toURL().openConnection())
                .build();
    }
}
