package org.twinloop.partner.gb32960;

import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.twinloop.common.DatabaseFailure;
import org.twinloop.common.SystemTime;
import org.twinloop.partner.gb32960.GbMeters.Unsupported;
import org.twinloop.partner.gb32960.PlaceKeeper.Berth;
import org.twinloop.partner.gb32960.PlaceRepository.Claimant;
import org.twinloop.partner.gb32960.Registration.Terminal;
import org.twinloop.partner.gb32960.wire.Command;
import org.twinloop.partner.gb32960.wire.Frame;
import org.twinloop.partner.gb32960.wire.FrameCutter;
import org.twinloop.partner.gb32960.wire.FrameWriter;
import org.twinloop.partner.gb32960.wire.InformationCodec;
import org.twinloop.partner.gb32960.wire.Reply;
import org.twinloop.partner.gb32960.wire.SessionCodec;
import org.twinloop.telematics.VehicleReport;

/**
 * One connection of a terminal or a platform. Lives on the event loop of its socket; only {@link #close} and the
 * getters may be called from elsewhere.
 *
 * <pre>
 *   bytes ──▶ frames ──▶ login? registered? readable? ──▶ intake ──▶ commit ──▶ answer, in the order of arrival
 *     ▲                                                     │
 *     └── not read while window or room are full ◀──────────┘
 * </pre>
 */
final class GbConnection {

    private static final Logger LOG = Logger.getLogger(GbConnection.class);

    private final NetSocket socket;
    private final Context context;
    private final Surroundings around;
    private final FrameCutter cutter;
    private final InformationCodec codec = new InformationCodec();
    private final ReportDraft draft;
    private final AnswerQueue answers;
    private final Runnable roomIsThere;
    private long waitsSinceNanos = SystemTime.nanos();
    private long skippedBytes;
    private int faults;
    private boolean pumping;
    /** Somebody has to be asked before the frame at hand can be dealt with. */
    private boolean asking;

    private boolean closing;
    private volatile boolean open = true;
    private volatile long heardNanos = SystemTime.nanos();
    private volatile Sender sender = Sender.NOBODY;
    private volatile String endReason = "the other end closed the connection";
    private final Berth berth;

    GbConnection(NetSocket socket, Context context, Surroundings around) {
        this.socket = socket;
        this.context = context;
        this.around = around;
        berth = around.places().berth(() -> open);
        cutter = new FrameCutter(around.config().frameBytesMax());
        draft = new ReportDraft(around.config().vendorBytesKept());
        roomIsThere = () -> context.runOnContext(now -> pump());
        answers = new AnswerQueue(bytes -> socket.write(Buffer.buffer(bytes)));
    }

    void listen() {
        socket.handler(this::received);
        socket.drainHandler(drained -> pump());
        socket.exceptionHandler(failed -> LOG.debugf("connection of %s failed: %s", name(), failed.getMessage()));
        socket.closeHandler(closed -> ended());
    }

    /** Who is at the other end now. */
    Sender sender() {
        return sender;
    }

    /** When something was heard last, by the clock of {@link SystemTime#nanos}. */
    long heardNanos() {
        return heardNanos;
    }

    /** Closes the connection if it is silent, or without a login, for too long. */
    void sweep(long nowNanos) {
        context.runOnContext(now -> {
            if (asking || !answers.isEmpty() || around.room().isFull()) {
                // It is the service that keeps the sender waiting.
                heardNanos = nowNanos;
                return;
            }
            boolean anonymous = !sender.isLoggedIn();
            if (nowNanos - heardNanos > around.config().silenceMax().toNanos()) {
                close("nothing was heard for " + around.config().silenceMax());
            } else if (anonymous
                    && nowNanos - waitsSinceNanos
                            > around.config().loginWithin().toNanos()) {
                close("no login within " + around.config().loginWithin());
            }
        });
    }

    void close(String why) {
        context.runOnContext(now -> {
            if (open) {
                LOG.debugf("closing the connection of %s: %s", name(), why);
                endReason = why;
                open = false;
                socket.close();
            }
        });
    }

    private void ended() {
        open = false;
        around.room().forget(roomIsThere);
        answers.clear();
        leave(endReason);
        around.live().remove(this);
    }

    private String name() {
        return sender.isLoggedIn() ? sender.name() : String.valueOf(socket.remoteAddress());
    }

    private void received(Buffer buffer) {
        heardNanos = SystemTime.nanos();
        byte[] bytes = buffer.getBytes();
        cutter.feed(bytes, 0, bytes.length);
        pump();
    }

    /** Deals with frames for as long as there are any and may be. */
    private void pump() {
        if (pumping || !open) {
            return;
        }
        pumping = true;
        try {
            for (Frame frame = nextFrame(); frame != null; frame = nextFrame()) {
                handle(frame);
            }
            countSkipped();
        } catch (RuntimeException e) {
            LOG.errorf(e, "a frame of %s could not be dealt with", name());
            close("a fault of ours");
        } finally {
            pumping = false;
        }
        if (mayRead()) {
            socket.resume();
        } else if (open) {
            socket.pause();
        }
    }

    private Frame nextFrame() {
        return mayRead() ? cutter.next() : null;
    }

    private boolean mayRead() {
        return open
                && !closing
                && !asking
                && answers.size() < around.config().window()
                && !socket.writeQueueFull()
                && around.room().isThere(roomIsThere);
    }

    private void countSkipped() {
        long skipped = cutter.skippedBytes() - skippedBytes;
        if (skipped > 0) {
            skippedBytes += skipped;
            around.meters().skipped(skipped);
            fault();
        }
    }

    private void fault() {
        if (++faults >= around.config().faultsMax()) {
            around.meters().refused("faults");
            closing = true;
            close(faults + " times in a row nothing could be read");
        }
    }

    private void handle(Frame frame) {
        if (!frame.isSound()) {
            wrongCheck(frame);
            return;
        }
        faults = 0;
        around.meters().frame(frame.edition(), frame.command());
        Command command = frame.command();
        boolean login = command == Command.VEHICLE_LOGIN || command == Command.PLATFORM_LOGIN;
        if (!frame.asks()) {
            around.meters().refused("answer");
        } else if (!login && !sender.isLoggedIn()) {
            around.meters().refused("before-login");
        } else if (frame.unitBytes() > 0 && !frame.isInTheClear()) {
            around.meters().unsupported(Unsupported.ENCRYPTED);
            answer(frame, Reply.DECRYPTION_ERROR);
        } else {
            obey(frame, command);
        }
    }

    private void obey(Frame frame, Command command) {
        switch (command) {
            case VEHICLE_LOGIN -> vehicleLogin(frame);
            case PLATFORM_LOGIN -> platformLogin(frame);
            case REAL_TIME, REISSUE -> forCar(frame, car -> report(frame, car));
            case VEHICLE_LOGOUT -> vehicleLogout(frame);
            case PLATFORM_LOGOUT -> platformLogout(frame);
            case HEARTBEAT, TIME_CALIBRATION -> answer(frame, Reply.OK);
            default -> {
                around.meters().unsupported(Unsupported.COMMAND);
                answer(frame, Reply.ERROR);
            }
        }
    }

    /** By the standard a report is asked for again; anything else the sender repeats by itself. */
    private void wrongCheck(Frame frame) {
        around.meters().refused("check");
        fault();
        if (open && sender.isLoggedIn()) {
            boolean report = frame.command() == Command.REAL_TIME || frame.command() == Command.REISSUE;
            setAside(
                    frame,
                    "the block check character does not fit: send the frame again",
                    report && frame.asks() ? Reply.ERROR : null);
        }
    }

    // ----- who is it

    private void vehicleLogin(Frame frame) {
        Optional<SessionCodec.VehicleLogin> login = SessionCodec.vehicleLogin(frame);
        if (login.isEmpty()) {
            around.meters().refused("login-unreadable");
            fault();
        } else if (sender.isPlatform()) {
            forCar(frame, car -> answer(frame, Reply.OK));
        } else if (sender.isTerminal() && !sender.isTerminal(frame.id())) {
            refuse(frame, Reply.ERROR, "other-vin");
        } else {
            String iccid = login.get().iccid();
            Claimant self = new Claimant(around.live().instance(), String.valueOf(socket.remoteAddress()));
            ask(
                    around.registrations().admit(frame.id(), iccid, self).invoke(one -> berth.got(one.place())),
                    admission -> admitted(frame, admission, iccid));
        }
    }

    private void admitted(Frame frame, Registrations.Admission admission, String iccid) {
        Registrations.Refusal refusal = admission.refusal();
        if (refusal != null) {
            closing = true;
            refuse(
                    frame,
                    refusal.isOfAnother() ? Reply.VIN_DUPLICATE : Reply.VIN_UNKNOWN,
                    "login-" + refusal.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        } else if (!around.live().enter(admission.place(), this)) {
            closing = true;
            refuse(frame, Reply.VIN_DUPLICATE, "login-duplicate");
        } else {
            sender = Sender.of(admission.terminal(), iccid);
            answer(frame, Reply.OK);
        }
    }

    private void platformLogin(Frame frame) {
        Optional<SessionCodec.PlatformLogin> login = SessionCodec.platformLogin(frame);
        if (login.isEmpty()
                || sender.isLoggedIn() && !sender.isPlatform(login.get().user())) {
            refuse(frame, Reply.ERROR, login.isEmpty() ? "login-unreadable" : "other-platform");
            return;
        }
        String account = login.get().user();
        Registrations.Login attempt = new Registrations.Login(
                account,
                frame.id(),
                login.get().password(),
                socket.remoteAddress().hostAddress());
        ask(around.registrations().admit(attempt), admitted -> {
            if (admitted.isPresent()) {
                sender = Sender.of(admitted.get());
                answer(frame, Reply.OK);
            } else {
                closing = true;
                refuse(frame, Reply.ERROR, "login-platform");
            }
        });
    }

    private void vehicleLogout(Frame frame) {
        if (sender.isPlatform()) {
            forCar(frame, car -> answer(frame, Reply.OK));
        } else {
            leave("the terminal logged out");
            answer(frame, Reply.OK);
        }
    }

    private void platformLogout(Frame frame) {
        closing = true;
        answer(frame, Reply.OK);
    }

    private void leave(String reason) {
        sender = Sender.NOBODY;
        waitsSinceNanos = SystemTime.nanos();
        berth.leave(reason);
    }

    /** Finds the car a frame is about; a sender may speak of its own only. */
    private void forCar(Frame frame, Consumer<Terminal> then) {
        String vin = frame.id();
        if (sender.isTerminal() && !sender.isTerminal(vin)) {
            refuse(frame, Reply.VIN_UNKNOWN, "other-vin");
            return;
        }
        ask(around.registrations().terminal(vin), found -> {
            Terminal car = found.filter(sender::mayReport).orElse(null);
            if (car != null) {
                then.accept(car);
            } else {
                closing = sender.isTerminal();
                refuse(frame, Reply.VIN_UNKNOWN, "vin-unknown");
            }
        });
    }

    // ----- what it says

    private void report(Frame frame, Terminal car) {
        InformationCodec.Verdict verdict = draft.read(frame, codec);
        if (verdict == InformationCodec.Verdict.BROKEN) {
            around.meters().refused("structure");
            setAside(frame, codec.fault() + ": send whole information types", Reply.STRUCTURE_ERROR);
            return;
        }
        if (codec.isSigned() && around.config().signedBodies() == GbConfig.SignedBodies.REFUSE) {
            around.meters().unsupported(Unsupported.SIGNED);
            answer(frame, Reply.SIGNATURE_ERROR);
            return;
        }
        if (frame.command() == Command.REISSUE && !ReportDraft.isTimed(frame)) {
            around.meters().refused("time");
            setAside(frame, ReportDraft.NO_TIME, sender.wantsAnswer(car) ? Reply.OK : null);
            return;
        }
        GbDeliveries.Incoming incoming = new GbDeliveries.Incoming(
                car.vin(), car.operatorId(), frame.copy(), around.clock().instant());
        VehicleReport report = draft.report(frame, codec, sender.datum(car), incoming.receivedAt());
        AnswerQueue.Answer answer = answers.expect(sender.wantsAnswer(car) ? bytes(frame, Reply.OK) : null);
        when(around.deliveries().store(incoming, car.vehicleId(), report, () -> open), stored -> ready(answer));
    }

    /** Keeps a frame that cannot be read and then answers, if an answer is due. */
    private void setAside(Frame frame, String reason, Reply reply) {
        GbDeliveries.Incoming incoming = new GbDeliveries.Incoming(
                sender.name(), sender.operatorId(), frame.copy(), around.clock().instant());
        AnswerQueue.Answer answer = answers.expect(reply == null ? null : bytes(frame, reply));
        when(around.deliveries().keep(incoming, reason, () -> open), kept -> ready(answer));
    }

    // ----- answers

    private void refuse(Frame frame, Reply reply, String reason) {
        around.meters().refused(reason);
        LOG.debugf("refused a frame of %s: %s", name(), reason);
        answer(frame, reply);
    }

    private void answer(Frame frame, Reply reply) {
        ready(answers.expect(bytes(frame, reply)));
    }

    private byte[] bytes(Frame frame, Reply reply) {
        return FrameWriter.answer(frame, reply, around.clock().millis());
    }

    private void ready(AnswerQueue.Answer answer) {
        answers.ready(answer);
        if (closing && answers.isEmpty()) {
            close("the session is over");
        }
        pump();
    }

    /** Nothing more is read before the answer is there, so the frame at hand stays in place. */
    private <T> void ask(Uni<T> question, Consumer<T> then) {
        asking = true;
        when(Patience.whileWanted(() -> question, () -> open, around.config().rest()), answer -> {
            asking = false;
            then.accept(answer);
            pump();
        });
    }

    private <T> void when(Uni<T> work, Consumer<T> then) {
        work.subscribe()
                .with(
                        done -> onContext(() -> then.accept(done)),
                        failed -> onContext(() -> {
                            if (!DatabaseFailure.isUnavailable(failed)) {
                                LOG.errorf(failed, "a frame of %s could not be dealt with", name());
                            }
                            close("a frame could not be stored");
                        }));
    }

    private void onContext(Runnable step) {
        if (Vertx.currentContext() == context) {
            stepIfOpen(step);
        } else {
            context.runOnContext(now -> stepIfOpen(step));
        }
    }

    private void stepIfOpen(Runnable step) {
        if (open) {
            step.run();
        }
    }
}
